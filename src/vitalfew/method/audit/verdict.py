"""The four questions, asked of one row: the first that is answered decides."""

from collections.abc import Callable
from typing import NamedTuple

from vitalfew.method.audit.judged import Kind, Verdict
from vitalfew.method.audit.phrase import is_count, is_measure
from vitalfew.method.audit.signs import Signs
from vitalfew.method.wording.vocabulary import word_set, words

_SHORT = 3


class Opinion(NamedTuple):
    """What a row is, how sure that is (0 to 1), and why, in one sentence."""

    verdict: Verdict
    kind: Kind
    confidence: float
    reason: str


def opinion(signs: Signs) -> Opinion:
    """The verdict on one row by its own words."""
    return next(found for found in (question(signs) for question in _QUESTIONS) if found)


def _says_nothing(signs: Signs) -> Opinion | None:
    if any(character.isalpha() for character in signs.name.text) or "%" in signs.name.text:
        return None
    return Opinion("neither", "unclear", 0.9, "No name: nobody can tell what is measured.")


def _is_held(signs: Signs) -> Opinion | None:
    if signs.nature.upkeep is None or (signs.moves and signs.reading.direction != "maintain"):
        return None
    if signs.nature.activity and not signs.words.isdisjoint(word_set("audit", "own_output")):
        return None
    if signs.number or signs.limit:
        return Opinion("health", "metric", 0.92, "Holds a level, with no end in sight: a standard with a red line.")
    if signs.quantity:
        return Opinion("health", "metric", 0.75, "Holds a level that you would review for ever.")
    return Opinion("neither", "objective", 0.7, "A wish to keep things well. Which number would show that they are?")


def _moves(signs: Signs) -> Opinion | None:
    if not signs.moves:
        return None
    if signs.deadline:
        return Opinion("growth", "key_result", 0.97, "From, to and a date: a key result.")
    return Opinion("growth", "key_result", 0.93, "From here to there: a change that is retired when the push is over.")


def _changes(signs: Signs) -> Opinion | None:
    verb = _verb(signs)
    if verb not in word_set("audit", "change_verbs") or _is_attribute(signs, verb):
        return None
    if signs.limit or (signs.number and (signs.reading.measurable or signs.quantity or signs.deadline)):
        return Opinion(
            "growth", "key_result", 0.9 if signs.deadline else 0.82, "A change with an end, not a level to hold."
        )
    if signs.nature.task and not signs.quantity:
        return None
    if signs.quantity and signs.name.head not in word_set("audit", "vague_nouns"):
        return Opinion("growth", "key_result", 0.5, "Change without numbers. From what, to what?")
    return Opinion("neither", "objective", 0.7, "A direction, not a measure: an objective that needs key results.")


def _is_attribute(signs: Signs, verb: str) -> bool:
    """'Cut rate', 'Drop rate', 'Lift ratio', 'Scale factor': the verb is a noun that names the metric."""
    nouns = {"cut", "drop", "lift", "scale", "drive", "push", "speed", "process", "advance", "limit", "trim"}
    return verb in nouns and not signs.number and len(signs.name.words) <= 3 and signs.quantity


def _wins(signs: Signs) -> Opinion | None:
    """'Reach 1,000 paying customers', 'Close 20 deals by March', 'Move 80 % of customers': a number to get to."""
    verb = _verb(signs)
    if not signs.number:
        return _milestone(signs)
    if verb in word_set("audit", "carry_verbs") and "%" in signs.name.text and signs.deadline:
        return Opinion("growth", "key_result", 0.7, "A share to reach by a date, and then it is over.")
    known = verb in word_set("audit", "reach_verbs") or verb in word_set("audit", "winning_verbs")
    if not known or signs.nature.task or signs.nature.activity:
        return None
    return Opinion("growth", "key_result", 0.88 if signs.deadline else 0.75, "A number to reach, and then it is over.")


def _milestone(signs: Signs) -> Opinion | None:
    """'Achieve SOC 2 compliance', 'Become profitable': reached or not, but not measured."""
    second = (*signs.name.words, "", "")[1]
    if signs.name.first not in word_set("audit", "milestone_verbs") or not second or is_measure(second):
        return None
    return Opinion(
        "neither", "objective", 0.7, "Reached or not, without a measure: an objective that needs key results."
    )


def _is_work(signs: Signs) -> Opinion | None:
    if not (signs.nature.task or _sounds_like_work(signs)) or _names_a_metric(signs):
        return None
    return Opinion("neither", "task", 0.9 if signs.nature.task else 0.75, "A task. What should be different after it?")


def _sounds_like_work(signs: Signs) -> bool:
    """'Sign the lease', 'Follow up with leads', 'Cloud migration project': work that is not measured."""
    first, second = (*signs.name.words, "", "")[:2]
    if signs.name.head in word_set("audit", "task_heads"):
        return not (signs.aimed or signs.limit or signs.quantity)
    if second in word_set("audit", "particles") and not signs.quantity:
        return True
    return bool(second) and (
        first in word_set("audit", "winning_verbs") or first in word_set("audit", "task_only_verbs")
    )


def _names_a_metric(signs: Signs) -> bool:
    """Whether words of work only name a metric: 'Support satisfaction', 'Courses completed', a service kept on time."""
    first, second = (*signs.name.words, "", "")[:2]
    if signs.service and is_count(second):
        return True
    if second[:1].isdigit() or second in word_set("audit", "articles") or second in word_set("audit", "particles"):
        return False
    if first in word_set("audit", "attributes") and signs.name.head in word_set("audit", "bad_counts"):
        return True
    if first in word_set("audit", "task_only_verbs"):
        short = first in word_set("audit", "attributes") and len(signs.name.words) <= _SHORT
        return (signs.defined or short) and signs.quantity
    return signs.quantity or signs.defined


