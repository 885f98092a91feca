"""Finds in a text by when something is to be so, and whether it goes from here to there."""

import re

_MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec"
_SPAN = r"(?:week|month|quarter|year|half|sprint|cycle)"
_TIME = (
    r"(?:(?:the\s+)?(?:end|close|start)\s+of\b|q[1-4]\b|h[12]\b|fy\s?\d|20\d\d|eo[yqmw]\b|year[- ]?end|"
    rf"(?:{_MONTHS})[a-z]*\b|\d{{1,2}}[/.]\d{{1,2}}[/.]\d{{2,4}}|\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?(?:{_MONTHS})|"
    rf"{_SPAN}\s?\d+\b|day\s?\d+\b|(?:this|next|the)\s+(?:coming\s+)?{_SPAN}|christmas|summer|winter|spring|autumn)"
)
_NEXT = r"(?:the\s+)?(?:next|first|coming|current)\s+(?:\w+\s+)?(?:days?|weeks?|months?|quarters?|years?)\b"
_FEW = r"(?:two|three|four|six|nine|twelve|\d+)\s+(?:months?|quarters?)\b(?!\s+of\b)"
_BY = rf"\b(?:by|before|until|till|no later than)\s+{_TIME}"
_BY_A_DATE = re.compile(_BY, re.I)
_YEAR = re.compile(r"\b20\d\d\b")
_DEADLINE = re.compile(
    rf"{_BY}|\b(?:this|next)\s+{_SPAN}\b|"
    rf"\b(?:in|during|for|over|within)\s+(?:q[1-4]\b|h[12]\b|fy\s?\d|20\d\d|{_NEXT}|{_FEW})|\((?:by\s+)?(?:q[1-4]|h[12])\b",
    re.I,
)
_CADENCE = r"(?:hourly|daily|weekly|fortnightly|monthly|quarterly|yearly|zero|none)\b"
_FROM_NOW = re.compile(
    r"\((?:currently|today|now|was|from|baseline|up from|down from)\b[^)]*\d|"
    r"\b(?:currently|up from|down from|was)\s+\D{0,12}\d|\(from\s|\d\S*\s?%?\s*(?:→|->|=>|-->)\s*[<>]?\D{0,3}\d|"
    rf"\bfrom\s+\D{{0,4}}\d.*?\bto\s+(?:\D{{0,14}}\d|{_CADENCE})|\bfrom\s+{_CADENCE}.*?\bto\s+(?:\d|{_CADENCE})",
    re.I,
)
_VERBS = (
    r"(?:grows?|rises?|increases?|improves?|climbs?|drops?|falls?|decreases?|declines?|shrinks?|doubles?|triples?|halves|"
    r"goes|moves|increased|reduced|decreased|improved)"
)
_GROWS = re.compile(
    rf"\b{_VERBS}\s+(?:up\s+|down\s+)?(?:from|to|by|above|below|over|under|past|[<>])\s*\D{{0,12}}\d|"
    r"\d+\s?(?:%|percent|points?|x)\s+(?:(?!or\b)\w+\s+)?(?:increase|decrease|reduction|improvement|drop|decline|uplift|"
    r"lift|more|fewer|less|higher|lower|faster)\b|\b(?:increase|decrease|reduction|improvement|uplift|drop)\s+(?:of|by)\s+"
    r"\D{0,3}\d|\b(?:up|down)\s+(?:by\s+)?\D?\d[\d.,]*\s?(?:%|percent|points?|pp|x)",
    re.I,
)


def has_deadline(text: str) -> bool:
    """Whether it says by when, or within which time."""
    return bool(_DEADLINE.search(text))


def by_a_date(text: str) -> bool:
    """Whether it says by which day, month, quarter or year, and no span of time."""
    return bool(_BY_A_DATE.search(text))


def without_date(text: str) -> str:
    """The text without such a date and without years."""
    return _YEAR.sub(" ", _BY_A_DATE.sub(" ", text))


def from_now(text: str) -> bool:
    """Whether it says where it stands now, or from where to where: 'currently 15 %', '4 → 6'."""
    return bool(_FROM_NOW.search(text))


def says_change(text: str) -> bool:
    """Whether it says from where to where, or by how much: 'falls to 3', '5 % fewer'."""
    return bool(_FROM_NOW.search(text) or _GROWS.search(text))
