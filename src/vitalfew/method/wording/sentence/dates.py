"""Finds by when: 'by Q3', 'by June 30', 'by the end of quarter', 'in the next 6 months', 'in 2026'."""

from typing import NamedTuple

from vitalfew.method.late import late
from vitalfew.method.wording.reading import Span
from vitalfew.method.wording.sentence.clock import clocked
from vitalfew.method.wording.sentence.lexicon import Lexicon
from vitalfew.method.wording.sentence.pieces import DATE, NUMBER, Pieces

_PERIOD = late(r"q[1-4](?:[-/’']?(?:fy)?\d{2,4})?|h[12](?:[-/]?\d{2,4})?|fy-?\d{2,4}(?:[-/]?q\d)?|cy\d{2,4}|\d{4}-?q\d")
_DATE = late(r"\d{4}-\d\d(?:-\d\d)?|\d{1,2}[./]\d{1,2}[./]\d{2,4}")
_YEAR = late(r"(?:19|20)\d\d")
_DAY = late(r"\d{1,2}(?:st|nd|rd|th)?")
_DIGITS = frozenset("0123456789")
_COMMAS = frozenset({",", "'", "’"})
_PERIOD_STARTS = frozenset("qhfc")
_EACH = (["each"], ["every"])
_MOST = 9


class Dates(NamedTuple):
    """The characters of each deadline, and all pieces that are part of a date."""

    deadlines: list[Span]
    taken: frozenset[int]


NO_DATES = Dates([], frozenset())


def dates_of(pieces: Pieces, lexicon: Lexicon) -> Dates:
    """The deadlines, and every piece that belongs to a date, a year or a period."""
    lows = pieces.lows
    dated = lexicon.dated
    begins = [at for at, low in enumerate(lows) if low in dated or (low[-1] in _DIGITS and low[0] in _PERIOD_STARTS)]
    if DATE in pieces.kinds:
        dates = {at for at, kind in enumerate(pieces.kinds) if kind == DATE and not clocked(pieces, at, lexicon)}
        begins = sorted(dates.union(begins))
    return _collect(pieces, begins, lexicon) if begins else NO_DATES


def _collect(pieces: Pieces, begins: list[int], lexicon: Lexicon) -> Dates:
    taken: set[int] = set()
    deadlines: list[Span] = []
    lone: list[Span] = []
    cues = lexicon.sets["date cues"]
    after = 0
    for at in begins:
        if at < after:
            continue
        first = at + 1 if pieces.lows[at] in cues else at
        last = _phrase(pieces, first, lexicon) if first > at else _lone(pieces, at, lexicon)
        if last is None:
            continue
        first -= first == at and _day_before(pieces, at, lexicon)
        taken.update(range(first if first < at else at, last))
        if pieces.lows[last : last + 1] != [":"] and not _no_deadline(pieces, first):
            (deadlines if first > at else lone).append((pieces.start(first), pieces.end(last - 1)))
        after = last
    return Dates(deadlines + lone, frozenset(taken)) if taken else NO_DATES


def _no_deadline(pieces: Pieces, first: int) -> bool:
    """'24/7' and '12:30' look like dates."""
    return pieces.kinds[first] == DATE and _DATE.fullmatch(pieces.lows[first]) is None


def _day_before(pieces: Pieces, at: int, lexicon: Lexicon) -> bool:
    """Whether a lone month has its day before it: '30 June'."""
    return at > 0 and pieces.lows[at] in lexicon.sets["months"] and _DAY.fullmatch(pieces.lows[at - 1]) is not None


def _phrase(pieces: Pieces, first: int, lexicon: Lexicon) -> int | None:
    """Where the words of a date that begin at a place end; None if they are none."""
    anchored = False
    last = first
    for at in range(first, min(len(pieces.lows), first + _MOST)):
        low = pieces.lows[at]
        if low in lexicon.sets["date words"]:
            anchored = anchored or _anchors(pieces, at, lexicon)
        elif _is_date(pieces, at, lexicon):
            anchored = True
        elif not _goes_on(pieces, at, lexicon, anchored=anchored):
            break
        last = at + 1
    if not anchored or _recurs(pieces, last):
        return None
    while last > first + 1 and pieces.lows[last - 1] in lexicon.sets["not a date's end"]:
        last -= 1
    return last


def _recurs(pieces: Pieces, last: int) -> bool:
    """'at the end of each week' is no date."""
    after = pieces.lows[last : last + 2]
    return after[:1] in _EACH or (after[:1] == ["of"] and after[1:] in _EACH)


def _is_date(pieces: Pieces, at: int, lexicon: Lexicon) -> bool:
    kind = pieces.kinds[at]
    if kind == NUMBER:
        return _year(pieces, at, lexicon)
    return (kind == DATE and not clocked(pieces, at, lexicon)) or _PERIOD.fullmatch(pieces.lows[at]) is not None


def _anchors(pieces: Pieces, at: int, lexicon: Lexicon) -> bool:
    low = pieces.lows[at]
    if low not in lexicon.sets["date anchors"]:
        return False
    if low == "half":
        return at > 0 and pieces.lows[at - 1] in lexicon.sets["halves"]
    if low in {"next", "this"}:
        near = pieces.after(at)
        return near in lexicon.sets["date words"] or near.isdecimal()
    return True


def _goes_on(pieces: Pieces, at: int, lexicon: Lexicon, *, anchored: bool) -> bool:
    """Whether a piece that is no date by itself belongs to the one around it: a day, a count, a comma."""
    low, after = pieces.lows[at], pieces.after(at)
    if pieces.kinds[at] != NUMBER:
        return low in _COMMAS and anchored and at + 1 < len(pieces.lows) and _is_date(pieces, at + 1, lexicon)
    if _DAY.fullmatch(low) is None:
        return False
    months = lexicon.sets["months"]
    before = pieces.lows[at - 1] if at else ""
    if before in months or after in months or (after == "of" and not low.isdecimal()):
        return True
    return after in lexicon.sets["long periods"] and before in lexicon.sets["counted periods"]


def _year(pieces: Pieces, at: int, lexicon: Lexicon) -> bool:
    """Whether a number is a year by its looks and by what follows: not '2000 users'."""
    if _YEAR.fullmatch(pieces.lows[at]) is None:
        return False
    after = pieces.after(at)
    return not after.isalpha() or after in lexicon.sets["after a year"]


def _lone(pieces: Pieces, at: int, lexicon: Lexicon) -> int | None:
    """Dates without a word before them: 'Q4', 'June 30', 'next quarter', '2026-11-30', 'since 2025'."""
    low, kind, after = pieces.lows[at], pieces.kinds[at], pieces.after(at)
    if low in lexicon.sets["before a lone year"]:
        return at + 2 if after and pieces.kinds[at + 1] == NUMBER and _year(pieces, at + 1, lexicon) else None
    if kind == DATE or (low[0] in _PERIOD_STARTS and _PERIOD.fullmatch(low)):
        return at + 1
    if low in lexicon.sets["months"]:
        if _day_before(pieces, at, lexicon):
            return at + 1
        return at + 2 if after and _DAY.fullmatch(after) and low != "may" else None
    return at + 2 if low in {"next", "this"} and after in lexicon.sets["lone periods"] else None
