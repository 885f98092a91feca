"""The seasons that a measure may have, by how often it is measured."""

from collections.abc import Mapping

from vitalfew.method.frequency import Frequency

YEAR, WEEK, DAY = "yearly season", "weekly season", "daily season"
SEASONS: Mapping[Frequency, Mapping[int, str]] = {
    Frequency.HOUR: {24: DAY, 168: WEEK},
    Frequency.DAY: {7: WEEK},
    Frequency.WEEK: {52: YEAR},
    Frequency.MONTH: {12: YEAR},
    Frequency.QUARTER: {4: YEAR},
}


def seasons_of(measured: str) -> Mapping[int, str]:
    """What each season is called that fits what is measured this often, by its length in periods."""
    return SEASONS.get(Frequency(measured), {})
