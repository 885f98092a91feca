"""What sort of thing a sentence names: work to do, counted activity, reach for its own sake, a level to hold."""

from typing import NamedTuple

from vitalfew.method.wording.reading import Reading, Span


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
    return Nature()
