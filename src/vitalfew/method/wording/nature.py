"""What sort of thing a sentence names: work to do, counted activity, reach for its own sake, a level to hold."""

from typing import NamedTuple

from vitalfew.method.wording.open_number import open_number
from vitalfew.method.wording.reading import Reading, Span
from vitalfew.method.wording.tokens import tokens
from vitalfew.method.wording.upkeep import upkeep
from vitalfew.method.wording.vanity import vanity
from vitalfew.method.wording.work import work


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


def nature(reading: Reading) -> Nature:
    """What the sentence is, by its words."""
    sentence = tokens(reading.text)
    if not sentence.words:
        return Nature()
    task, activity = work(sentence, reading)
    return Nature(
        task=task,
        activity=activity,
        vanity=vanity(sentence),
        upkeep=upkeep(sentence, reading),
        placeholder=open_number(sentence),
    )
