"""Makes points of a table's rows, or says in one sentence why they are none."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, tzinfo
from itertools import islice, pairwise

from vitalfew.sheets.zones import Clock
from vitalfew.sources.cells import Fault, integer, number, shown, when
from vitalfew.sources.contract import Point, SourceError
from vitalfew.sources.roles import Roles, roles

MOST_POINTS = 100_000


def points(
    columns: Sequence[str],
    rows: Iterable[Sequence[object]],
    *,
    time: str = "",
    value: str = "",
    cases: str = "",
    zone: tzinfo = UTC,
    none_will_do: bool = False,
) -> list[Point]:
    """One point a row, ordered by time; raises SourceError where a row holds none, and unless `none_will_do` where
    there is no row.

    The columns are those named, else the only one of times and the only one of numbers. Times without a zone are
    of `zone`. Without a column of times there must be one row: the value of now.
    """
    table = [tuple(row) for row in islice(rows, MOST_POINTS + 1)]
    if not table and none_will_do:
        return []
    if not table:
        raise SourceError(
            "No row came back, at least one was expected: check what is asked for, its conditions and dates."
        )
    if len(table) > MOST_POINTS:
        raise SourceError(
            f"More than {MOST_POINTS:,} rows came back: group them by day, week or month, or ask for a shorter time."
        )
    chosen = roles(columns, table, time=time, value=value, cases=cases)
    if chosen.time is None:
        return [_now(columns, table, chosen)]
    return _distinct(_dated(columns, table, chosen, Clock(zone)), columns[chosen.time], zone)


def _now(columns: Sequence[str], table: Sequence[Sequence[object]], chosen: Roles) -> Point:
    if len(table) > 1:
        raise SourceError(
            f"{len(table):,} rows came back without a column of times, one was expected: name or add that column, or "
            "sum them up into one."
        )
    point = _point(None, 1, columns, table[0], chosen)
    if (empty := _empty(columns, table[0], chosen)) is not None:
        raise SourceError(
            f"Row 1: “{empty}” holds no value (NULL), where a time may be meant: leave such a row out of the query "
            "(HAVING count(*) > 0), or select the number alone, which is then the value of now."
        )
    return point


def _empty(columns: Sequence[str], row: Sequence[object], chosen: Roles) -> str | None:
    """A column beside the number that is NULL: with a time in it, the row would be of another period than now."""
    told = {chosen.value, chosen.cases}
    return next((name for at, name in enumerate(columns) if at not in told and row[at] is None), None)


def _dated(
    columns: Sequence[str], table: Sequence[Sequence[object]], chosen: Roles, clock: Clock
) -> list[tuple[datetime, int, Point]]:
    dated = []
    for count, row in enumerate(table, start=1):
        cell = row[chosen.time or 0]
        try:
            moment = clock.to_utc(when(cell), count)
        except (Fault, OverflowError) as fault:
            raise SourceError(f"Row {count:,}: “{columns[chosen.time or 0]}” holds {fault}.") from None
        dated.append((moment, count, _point(moment, count, columns, row, chosen)))
    return sorted(dated)


def _distinct(dated: Sequence[tuple[datetime, int, Point]], column: str, zone: tzinfo) -> list[Point]:
    """The points, where no two are of one time: nobody could say which of them holds."""
    for (moment, first, _), (other, second, _) in pairwise(dated):
        if moment == other:
            at = f"{moment.astimezone(zone):%Y-%m-%d %H:%M}, {zone}"
            raise SourceError(
                f"Rows {first:,} and {second:,} have the same time in “{column}” ({at}), and a KPI has one "
                "value a time: group by the time, or keep one of them."
            )
    return [point for _, _, point in dated]


def _point(moment: datetime | None, count: int, columns: Sequence[str], row: Sequence[object], chosen: Roles) -> Point:
    at = f"Row {count:,}" if moment is None else f"Row {count:,} ({shown(row[chosen.time or 0])})"
    try:
        column = chosen.value
        value = number(row[column])
        if chosen.cases is None:
            return Point(moment, value)
        column = chosen.cases
        return Point(moment, value, integer(row[column]))
    except Fault as fault:
        raise SourceError(f"{at}: “{columns[column]}” holds {fault}.") from None
