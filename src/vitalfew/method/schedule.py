"""When a KPI's source is asked: in the early morning after each period or sprint, in its zone, or by a cron line."""

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from hashlib import sha256
from itertools import islice, pairwise
from zoneinfo import ZoneInfo

from vitalfew.method.frequency import Every, Frequency
from vitalfew.method.periods import period_end, period_start

MORNING = 6
FIRST_MINUTE, MINUTES = 5, 50
SHORTEST = timedelta(minutes=5)
LOOKED_AT = 20
FIELDS = 5
END_OF_SPRINT = "end of sprint"
EXAMPLE = (
    "Write minute, hour, day, month and weekday: “30 7 * * MON-FRI” is half past seven on working days. "
    f"Or write “{END_OF_SPRINT}”."
)
ANY_DAY = datetime(2026, 1, 1, tzinfo=UTC)


def next_run(after: datetime, *, frequency: Every, zone: ZoneInfo, cron: str = "", spread: str = "") -> datetime:
    """The first time after `after`, in UTC, at which a source is asked.

    Without a cron line: between 6:05 and 6:54 of the day on which a new period begins, for hours at the same minute of
    each. `spread` settles the minute, so that not all sources are asked at once. A cron line is read in `zone`;
    raises ValueError, in words, for one that is none.
    """
    if cron:
        return _next_by_cron(after, cron, zone)
    minute = FIRST_MINUTE + int.from_bytes(sha256(spread.encode()).digest()[:4]) % MINUTES
    start = period_start(after, frequency, zone)
    while (run := _run(start, frequency, zone, minute)) <= after:
        start = period_end(start, frequency, zone)
    return run


def ends_sprint(line: str) -> bool:
    """Whether the line says 'end of sprint'."""
    return " ".join(line.lower().split()) == END_OF_SPRINT


def check_schedule(line: str) -> None:
    """Raise ValueError, in words, unless it is 'end of sprint' or a line of cron, at most each 5 minutes."""
    if ends_sprint(line):
        return
    runs = list(islice(_cron(line, ANY_DAY), LOOKED_AT))
    if any(after - before < SHORTEST for before, after in pairwise(runs)):
        raise ValueError(
            f"“{line}” comes more often than each 5 minutes. Ask less often: */15 * * * * is four an hour."
        )


def _run(start: datetime, frequency: Every, zone: ZoneInfo, minute: int) -> datetime:
    if frequency is Frequency.HOUR:
        return start + timedelta(minutes=minute)
    return datetime.combine(start.astimezone(zone).date(), time(MORNING, minute), tzinfo=zone).astimezone(UTC)


def _next_by_cron(after: datetime, line: str, zone: ZoneInfo) -> datetime:
    return next(found for found in _cron(line, after.astimezone(zone)) if found > after)


def _cron(line: str, after: datetime) -> Iterator[datetime]:
    from cronsim import CronSim, CronSimError

    try:
        if len(line.split()) != FIELDS:
            raise CronSimError("wrong number of fields")
        return (moment.astimezone(UTC) for moment in CronSim(line, after))
    except CronSimError as error:
        raise ValueError(f"“{line[:60]}” is no line of cron ({str(error).lower()}). {EXAMPLE}") from error
