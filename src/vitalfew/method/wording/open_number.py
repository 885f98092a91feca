"""Finds numbers that were left open: 'X %', '[target]', 'TBD'."""

from vitalfew.method.late import late
from vitalfew.method.wording.nature_words import nature_words
from vitalfew.method.wording.reading import Span
from vitalfew.method.wording.tokens import Tokens

_LETTER = late(r"(?<![\w.'’&-])[$€£]?[XYZN](?:\s?%|\b(?![-'’&.]\w|\s*\())")
_BLANK = late(r"\[[^\]\d]{1,30}\]|<[a-zA-Z][^<>\d]{0,30}>|\{[^}\d]{1,30}\}|_{2,}|\?{2,}")
_NOT_NUMBERS = ("on ", "via ", "to ", "generation ", "gen ", "and ", "axis ", "brand ", "from ")


def open_number(sentence: Tokens) -> Span | None:
    """The characters of the first number that somebody still has to fill in."""
    known = nature_words()
    if not known.placeholders.isdisjoint(sentence.known):
        return sentence.span_of(known.placeholders)
    found = None if known.letters.isdisjoint(sentence.known) else _letter(sentence)
    return found or blank(sentence.text)


def blank(text: str) -> Span | None:
    """The characters of the first blank: '[now]', '<target>', '____', '??'."""
    if "[" in text or "__" in text or "??" in text or "<" in text or "{" in text:
        found = _BLANK.search(text)
        return found.span() if found else None
    return None


def _letter(sentence: Tokens) -> Span | None:
    """A capital letter that stands for a number; not the network named X, unless a Y follows ('from X to Y')."""
    both = {"x", "y"} <= sentence.known or {"n", "m"} <= sentence.known
    for match in _LETTER.finditer(sentence.text):
        before = sentence.text[: match.start()].lower()
        if both or not before.endswith(_NOT_NUMBERS) or match.group()[-1] == "%":
            return match.span()
    return None
