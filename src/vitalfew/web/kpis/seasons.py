"""What the seasons of a KPI are called, and which a form offers."""

from vitalfew.method.periods import Frequency, noun
from vitalfew.method.seasons import seasons_of
from vitalfew.method.signals.wording import number


def season_name(season: int | None, measured: str) -> str:
    """'yearly season' for twelve months, 'season of four hours' where it has no name of its own."""
    if season is None:
        return "season"
    other = f"season of {number(season)} {noun(Frequency(measured), season)}"
    return seasons_of(measured).get(season, other)


def season_choices(measured: str, *, kept: int | None = None) -> list[tuple[int | None, str]]:
    """What a form offers: those that fit, and the one that is `kept` already."""
    lengths = [*seasons_of(measured), *([kept] if kept and kept not in seasons_of(measured) else [])]
    named = [(length, season_name(length, measured)) for length in lengths]
    return [(None, "None"), *((length, f"{name[:1].upper()}{name[1:]}") for length, name in named)]
