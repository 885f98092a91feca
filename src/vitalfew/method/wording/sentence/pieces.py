"""Cuts a sentence into words, numbers, dates and signs, in one pass."""

import re

from vitalfew.method.late import late

SIGN, WORD, DATE, NUMBER = range(4)

_PIECE = late(
    r"""
    ([a-z][\w’']*(?:[&+/.\-][\w’']+)*
      |(?!(?:USD|EUR|GBP|INR|CHF)\d|Rs\.?\s?\d|[ACHKNRSUZ]{1,2}\$)[^\W\d_][\w’']*(?:[&+/.\-][\w’']+)*)
  | (?=[\d\#])(\d{4}-\d\d(?:-\d\d)?(?!\d)|\d{1,2}\.\d{1,2}\.(?:\d{4}|\d\d)(?!\d)
      |\d{1,2}/\d{1,2}/(?:\d{4}|\d\d)(?!\d)|\d{1,2}:\d\d(?!\d)
      |24/7|\d{1,3}(?:\.\d{1,2}){2,}(?!\d)|\#\d+)
  | (?=[\dA-Z$€£¥₹+\-−.])(
        (?P<sign>(?<![\w)%])[+\-−])?
        (?:
          (?P<money>(?:US|AU|CA|NZ|HK|[ACRS])?[$€£¥₹]\s?|(?:USD|EUR|GBP|INR|CHF)(?=\d)|Rs\.?\s?)(?P<late>[\-−])?
        )?
        (?P<digits>\d{1,3}(?:[ \u00a0\u202f]\d{3}(?!\d))+(?:[.,]\d+)?|\d+(?:[.,’']\d+)*(?:[eE][+\-]?\d+)?|\.\d+)
        (?P<tail>\s?[%‰★⭐]|×|[^\W\d_]+|°C)?
        (?P<over>\s?/\s?\d+(?:\.\d+)?(?![\w/])|:1(?!\d))?
        (?P<plus>\+)?
        (?:-(?P<noun>[^\W\d_][\w\-]*))?
    )
  | (?:[\-–=]{1,2}>|<=|>=|[^\s\w]|_+)
    """,
    re.VERBOSE,
)
_KINDS = {None: SIGN, 1: WORD, 2: DATE, 3: NUMBER}


class Pieces:
    """A sentence's pieces, side by side: what each is, its text in small letters, and its match."""

    __slots__ = ("kinds", "lows", "matches")

    def __init__(self, text: str) -> None:
        self.matches = matches = list(_PIECE.finditer(text))
        self.lows = [match[0].lower() for match in matches]
        self.kinds = [_KINDS[match.lastindex] for match in matches]

    def start(self, at: int) -> int:
        """The first character of the piece at a place."""
        return self.matches[at].start()

    def end(self, at: int) -> int:
        """The end of the piece at a place."""
        return self.matches[at].end()

    def after(self, at: int) -> str:
        """The text of the piece after a place, or ''."""
        return self.lows[at + 1] if at + 1 < len(self.lows) else ""

    def span(self, at: int) -> tuple[int, int]:
        """The characters of the piece at a place."""
        return self.matches[at].span()
