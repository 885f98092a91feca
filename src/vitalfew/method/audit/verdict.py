"""The four questions, asked of one row: the first that is answered decides."""

from collections.abc import Callable

from vitalfew.method.audit import goals, levels, neither
from vitalfew.method.audit.opinion import Opinion
from vitalfew.method.audit.signs import Signs
from vitalfew.method.wording.vocabulary import word_set


def opinion(signs: Signs) -> Opinion:
    """The verdict on one row by its own words."""
    return next(found for found in (question(signs) for question in _QUESTIONS) if found)


def _says_nothing(signs: Signs) -> Opinion | None:
    if "://" not in signs.name.text and any(map(str.isalpha, signs.name.text)):
        return None
    return Opinion("neither", "unclear", 0.9, "No name that tells what is measured.")


def _is_statement(signs: Signs) -> Opinion | None:
    first, known = signs.name.first, signs.words
    if signs.number:
        return None
    if first in word_set("audit", "be_verbs") or not known.isdisjoint(word_set("audit", "quality_adjectives")):
        return Opinion("neither", "objective", 0.75, "A direction, not a measure: an objective that needs key results.")
    labelled = any(word[0].isdigit() for word in signs.name.words)
    if signs.name.head in word_set("audit", "vague_nouns") and not (signs.defined or labelled):
        return Opinion("neither", "unclear", 0.6, "A theme without a measure. What would you count?")
    return None


_QUESTIONS: tuple[Callable[[Signs], Opinion | None], ...] = (
    _says_nothing,
    levels.is_held,
    goals.moves,
    goals.changes,
    goals.wins,
    levels.is_standing,
    neither.is_work,
    neither.is_activity,
    neither.is_vanity,
    goals.is_aimed,
    levels.is_measured,
    _is_statement,
    levels.is_counted,
)
