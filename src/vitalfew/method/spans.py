"""How long something has lasted, in words: '3 minutes', '5 hours', '9 days', '10 weeks', '14 months'."""

from datetime import timedelta

MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
STEPS = (
    (HOUR, MINUTE, "minute", "minutes"),
    (DAY, HOUR, "hour", "hours"),
    (28 * DAY, DAY, "day", "days"),
    (92 * DAY, 7 * DAY, "week", "weeks"),
    (730 * DAY, DAY * 30.4375, "month", "months"),
    (timedelta.max, DAY * 365.25, "year", "years"),
)


def span(length: timedelta) -> str:
    """The length in whole units that suit it, rounded down; under a minute is 'less than a minute'."""
    if length < MINUTE:
        return "less than a minute"
    unit, one, many = next((unit, one, many) for below, unit, one, many in STEPS if length < below)
    count = length // unit
    return f"{count} {one if count == 1 else many}"
