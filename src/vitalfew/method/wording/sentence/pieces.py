"""Cuts a sentence into words, numbers, dates and signs, in one pass."""

import re
from typing import NamedTuple

WORD, NUMBER, DATE, SIGN = "word", "number", "date", "sign"

_PIECE = re.compile(
    r"""
    (?P<word>(?!(?:USD|EUR|GBP|INR|CHF|Rs)\d|(?:US|AU|CA|NZ|HK|[ACRS])\$)[^\W\d_](?:[\w’']|[&+/.\-](?=\w))*)
  | (?P<date>\d{4}-\d\d(?:-\d\d)?(?!\d)|\d{1,2}[./]\d{1,2}[./](?:\d{4}|\d\d)(?!\d)|\d{1,2}:\d\d(?!\d)
      |24/7|\d{1,3}(?:\.\d{1,2}){2,}(?!\d)|\#\d+)
  | (?P<number>
        (?P<sign>(?<![\w)%])[+\-−])?
        (?P<money>(?:US|AU|CA|NZ|HK|[ACRS])?[$€£¥₹]\s?|(?:USD|EUR|GBP|INR|CHF|Rs)(?=\d))?
        (?P<late>[\-−])?
        (?P<digits>\d{1,3}(?:[ \u00a0\u202f]\d{3}(?!\d))+(?:[.,]\d+)?|\d+(?:[.,’']\d+)*(?:[eE][+\-]?\d+)?|\.\d+)
        (?P<tail>\s?[%‰★⭐]|×|[^\W\d_]+|°C)?
        (?P<over>\s?/\s?\d+(?:\.\d+)?(?![\w/])|:1(?!\d))?
        (?P<plus>\+)?
        (?:-(?P<noun>[^\W\d_][\w\-]*))?
    )
  | (?P<sign_>[\-–=]{1,2}>|<=|>=|[^\s\w]|_+)
    """,
    re.VERBOSE,
)
_KIND = {"word": WORD, "number": NUMBER, "date": DATE, "sign_": SIGN}


class Piece(NamedTuple):
    """One piece: its kind, its text in small letters, its characters, and the match of a number."""

    kind: str
    low: str
    start: int
    end: int
    match: re.Match[str]


def pieces_of(text: str) -> list[Piece]:
    """The pieces of a sentence, in order."""
    found = []
    for match in _PIECE.finditer(text):
        kind = _KIND[match.lastgroup or "sign_"]
        found.append(Piece(kind, match.group().lower(), match.start(), match.end(), match))
    return found
