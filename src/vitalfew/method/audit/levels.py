"""Is it an ongoing signal that would be reviewed for ever? Then it is health."""

import re

from vitalfew.method.audit.opinion import Opinion
from vitalfew.method.audit.phrase import is_count
from vitalfew.method.audit.signs import Signs
from vitalfew.method.wording.vocabulary import word_set

_ASK = "A standard to keep, or a number to get to? Name it by what is measured."
_BEGINS = re.compile(
    r"[$€£]?\d[\d.,]*\s?(?:%|[a-z]+)?\s+or\s+(?:more|less|fewer|higher|lower|better|above|below)\s+(?!of\b)", re.I
)


def is_held(signs: Signs) -> Opinion | None:
    """A level that is to be kept."""
    if signs.nature.upkeep is None or (signs.moves and signs.reading.direction != "maintain"):
        return None
    if signs.nature.activity and not signs.words.isdisjoint(word_set("audit", "own_output")):
        return None
    if signs.number or signs.limit:
        return Opinion("health", "metric", 0.92, "Holds a level, with no end in sight: a standard with a red line.")
    if signs.quantity:
        return Opinion("health", "metric", 0.75, "Holds a level that you would review for ever.")
    return Opinion("neither", "objective", 0.7, "A wish to keep things well. Which number would show that they are?")


def is_standing(signs: Signs) -> Opinion | None:
    """'All handovers include documentation': a yes/no standard."""
    known = word_set("audit", "standing_verbs")
    if signs.name.first not in word_set("audit", "every") or signs.words.isdisjoint(known) or signs.deadline:
        return None
    return Opinion("health", "metric", 0.75, "A yes/no standard to keep: draw the share that meets it.")


def is_measured(signs: Signs) -> Opinion | None:
    """The name of a quantity."""
    if not signs.quantity:
        return None
    if _BEGINS.match(signs.name.text):
        return Opinion("health", "metric", 0.6, _ASK)
    if signs.limit:
        return Opinion("health", "metric", 0.93, "An ongoing signal with its standard.")
    if signs.nature.task and signs.name.first in word_set("audit", "pure_work_verbs"):
        return Opinion("health", "metric", 0.6, "Worded as work, yet it is measured: name it by what is measured.")
    if signs.name.head in word_set("audit", "soft_nouns") and not (signs.aimed or signs.defined):
        return Opinion("health", "metric", 0.66, "An ongoing signal. Say how it is counted.")
    return Opinion("health", "metric", 0.9, "An ongoing signal that you would review for ever.")


def is_counted(signs: Signs) -> Opinion:
    """Whatever is left: a signal, the less sure the less the name tells."""
    weight, reason = next((weight, reason) for holds, weight, reason in _grounds(signs) if holds)
    return Opinion("health", "metric", weight, reason)


def _grounds(signs: Signs) -> tuple[tuple[bool, float, str], ...]:
    """What makes a name without a quantity a metric after all: whether it holds, how sure it is, the reason."""
    count = is_count(signs.name.head) or is_count((*signs.name.words, "")[-2])
    return (
        (bool(_BEGINS.match(signs.name.text)), 0.6, _ASK),
        (signs.limit, 0.85, "An ongoing signal with its standard."),
        (signs.service, 0.75, "A standard that goes on: kept in time or not."),
        (count, 0.75, "A count that goes on: you would review it for ever."),
        (signs.aimed, 0.75, "A signal with a target to keep."),
        (signs.defined, 0.7, "Its definition is a measure that goes on."),
        (signs.number, 0.6, "A standard to keep, as far as the words tell."),
        (True, 0.55, "A signal, as far as the name tells. Say what is counted."),
    )