def _is_activity(signs: Signs) -> Opinion | None:
    name = signs.name
    if signs.moves or not signs.words.isdisjoint(word_set("audit", "shares")):
        return None
    first, second = (*name.words, "", "")[:2]
    if second[:1].isdigit() and first in word_set("audit", "work_verbs") and not signs.deadline:
        return Opinion("neither", "vanity", 0.7, "Counts activity; rewards quantity.")
    made = not signs.words.isdisjoint(word_set("audit", "own_output"))
    done = not signs.words.isdisjoint(word_set("audit", "output_done"))
    if signs.nature.activity or (made and done) or _posts(name.words):
        return Opinion("neither", "vanity", 0.75, "Counts activity; rewards quantity.")
    return None


def _posts(named: tuple[str, ...]) -> bool:
    """Whether what is counted, before the first preposition or after 'number of', is something one puts out."""
    skipped, output = word_set("audit", "counting"), word_set("audit", "posted_output")
    before = head = ""
    for word in named:
        if word in word_set("audit", "prepositions") and head:
            break
        if word not in skipped:
            before, head = head, word
    return head in output or f"{before}-{head}" in output


def _is_vanity(signs: Signs) -> Opinion | None:
    reach = signs.nature.vanity is not None or _reaches(signs)
    if not reach or signs.moves or _excused(signs):
        return None
    return Opinion("neither", "vanity", 0.88, "Nobody acts when it moves: reach with no decision attached.")


def _reaches(signs: Signs) -> bool:
    name = signs.name
    if name.head in word_set("audit", "reach_nouns") and name.head not in (
        "reach",
        "clicks",
        "opens",
        "shares",
        "hits",
    ):
        return True
    low = name.text.lower()
    return any(pair in low for pair in words("audit")["reach_pairs"].split("|"))


def _excused(signs: Signs) -> bool:
    known = set(signs.name.words)
    if not known.isdisjoint(word_set("audit", "reach_excuses")):
        return True
    at = signs.name.words.index("per") if "per" in known else None
    after = signs.name.words[at + 1 : at + 2] if at is not None else ()
    return bool(after) and after[0] not in word_set("audit", "periods")


def _is_aimed(signs: Signs) -> Opinion | None:
    """A number inside a time frame, without a verb: 'NPS of 60 by Q4'."""
    if not (signs.deadline and signs.number):
        return None
    return Opinion("growth", "key_result", 0.8, "A number to reach by a date: it is retired then.")


def _is_measured(signs: Signs) -> Opinion | None:
    if not signs.quantity:
        return None
    if signs.limit:
        return Opinion("health", "metric", 0.93, "An ongoing signal with its standard.")
    if signs.nature.task and signs.name.first in word_set("audit", "pure_work_verbs"):
        return Opinion("health", "metric", 0.6, "Worded as work, yet it is measured: name it by what is measured.")
    if signs.name.head in word_set("audit", "soft_nouns") and not (signs.aimed or signs.defined):
        return Opinion("health", "metric", 0.66, "An ongoing signal. Say how it is counted.")
    return Opinion("health", "metric", 0.9, "An ongoing signal that you would review for ever.")


def _is_standing(signs: Signs) -> Opinion | None:
    """'All handovers include documentation': a yes/no standard."""
    known = word_set("audit", "standing_verbs")
    if signs.name.first not in word_set("audit", "every") or signs.words.isdisjoint(known) or signs.deadline:
        return None
    return Opinion("health", "metric", 0.75, "A yes/no standard to keep: draw the share that meets it.")


def _is_statement(signs: Signs) -> Opinion | None:
    first, known = signs.name.first, signs.words
    if signs.number:
        return None
    if first in word_set("audit", "be_verbs") or not known.isdisjoint(word_set("audit", "quality_adjectives")):
        return Opinion("neither", "objective", 0.75, "A direction, not a measure: an objective that needs key results.")
    if signs.name.head in word_set("audit", "vague_nouns") and not signs.defined:
        return Opinion("neither", "unclear", 0.6, "A theme without a measure. What would you count?")
    return None


def _is_counted(signs: Signs) -> Opinion:
    weight, reason = next((weight, reason) for holds, weight, reason in _grounds(signs) if holds)
    return Opinion("health", "metric", weight, reason)


def _grounds(signs: Signs) -> tuple[tuple[bool, float, str], ...]:
    """What makes a name without a quantity a metric after all: whether it holds, how sure it is, the reason."""
    count = is_count(signs.name.head) or is_count((*signs.name.words, "")[-2])
    return (
        (signs.limit, 0.85, "An ongoing signal with its standard."),
        (signs.service, 0.75, "A standard that goes on: kept in time or not."),
        (count, 0.75, "A count that goes on: you would review it for ever."),
        (signs.aimed, 0.75, "A signal with a target to keep."),
        (signs.defined, 0.7, "Its definition is a measure that goes on."),
        (signs.number, 0.6, "A standard to keep, as far as the words tell."),
        (True, 0.55, "A signal, as far as the name tells. Say what is counted."),
    )


def _verb(signs: Signs) -> str:
    """The sentence's first word that is not 'we will', 'to', 'successfully'."""
    skipped = word_set("audit", "openers")
    return next((word for word in signs.name.words if word not in skipped and not word.endswith("ly")), "")


_QUESTIONS: tuple[Callable[[Signs], Opinion | None], ...] = (
    _says_nothing,
    _is_held,
    _moves,
    _changes,
    _wins,
    _is_standing,
    _is_work,
    _is_activity,
    _is_vanity,
    _is_aimed,
    _is_measured,
    _is_statement,
    _is_counted,
)
