"""What the pages of the change side say."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from vitalfew.kpis.models import Kpi
from vitalfew.method.goals.progress import band
from vitalfew.method.numbers import show, show_score
from vitalfew.method.status import Shape, Status
from vitalfew.okrs.models import Cycle, KeyResult, Objective
from vitalfew.okrs.queries import KeyResultStands, ObjectiveStands, Tally

INSTANT = timedelta(microseconds=1)
SMALL = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
KINDS = {
    Objective.Kind.ASPIRATIONAL: "Aspirational: a stretch, and 0.7 of it is success.",
    Objective.Kind.COMMITTED: "Committed: a promise, so 1.0 is expected.",
    Objective.Kind.LEARNING: "Learning: success is a question answered.",
}
SUCCESSES = {
    Objective.Kind.ASPIRATIONAL: "success from 0.7 of the way",
    Objective.Kind.COMMITTED: "success is the whole way",
    Objective.Kind.LEARNING: "success is an answer",
}
STATES = {
    Objective.State.DRAFT: "Draft",
    Objective.State.ACTIVE: "At work",
    Objective.State.DROPPED: "Dropped",
    Objective.State.CLOSED: "Closed",
}


@dataclass(frozen=True, slots=True)
class Journey:
    """'2.3 → 3.1 → 5 %' in its three parts; `now` is '' while nothing was measured."""

    start: str
    now: str
    end: str


@dataclass(frozen=True, slots=True)
class Guard:
    """A guardrail with the state of its KPI."""

    kpi: Kpi
    shape: Shape
    words: str
    crossed: bool


def number(count: int) -> str:
    """'no', 'one' to 'ten', '11', '1,200'."""
    return SMALL[count] if count < len(SMALL) else f"{count:,}"


def count_of(count: int, one: str, many: str = "") -> str:
    """'one key result', 'two key results', '12 key results', 'no key results'."""
    return f"{number(count)} {one if count == 1 else many or one + 's'}"


def capital(text: str) -> str:
    """The text with its first letter large."""
    return text[:1].upper() + text[1:]


def journey(key_result: KeyResult, value: float | None) -> Journey:
    """From where, by way of where it is now, to where; the unit is said once, at the end, unless it goes in front."""
    unit = key_result.unit
    first = unit if not show(0, unit).startswith("0") else ""
    now = "" if value is None else show(value, first, beside=key_result.target)
    return Journey(show(key_result.baseline, first), now, show(key_result.target, unit))


def score_words(stands: ObjectiveStands) -> str:
    """The objective's score and what it means, '' while nothing was measured."""
    if stands.score is None:
        return ""
    said = show_score(stands.score)
    measured = sum(row.standing is not None and row.standing.progress is not None for row in stands.rows)
    if measured < len(stands.rows):
        part = f"{number(measured)} of {count_of(len(stands.rows), 'key result')}"
        return f"{said} of the way by {part}, the rest not measured yet"
    if stands.pace >= 1 or stands.objective.cycle.state == Cycle.State.CLOSED:
        return f"ended at {said}: {_ended(stands.objective, stands.score)}"
    return f"{said} of the way, with {stands.pace:.1f} of the cycle gone"


def _ended(objective: Objective, score: float) -> str:
    """What that means; of a question it is the answer, not the number."""
    if objective.kind == Objective.Kind.LEARNING:
        return "its question is answered" if objective.answer.strip() else "its question is not answered yet"
    return band(score, objective.kind).words


def guard(kpi: Kpi, *, now: datetime) -> Guard:
    """How a guardrail holds."""
    reading = getattr(kpi, "reading", None)
    if reading is None:
        return Guard(kpi, Shape.NONE, "no data yet", crossed=False)
    late = reading.late_for(now)
    if late:
        return Guard(kpi, Shape.NONE, f"no data for {late}; before that: {_lower(reading.word)}", crossed=False)
    first = reading.status == Status.NO_DATA and reading.value is not None
    word = _lower(reading.words if first else reading.word)
    return Guard(kpi, Shape(reading.shape), word, crossed=reading.status == Status.RED_LINE)


def page_conclusion(cycle: Cycle, tally: Tally) -> str:
    """The title of the page about a cycle: what deserves a talk."""
    if not tally.active:
        return f"Nothing is at work in {cycle} yet"
    stalled = f"{count_of(tally.stalled, 'key result')} {'is' if tally.stalled == 1 else 'are'} stalled"
    crossed = f"{count_of(tally.crossed, 'guardrail')} {'is' if tally.crossed == 1 else 'are'} crossed"
    said = [words for words, count in ((stalled, tally.stalled), (crossed, tally.crossed)) if count]
    return capital(" and ".join(said)) if said else f"{_moving(tally)}{_guarded(tally)}"


def _moving(tally: Tally) -> str:
    if tally.unmeasured == tally.key_results:
        return "Nothing was measured yet"
    return "Nothing that was measured is stalled" if tally.unmeasured else "Nothing is stalled"


def _guarded(tally: Tally) -> str:
    if not tally.guardrails:
        return "; no guardrail is set"
    if tally.blind == tally.guardrails:
        return "; no guardrail can be judged yet"
    if tally.blind:
        return f"; {number(tally.blind)} of {count_of(tally.guardrails, 'guardrail')} cannot be judged yet"
    return ", and every guardrail holds"


def week_words(cycle: Cycle, *, now: datetime) -> str:
    """'week 8 of 13', or how long until it starts, or that it is over."""
    if now >= cycle.ends() or cycle.state == Cycle.State.CLOSED:
        return "it is over"
    if now < cycle.begins():
        return f"it starts on {cycle.start.day} {cycle.start:%B}"
    weeks = -(-(cycle.end - cycle.start).days // 7)
    return f"week {min((now - cycle.begins()).days // 7 + 1, weeks)} of {weeks}"


def objective_conclusion(stands: ObjectiveStands) -> str:
    """The sentences with which an objective's page begins; those of its guardrails follow it."""
    if stands.objective.state == Objective.State.DROPPED:
        return f"Dropped: {stands.objective.dropped_because}"
    if stands.objective.state == Objective.State.DRAFT:
        return "A draft. Nobody is asked to check in on it until it is put to work."
    parts = [_score_sentence(stands), _talk_sentence(stands.rows)]
    return " ".join(part for part in parts if part)


def _score_sentence(stands: ObjectiveStands) -> str:
    words = score_words(stands)
    return f"{capital(words)}." if words else "Nothing was measured in this cycle yet."


def _talk_sentence(rows: Sequence[KeyResultStands]) -> str:
    watched = [row for row in rows if row.said.shape is Shape.WATCH]
    if not watched:
        return ""
    if len(watched) == 1:
        return f"“{watched[0].key_result}” is worth a talk: {_lower(watched[0].said.words)}."
    return f"{capital(number(len(watched)))} of {count_of(len(rows), 'key result')} are worth a talk."


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]


def closing_words(moment: datetime) -> str:
    """'Saturday 21 November, 18:00 where you are', or 'at the end of Friday 20 November': where the reader is."""
    local = timezone.localtime(moment)
    if local.hour == local.minute == 0:
        before = timezone.localtime(moment - INSTANT)
        return f"at the end of {before:%A} {before.day} {before:%B}"
    return f"{local:%A} {local.day} {local:%B}, {local:%H:%M} where you are"
