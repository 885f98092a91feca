"""What a round asks of whom: each key result once, and nobody about what did not need them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from vitalfew.method.goals.movement import is_movement
from vitalfew.okrs.course.courses import kpi_of
from vitalfew.okrs.course.standing import say
from vitalfew.okrs.models import CheckIn, KeyResult, Standing
from vitalfew.okrs.queries import last_check_ins
from vitalfew.okrs.rounds.due import due_from
from vitalfew.okrs.rounds.opened import Rounds


class Ask(StrEnum):
    """How a key result is asked about in the round that is open."""

    EACH = "each"
    TOGETHER = "together"
    SAID = "said"
    NOT_YET = "not_yet"
    OVER = "over"


@dataclass(frozen=True, slots=True)
class Owed:
    """A key result, what was said of it last, and how it is asked about; `closes` is when its round does, `next_at`
    when it is asked again, both None for what somebody asks for who wants to; of a cycle that is over nothing is asked
    again after the round that holds its end.
    """

    key_result: KeyResult
    standing: Standing | None
    latest: CheckIn | None
    ask: Ask
    closes: datetime | None = None
    next_at: datetime | None = None

    @property
    def seen(self) -> str:
        """What it is shown from."""
        return seen_from(self.latest, self.standing)


@dataclass(frozen=True, slots=True)
class Owing:
    """What is asked one by one, what is confirmed together because it did not move, and what is not asked now."""

    each: Sequence[Owed]
    together: Sequence[Owed]
    resting: Sequence[Owed]


def seen_from(latest: CheckIn | None, standing: Standing | None) -> str:
    """What somebody who answers has seen, as one word: the last check-in and the value that it is shown with."""
    return f"{latest.pk if latest else 0}/{standing.value if standing else None}"


def owing(key_results: Sequence[KeyResult], *, now: datetime, everything: bool = False) -> Owing:
    """How each of these key results is asked about now: four statements.

    With `everything` each of them is asked about one by one, as by somebody who wants to: one statement.
    """
    latest = last_check_ins(key_results=key_results)
    if everything:
        wanted = [Owed(one, getattr(one, "standing", None), latest.get(one.pk), Ask.EACH) for one in key_results]
        return Owing(each=wanted, together=(), resting=())
    rounds = Rounds(now=now, teams={one.objective.team_id for one in key_results})
    found = [_owed(one, latest.get(one.pk), rounds, now=now) for one in key_results]
    return Owing(
        each=[one for one in found if one.ask is Ask.EACH],
        together=[one for one in found if one.ask is Ask.TOGETHER],
        resting=[one for one in found if one.ask in (Ask.SAID, Ask.NOT_YET, Ask.OVER)],
    )


def _owed(key_result: KeyResult, latest: CheckIn | None, rounds: Rounds, *, now: datetime) -> Owed:
    standing: Standing | None = getattr(key_result, "standing", None)
    open_now, ends = rounds.of(key_result.objective), key_result.objective.cycle.ends()
    over = now >= ends
    if over and open_now.opens > ends:
        return Owed(key_result, standing, latest, Ask.OVER)
    again = None if over else open_now.closes
    if latest is not None and latest.at >= open_now.opens:
        return Owed(key_result, standing, latest, Ask.SAID, open_now.closes, again)
    due = _due_from(key_result, standing, latest)
    if due is not None and due >= open_now.closes:
        ask = Ask.OVER if over else Ask.NOT_YET
        return Owed(key_result, standing, latest, ask, open_now.closes, None if over else due)
    ask = Ask.TOGETHER if _needs_nobody(key_result, standing, latest, now=now) else Ask.EACH
    return Owed(key_result, standing, latest, ask, open_now.closes, again)


def _due_from(key_result: KeyResult, standing: Standing | None, latest: CheckIn | None) -> datetime | None:
    """From when it is due by how often it is measured; None where it is due by having moved, or was never asked."""
    if kpi_of(key_result) is None:
        return due_from(key_result, standing.value_time if standing else None)
    if latest is None or has_moved(key_result, standing, latest):
        return None
    return due_from(key_result, latest.at)


def _needs_nobody(
    key_result: KeyResult, standing: Standing | None, latest: CheckIn | None, *, now: datetime
) -> bool:  # fmt: skip
    """Whether its value was collected and did not move, how likely it is was said, and it is not stalled."""
    if kpi_of(key_result) is None or standing is None or standing.confidence is None or latest is None:
        return False
    return not has_moved(key_result, standing, latest) and say(key_result, standing, now=now).state != "stalled"


def has_moved(key_result: KeyResult, standing: Standing | None, latest: CheckIn) -> bool:
    """Whether its value lies further from the one of this check-in than its own noise explains."""
    before = latest.observation.value if latest.observation else None
    now = standing.value if standing else None
    if before is None or now is None or standing is None:
        return before is not now
    if key_result.baseline is None or key_result.target is None:
        return bool(before != now)
    return is_movement((now - before) / (key_result.target - key_result.baseline), noise=standing.noise)
