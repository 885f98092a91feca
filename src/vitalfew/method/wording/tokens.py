"""Cuts a sentence into words, once."""

import re
from functools import lru_cache
from typing import NamedTuple

from vitalfew.method.wording.reading import Span

_TOKEN = re.compile(r"\w+(?:[-'’.,:&]\w+)*|[%$€£¥₹<>≥≤]")


class Tokens(NamedTuple):
    """A sentence's words in small letters, in order and as a set; numbers and signs are words too."""

    text: str
    words: tuple[str, ...]
    known: frozenset[str]

    def span(self, first: int, last: int | None = None) -> Span:
        """The characters from one word to another (the same unless said otherwise)."""
        found = [match.span() for match in _TOKEN.finditer(self.text)]
        if not found:
            return (0, len(self.text))
        end = found[min(first if last is None else last, len(found) - 1)][1]
        return found[min(first, len(found) - 1)][0], end

    def span_of(self, wanted: frozenset[str]) -> Span:
        """The characters of the first word that is in the set."""
        return self.span(next((at for at, word in enumerate(self.words) if word in wanted), 0))


@lru_cache(maxsize=2048)
def tokens(text: str) -> Tokens:
    """The words of a sentence; the last few thousand are remembered."""
    words = tuple(_TOKEN.findall(text.lower()))
    return Tokens(text, words, frozenset(words))
