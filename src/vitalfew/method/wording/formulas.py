"""How a KPI of this name is likely to be computed, in the name's own words."""

import re

from vitalfew.method.late import late

SORTS = (
    ("cost", r"\bburn(?: rate)?\b"),
    ("score", r"\b(?:e?nps|csat|score|satisfaction|rating|engagement|sus|index|pulse)\b"),
    ("uptime", r"\b(?:uptime|availability)\b"),
    ("share", r"\b(?:rate|share|ratio|percentage|percent|proportion|coverage|utili[sz]ation)\b|%"),
    ("time", r"\b(?:time|duration|latency|turnaround|wait|age|lag|(?:minutes|hours|days|weeks) (?:to|from|until))\b"),
    ("cost", r"\b(?:costs?|spend(?:ing)?|expenses?|price)\b"),
    ("money", r"\b(?:revenue|sales|income|mrr|arr|profit|donations)\b"),
)
_SORTS = tuple((sort, late(pattern, re.IGNORECASE)) for sort, pattern in SORTS)
_SHARE_OF = late(r"^(?:share|percentage|percent|proportion|ratio|rate|%) of (?P<part>(?P<all>[\w-]+).*)", re.I)
_RATE = late(r"^(?P<part>.+?) (?:rate|ratio|percentage|share)\b", re.IGNORECASE)
_FROM_TO = late(r"\bfrom (?P<from>.+?) (?:to|until) (?P<to>.+)|\b(?:to|until) (?P<until>.+)", re.IGNORECASE)
_PER = late(r"^(?P<above>.+?) per (?P<below>.+)", re.IGNORECASE)
_PERIOD = late(r"(?:hour|day|week|month|quarter|year|sprint)\b", re.IGNORECASE)
_PLURAL = late(r"[^\W\d_]{2,}(?<![sui])s\b", re.IGNORECASE)
_LEADING = late(r"^(?:average|avg|mean|median|total|number of|count of)\s+", re.IGNORECASE)
_MEAN = late(r"\s*(?:mean|average|avg)\b", re.IGNORECASE)
_BETWEEN = late(r"^(?P<above>.+?) to (?P<below>.+) ratio$", re.IGNORECASE)
_EXTRA = late(r"\s*(?:\([^)]*\)|:.*|[<>≤≥]=?\s*\d.*)")
_COMPARED = late(r"\b(?:vs|versus|variance)\b", re.IGNORECASE)


def sort_of(name: str) -> str:
    """'share', 'time', 'uptime', 'score', 'cost', 'money', 'count', or '' where the name does not tell."""
    found = next((sort for sort, pattern in _SORTS if pattern.search(name)), "")
    return found or ("count" if _PLURAL.search(name) and not _COMPARED.search(name) else "")


def formula_for(name: str, *, period: str = "week") -> str:
    """'calls answered / all calls × 100, per week' for 'Share of calls answered'; '' where the name does not tell."""
    plain = _plain(name)
    sort = sort_of(plain)
    between = _BETWEEN.match(plain)
    if between:
        return f"number of {_many(between['above'])} / number of {_many(between['below'])}"
    if " / " in plain:
        return plain
    per = _PER.match(plain)
    if per and sort != "share" and not _PERIOD.match(per["below"]):
        return f"{'' if sort in ('cost', 'money') else 'number of '}{per['above']} / number of {_many(per['below'])}"
    if sort == "share":
        return _share(plain, period)
    if sort == "time":
        return _time(plain, period, middle="mean" if _MEAN.match(name) else "median")
    if sort == "count":
        return f"number of {plain}" + ("" if per else f" per {period}")
    return {
        "uptime": f"minutes up / all minutes × 100, per {period}",
        "score": "mean of all answers, with the number of answers beside it",
        "cost": f"sum of {plain}, per {period}",
        "money": f"sum of {plain}, per {period}",
    }.get(sort, "")


def _share(plain: str, period: str) -> str:
    found = _SHARE_OF.match(plain)
    if found:
        return f"{found['part']} / all {found['all']} × 100, per {period}"
    rate = _RATE.match(plain)
    part = f"cases of {rate['part']}" if rate else "[what counts]"
    return f"{part} / {'all cases' if rate else '[all of it]'} × 100, per {period}"


def _time(plain: str, period: str, *, middle: str) -> str:
    found = _FROM_TO.search(plain)
    if found is None:
        return f"{middle} of {plain}, over all cases of the {period}"
    start, end = found["from"] or "[start]", found["to"] or found["until"]
    return f"{middle} of the time from {start} to {end}, of all that ended in the {period}"


def _many(name: str) -> str:
    """'orders' for 'order', 'visits × 100' for '100 visits'."""
    number, _, rest = name.partition(" ")
    if number.isdecimal():
        return f"{rest} × {number}"
    return name if name.endswith("s") else f"{name}s"


def _plain(name: str) -> str:
    """Without its abbreviation, its standard and 'average', in small letters: 'net revenue' for 'Net Revenue (NR)'."""
    words = _EXTRA.sub("", _LEADING.sub("", name.strip())).strip(" .").split()
    return " ".join(word.lower() if word[1:].islower() or len(word) == 1 else word for word in words)
