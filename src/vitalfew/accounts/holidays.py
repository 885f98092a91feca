"""Public holidays of countries and their regions, by codes such as DE, DE-BY and GB-SCT."""

from collections.abc import Mapping
from datetime import date
from difflib import get_close_matches
from functools import lru_cache

from django.core.exceptions import ValidationError

LONGEST = 7  # letters of a region: longer ones name single towns, whose region is there as well


@lru_cache(maxsize=1)
def countries() -> Mapping[str, str]:
    """Every country whose holidays are known: its name by its code."""
    from holidays.registry import COUNTRIES  # only who keeps holidays pays for the library

    return {codes[1]: name.replace("_", " ").title() for name, codes in sorted(COUNTRIES.items())}


@lru_cache(maxsize=1)
def regions() -> Mapping[str, tuple[str, ...]]:
    """The codes of the regions that have holidays of their own, by the code of their country."""
    import holidays

    found = holidays.list_supported_countries(include_aliases=False)
    return {code: tuple(each for each in found.get(code, ()) if len(each) <= LONGEST) for code in countries()}


def code_of(said: str) -> str:
    """The code of what somebody wrote: 'de-by', 'Germany'; '' for nothing. Raises ValidationError in words."""
    text = " ".join(said.split())
    code, _, region = text.partition("-")
    country = code.upper() if code.upper() in countries() else _named(text)
    if not text:
        return ""
    if not country:
        raise ValidationError(f"“{said}” is no country whose holidays are known. {_meant(text)}")
    if not region or country != code.upper():
        return country
    known = {each.casefold(): each for each in regions()[country]}
    if region.casefold() not in known:
        raise ValidationError(f"“{region}” is no region of {countries()[country]}. {_choices(country)}")
    return f"{country}-{known[region.casefold()]}"


def words_of(code: str) -> str:
    """What a code is called: 'Germany, BY'; '' for none."""
    country, _, region = code.partition("-")
    name = countries().get(country, country)
    return f"{name}, {region}" if region else name


def is_holiday(code: str, day: date) -> bool:
    """Whether this day is a public holiday there; never without a code, or with one that is not known any more."""
    return bool(code) and day in _days(code, day.year)


@lru_cache(maxsize=256)
def _days(code: str, year: int) -> frozenset[date]:
    import holidays

    country, _, region = code.partition("-")
    try:
        return frozenset(holidays.country_holidays(country, subdiv=region or None, years=year))
    except NotImplementedError:
        return frozenset()


def _named(text: str) -> str:
    return next((code for code, name in countries().items() if name.casefold() == text.casefold()), "")


def _meant(text: str) -> str:
    names = {name.casefold(): (code, name) for code, name in countries().items()}
    near = [names[each] for each in get_close_matches(text.casefold(), names, n=2, cutoff=0.7)]
    said = " or ".join(f"{code} ({name})" for code, name in near)
    return f"Did you mean {said}?" if said else "Write a code such as DE, or DE-BY for one of its regions."


def _choices(country: str) -> str:
    listed = ", ".join(f"{country}-{each}" for each in regions()[country])
    return f"Write one of: {listed}." if listed else f"It has none of its own: write {country}."
