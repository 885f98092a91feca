"""What sort of thing a sentence names: work to do, counted activity, reach for its own sake, a level to hold."""

from typing import NamedTuple

from vitalfew.method.wording.activity import activity, measured_activity
from vitalfew.method.wording.nature_words import nature_words
from vitalfew.method.wording.open_number import blank, open_number
from vitalfew.method.wording.reading import Reading, Span
from vitalfew.method.wording.tokens import Tokens, tokens
from vitalfew.method.wording.upkeep import upkeep
from vitalfew.method.wording.vanity import vanity
from vitalfew.method.wording.work import head_place, work


class Nature(NamedTuple):
    """Each field is the span of the words that say so, or None.

    `task`: work, a project, a deliverable ('Launch training deck'). `activity`: a count of what we do ('ship 5
    features'). `vanity`: reach with no decision attached ('page views'). `upkeep`: a level that is held ('keep uptime
    above 99.9 %').
    `placeholder`: a number left open ('X %', '[now]').
    """

    task: Span | None = None
    activity: Span | None = None
    vanity: Span | None = None
    upkeep: Span | None = None
    placeholder: Span | None = None


_NOTHING = Nature()


def nature(reading: Reading) -> Nature:
    """What the sentence is, by its words."""
    sentence = tokens(reading.text)
    if not sentence.words:
        return _NOTHING
    special = not nature_words().special.isdisjoint(sentence.known)
    counted = measured_activity(sentence) if special else None
    task, done = (None, counted) if counted else _work(sentence, reading)
    if not special:
        open_at = blank(sentence.text)
        return Nature(task, done, None, None, open_at) if task or done or open_at else _NOTHING
    return Nature(task, done, vanity(sentence), upkeep(sentence, reading), open_number(sentence))


def _work(sentence: Tokens, reading: Reading) -> tuple[Span | None, Span | None]:
    """The words that name a task, and those that name a count of activity; at most one of the two."""
    if reading.baseline is not None and reading.measurable:
        return None, None
    at = head_place(sentence.words)
    if at is None:
        return None, None
    if reading.measurable:
        return activity(sentence, reading, at)
    return work(sentence, at), None
