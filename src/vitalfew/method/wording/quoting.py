"""Which words of a sentence a message quotes: a phrase that can be read by itself."""

import re

from vitalfew.method.late import late
from vitalfew.method.wording.nature_words import nature_words
from vitalfew.method.wording.reading import Span

MOST = 9  # words
_END = late(
    r"\s+(?:for|to|in|on|at|by|with|from|across|among|so|that|which|who|whose|per|until|before|after|within|about|into"
    r"|via|through|because|while|and|or|as|than|when|where)\b|[,;:()–—]|\s-\s|\.(?=\s|$)|\s*$",
    re.IGNORECASE,
)
_WORD = late(r"\s*\S+")


def whole_phrase(text: str, span: Span) -> Span:
    """The span with the rest of its phrase: 'Run' is 'Run the spring appeal', 'Post 3' is 'Post 3 times'.

    What is done at the end ('Price list published') is quoted from the beginning. A phrase that would be long stays as
    it was found.
    """
    start, end = span
    said = text[start:end]
    if start and (said.lower() in nature_words().done_words or said.lower() == "online"):
        return _unless_long(text, span, (len(text) - len(text.lstrip()), end))
    alone = _WORD.match(text, end) if " " not in said.strip() else None
    found = _END.search(text, alone.end() if alone else end)
    return _unless_long(text, span, (start, found.start() if found else end))


def _unless_long(text: str, span: Span, wider: Span) -> Span:
    return wider if len(text[slice(*wider)].split()) <= MOST else span
