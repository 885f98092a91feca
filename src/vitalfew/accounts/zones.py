"""The time zones that there are."""

from difflib import get_close_matches
from functools import lru_cache
from zoneinfo import available_timezones

NOWHERE = frozenset({"Factory", "localtime", "posixrules"})


@lru_cache(maxsize=1)
def zones() -> tuple[str, ...]:
    """Every time zone that is a place or a fixed distance from UTC, in order of their names."""
    return tuple(sorted(available_timezones() - NOWHERE))


def zone_like(name: str) -> str:
    """The zone that somebody meant who wrote 'berlin', 'europe/berlin' or 'New York'; '' where none is near."""
    wanted = name.strip().casefold().replace(" ", "_")
    known: dict[str, str] = {}
    for zone in zones():
        for said in (zone, zone.rpartition("/")[2]):
            known.setdefault(said.casefold(), zone)
    close = get_close_matches(wanted, known, n=1, cutoff=0.75)
    return known[close[0]] if close else ""
