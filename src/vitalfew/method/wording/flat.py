"""Finds objectives that say nothing that one could look forward to."""

from vitalfew.method.wording.reading import Span
from vitalfew.method.wording.titles import Title, title_words

_SHORT = 5  # words after the verb; a longer title says something more

_BEING = frozenset({"be", "become", "do", "give", "try", "stay"})
_SEVERAL = 3
_BARE = 3  # words after the verb: 'the best company'
_DEADLINES = frozenset({"this", "next", "every", "each"})  # 'this quarter' is when, not what
_WHERE = frozenset({"in", "for", "among", "of", "with", "through"})
_SMALL = frozenset({"our", "the", "and", "a", "an", "&"})


def flat(title: Title) -> Span | None:
    """The words of a title that could stand over any team's quarter ('Improve product metrics')."""
    if not title.rest or not title_words().purpose_words.isdisjoint(title.rest):
        return None
    if wishes_several(title) or _says_only_more(title) or _says_only_best(title):
        return _whole(title)
    if title.vivid:
        return _whole(title) if _wishes_abstraction(title) or _is_heading(title) else None
    if title.head in title_words().flat_verbs:
        short = len(frozenset(title.rest) - _SMALL) <= _SHORT and not _says_where(title)
        return _whole(title) if short or _is_bland(title) else None
    if title.head in title_words().bland_verbs or title.head not in title_words().verbs:
        empty = _is_bland(title) or _says_only_better(title) or _is_heading(title)
        return _whole(title) if empty else None
    return None


def wishes_several(title: Title) -> bool:
    """'Cut costs, improve quality and raise output': a list of wishes."""
    return sum(word in title_words().flat_verbs for word in title.tokens.words) >= _SEVERAL


def _says_only_more(title: Title) -> bool:
    """'Sell more bread', 'Attract more new visitors'."""
    return not title.vivid and title.rest[0] == "more" and len(title.rest) <= _BARE


def _says_where(title: Title) -> bool:
    """'Reduce waste in the canteens', 'Grow a circle of loyal readers'; not 'Improve quality of service'."""
    at = next((at for at, word in enumerate(title.rest) if word in _WHERE), len(title.rest))
    return not title_words().bland_places.issuperset(title.rest[at + 1 :])


def _is_bland(title: Title) -> bool:
    found = title_words().bland_words.intersection(title.rest)
    return bool(found) and not (found == {"quarter"} and _DEADLINES.intersection(title.rest))


def _is_heading(title: Title) -> bool:
    """'Operational Excellence', 'Team & Culture', 'Expand market reach': the name of a chapter."""
    known = title_words()
    bare = (title.head in known.bland_verbs or title.head not in known.verbs) and len(title.rest) <= _BARE - 1
    return bare and title.rest[-1] in known.headings


def _says_only_best(title: Title) -> bool:
    """'Be the best company', 'Do our best': at what, and for whom?"""
    bare = title.head in _BEING and len(title.rest) <= _BARE
    alone = len(frozenset(title.rest) - _SMALL) == 1 and title.rest[-1] in title_words().bare_best
    return bare and (alone or title.rest[-1] in title_words().bland_subjects)


def _wishes_abstraction(title: Title) -> bool:
    """'Improve customer trust'."""
    bare = title.head in title_words().flat_verbs and len(title.rest) <= _BARE
    return bare and title.rest[-1] in title_words().vivid_nouns


def _says_only_better(title: Title) -> bool:
    alone = title_words().bland_alone
    if title.head in title_words().bland_heads:
        return not alone.isdisjoint(title.rest)
    return title.rest[-1] in alone


def _whole(title: Title) -> Span:
    return title.tokens.span(title.at, len(title.tokens.words) - 1)
