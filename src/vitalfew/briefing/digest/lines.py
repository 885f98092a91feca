"""What a digest is made of: plain data with words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from vitalfew.method.numbers import in_words
from vitalfew.method.status import Shape

MOST_LINES = 8


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that is said; `path` is its page, `picture` what its sparkline is drawn of, `measured` its number.

    `in_hand` is the address with which the reader says that they see to it; '' where that is not theirs to say.
    """

    shape: Shape
    word: str
    headline: str
    detail: str
    path: str
    picture: Mapping[str, Any] | None = None
    measured: str = ""
    in_hand: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """Lines of one kind; `more` says how many are left out, "" for none, and `more_path` is the page that has them."""

    title: str
    lines: Sequence[Line]
    more: str = ""
    more_path: str = ""


def section(title: str, lines: Sequence[Line], *, count: int | None = None) -> Section | None:
    """The first of these lines; None where there are none. `count` is of all there are."""
    if not lines:
        return None
    left = (len(lines) if count is None else count) - len(lines[:MOST_LINES])
    return Section(title, lines[:MOST_LINES], and_more(left))


def and_more(left: int) -> str:
    """'And six more.'; '' where none is left out."""
    return f"And {in_words(left)} more." if left > 0 else ""
