"""The time zones that there are."""

from difflib import get_close_matches
from functools import lru_cache
from zoneinfo import available_timezones

NOWHERE = frozenset({"Factory", "localtime", "posixrules"})


@lru_cache(maxsize=1)
def zones() -> tuple[str, ...]:
    """Every time zone that is a place or a fixed distance from UTC, in order of their names."""
    return tuple(sorted(available_timezones() - NOWHERE))


def zone_of(name: str) -> str:
    """The one zone of this name or city, in whatever case ('berlin', 'New York'); '' where it is none or several."""
    wanted = _plain(name)
    found = [zone for zone in zones() if zone.casefold() == wanted]
    found = found or [zone for zone in zones() if _city(zone) == wanted and not zone.startswith("Etc/")]
    return found[0] if len(found) == 1 else ""


def zones_like(name: str) -> list[str]:
    """Up to three zones that somebody may have meant who wrote 'nicosia', 'Asia/Calcuta' or 'Buenos Aires'."""
    wanted = _plain(name)
    known: dict[str, list[str]] = {}
    for zone in zones():
        for said in {zone.casefold(), _city(zone)}:
            known.setdefault(said, []).append(zone)
    close = get_close_matches(wanted, known, n=3, cutoff=0.75)
    return list(dict.fromkeys(zone for said in close for zone in known[said]))[:3]


def _plain(name: str) -> str:
    return "_".join(name.casefold().split())


def _city(zone: str) -> str:
    return zone.rpartition("/")[2].casefold()
