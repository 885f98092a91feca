"""Finds objectives that say nothing that one could look forward to."""

from vitalfew.method.wording.reading import Span
from vitalfew.method.wording.titles import Title, title_words

_SHORT = 7  # words after the verb; a longer title says something more


def flat(title: Title) -> Span | None:
    """The words of a title that could stand over any team's quarter ('Improve product metrics')."""
    if title.vivid or not title.rest or not title_words().purpose_words.isdisjoint(title.rest):
        return None
    words = title_words().bland_words
    if title.head in title_words().flat_verbs:
        short = len(title.rest) <= _SHORT
        return _whole(title) if short or not words.isdisjoint(title.rest) else None
    if title.head in title_words().bland_verbs or title.head not in title_words().verbs:
        empty = not words.isdisjoint(title.rest) or _says_only_better(title)
        return _whole(title) if empty else None
    return None


def _says_only_better(title: Title) -> bool:
    alone = title_words().bland_alone
    if title.head in title_words().bland_heads:
        return not alone.isdisjoint(title.rest)
    return title.rest[-1] in alone


def _whole(title: Title) -> Span:
    return title.tokens.span(title.at, len(title.tokens.words) - 1)
