"""Turns wall-clock times of a zone into UTC, saying what became of hours that a clock change skips or repeats."""

from datetime import UTC, datetime, tzinfo


class Clock:
    """Converts one column's times, in order, from `zone` to UTC."""

    def __init__(self, zone: tzinfo) -> None:
        self.zone = zone
        self.skipped: list[int] = []
        self.repeated: list[int] = []
        self._seen: set[tuple[str | None, datetime]] = set()

    def to_utc(self, when: datetime, line: int, *, series: str | None = None) -> datetime:
        """The moment in UTC; an aware time keeps its own offset.

        A time that the clock skips is moved forward by the gap. A time that happens twice is taken as the first,
        and as the second when the file names it again.
        """
        if when.tzinfo is not None:
            return when.astimezone(UTC)
        if self.zone is UTC:
            return when.replace(tzinfo=UTC)
        early = when.replace(tzinfo=self.zone)
        late = early.replace(fold=1)
        if early.utcoffset() == late.utcoffset():
            return early.astimezone(UTC)
        first, second = early.astimezone(UTC), late.astimezone(UTC)
        if second < first:
            self.skipped.append(line)
            return first
        self.repeated.append(line)
        chosen = second if (series, when) in self._seen else first
        self._seen.add((series, when))
        return chosen
