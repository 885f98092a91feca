"""What the map says in words."""

from collections.abc import Sequence

from vitalfew.okrs.alignment.tree import Alignment
from vitalfew.okrs.cycles.closing import delivered
from vitalfew.okrs.models import Cycle, Objective
from vitalfew.web.okrs.words import capital, count_of, number


def conclusion(found: Alignment) -> str:
    """The title of the page: what hangs loose, and what pulls in opposite directions."""
    if not found.aims:
        return "Nothing is on the map yet"
    loose, against = len(found.loose), len(found.against)
    said = []
    if loose:
        said.append(f"{count_of(loose, 'objective')} {'hangs' if loose == 1 else 'hang'} loose")
    if against:
        verb = "is" if against == 1 else "are"
        said.append(f"{count_of(against, 'metric')} {verb} pulled in opposite directions")
    return capital(" and ".join(said)) if said else "Everything hangs together"


def conclusion_of_closed(found: Alignment, cycle: Cycle) -> str:
    """The title of the map of a closed cycle: how it ended; one statement."""
    pursued = [aim.key for aim in found.aims.values() if aim.cycle == cycle.pk and aim.state == Objective.State.CLOSED]
    came, every = delivered([key for key in pursued if not found.aims[key].near])
    return f"{cycle} is closed" + (f": {number(came)} of {count_of(every, 'key result')} delivered" if every else "")


def counted(found: Alignment, cycles: Sequence[Cycle]) -> str:
    """'12 objectives and 31 key results in Q4 2026'."""
    own = sum(not aim.near for aim in found.aims.values())
    results = sum(found.results.values())
    where = str(cycles[0]) if len(cycles) == 1 else f"{number(len(cycles))} cycles"
    return f"{capital(count_of(own, 'objective'))} and {count_of(results, 'key result')} in {where}"
