"""Finds by when: 'by Q3', 'by June 30', 'by the end of quarter', 'within 6 months', 'in 2026'."""

import re
from typing import NamedTuple

from vitalfew.method.wording.reading import Span
from vitalfew.method.wording.sentence.lexicon import Lexicon
from vitalfew.method.wording.sentence.pieces import DATE, NUMBER, Piece

_PERIOD = re.compile(
    r"q[1-4](?:[-/’']?(?:fy)?\d{2,4})?|h[12](?:[-/]?\d{2,4})?|fy-?\d{2,4}(?:[-/]?q\d)?|cy\d{2,4}|\d{4}-?q\d"
)
_DATE = re.compile(r"\d{4}-\d\d(?:-\d\d)?|\d{1,2}[./]\d{1,2}[./]\d{2,4}")
_YEAR = re.compile(r"(?:19|20)\d\d")
_DAY = re.compile(r"\d{1,2}(?:st|nd|rd|th)?")
_LONG = frozenset({"day", "days", "week", "weeks", "month", "months", "quarter", "quarters", "year", "years", "hours"})
_MOST = 9


class Dates(NamedTuple):
    """The characters of each deadline, and all pieces that are part of a date."""

    deadlines: list[Span]
    taken: frozenset[int]


def dates_of(pieces: list[Piece], lexicon: Lexicon) -> Dates:
    """The deadlines, and every piece that belongs to a date, a year or a period."""
    taken: set[int] = set()
    deadlines: list[Span] = []
    cues = lexicon.sets["date cues"]
    at = 0
    while at < len(pieces):
        last = _phrase(pieces, at + 1, lexicon) if pieces[at].low in cues else _lone(pieces, at, lexicon)
        if last is None:
            at += 1
            continue
        first = at + 1 if pieces[at].low in cues else at
        taken.update(range(at, last))
        if pieces[first].kind != DATE or _DATE.fullmatch(pieces[first].low):
            deadlines.append((pieces[first].start, pieces[last - 1].end))
        at = last
    return Dates(deadlines, frozenset(taken))


def _phrase(pieces: list[Piece], first: int, lexicon: Lexicon) -> int | None:
    """Where the words of a date that begin at a place end; None if they are none."""
    at, anchored, numbers = first, False, 0
    while at < min(len(pieces), first + _MOST):
        piece = pieces[at]
        if piece.kind == DATE or _PERIOD.fullmatch(piece.low) or (piece.kind == NUMBER and _year(pieces, at)):
            anchored = True
        elif piece.low in lexicon.sets["date words"]:
            anchored = anchored or _anchors(pieces, at, lexicon)
        elif piece.kind == NUMBER and _in_date(pieces, at, lexicon):
            numbers += 1
        elif not (piece.low in {",", "'", "’"} and anchored and _goes_on(pieces, at, lexicon)):
            break
        at += 1
    if anchored:
        return _without_tail(pieces, first, at)
    return None


def _without_tail(pieces: list[Piece], first: int, at: int) -> int:
    while at > first + 1 and pieces[at - 1].low in {"of", "the", "our", "two", "three", "four", "five", "six"}:
        at -= 1
    return at


def _anchors(pieces: list[Piece], at: int, lexicon: Lexicon) -> bool:
    low = pieces[at].low
    if low not in lexicon.sets["date anchors"]:
        return False
    if low == "half":
        return at > 0 and pieces[at - 1].low in {"first", "second", "next", "this", "last"}
    if low in {"next", "this"}:
        near = pieces[at + 1].low if at + 1 < len(pieces) else ""
        return near in lexicon.sets["date words"] or near.isdecimal()
    return True


def _in_date(pieces: list[Piece], at: int, lexicon: Lexicon) -> bool:
    """Whether a number is a day beside its month, or counts periods: 'next 3 months'."""
    low = pieces[at].low
    after = pieces[at + 1].low if at + 1 < len(pieces) else ""
    if _DAY.fullmatch(low) is None:
        return False
    months = lexicon.sets["months"]
    if (at and pieces[at - 1].low in months) or after in months or (after == "of" and not low.isdecimal()):
        return True
    return after in _LONG and at > 0 and pieces[at - 1].low in {"next", "first", "coming", "following", "last"}


def _goes_on(pieces: list[Piece], at: int, lexicon: Lexicon) -> bool:
    return at + 1 < len(pieces) and (_year(pieces, at + 1) or _PERIOD.fullmatch(pieces[at + 1].low) is not None)


def _year(pieces: list[Piece], at: int) -> bool:
    """Whether a number is a year by its looks and by what follows: not '2000 users'."""
    piece = pieces[at]
    if _YEAR.fullmatch(piece.low) is None:
        return False
    after = pieces[at + 1] if at + 1 < len(pieces) else None
    return after is None or not after.low.isalpha() or after.low in _AFTER_YEAR


_AFTER_YEAR = frozenset(
    [
        "and",
        "to",
        "by",
        "in",
        "from",
        "with",
        "for",
        "while",
        "we",
        "our",
        "the",
        "at",
        "as",
        "through",
        "without",
        "via",
        "using",
        "compared",
        "vs",
        "versus",
        "across",
        "so",
        "end",
        "or",
    ]
)


def _lone(pieces: list[Piece], at: int, lexicon: Lexicon) -> int | None:
    """Dates without a word before them: 'Q4', 'June 30', 'next quarter', '2026-11-30'."""
    piece = pieces[at]
    if piece.kind == DATE or (piece.low[:1] in "qhfc" and _PERIOD.fullmatch(piece.low)):
        return at + 1
    after = pieces[at + 1].low if at + 1 < len(pieces) else ""
    months = lexicon.sets["months"]
    if piece.low in months and after and _DAY.fullmatch(after) and piece.low != "may":
        return at + 2
    if piece.kind == NUMBER and after in months and _DAY.fullmatch(piece.low):
        return at + 2
    if piece.low in {"next", "this"} and after in {"quarter", "year", "month", "cycle", "week"}:
        return at + 2
    in_name = piece.kind == NUMBER and _year(pieces, at) and at > 0
    return (
        at + 1 if in_name and pieces[at - 1].low in {"since", "early", "late", "mid", "of", "(", "fy", "year"} else None
    )
