"""Finds numbers that were left open: 'X %', '[target]', 'TBD'."""

import re

from vitalfew.method.wording.reading import Span
from vitalfew.method.wording.tokens import Tokens
from vitalfew.method.wording.vocabulary import word_set

_LETTERS = frozenset({"x", "y", "z", "n"})
_LETTER = re.compile(r"(?<![\w.'’&-])[$€£]?[XYZN](?:\s?%|\b(?![-'’&.]\w|\s*\())")
_BLANK = re.compile(r"\[[^\]\d]{1,30}\]|<[a-zA-Z][^<>\d]{0,30}>|\{[^}\d]{1,30}\}|_{2,}|\?{2,}")
_NOT_NUMBERS = ("on ", "via ", "to ", "generation ", "gen ", "and ", "axis ", "brand ", "from ")
_BLANK_SIGNS = frozenset("[{?_")


def open_number(sentence: Tokens) -> Span | None:
    """The characters of the first number that somebody still has to fill in."""
    if not sentence.known.isdisjoint(word_set("nature", "placeholder_words")):
        return sentence.span_of(word_set("nature", "placeholder_words"))
    if not sentence.known.isdisjoint(_LETTERS):
        found = _letter(sentence)
        if found:
            return found
    if not _BLANK_SIGNS.isdisjoint(sentence.text) or "<" in sentence.known:
        blank = _BLANK.search(sentence.text)
        return blank.span() if blank else None
    return None


def _letter(sentence: Tokens) -> Span | None:
    """A capital letter that stands for a number; not the network named X, unless a Y follows ('from X to Y')."""
    both = {"x", "y"} <= sentence.known or {"n", "m"} <= sentence.known
    for match in _LETTER.finditer(sentence.text):
        before = sentence.text[: match.start()].lower()
        if both or not before.endswith(_NOT_NUMBERS) or match.group()[-1] == "%":
            return match.span()
    return None
