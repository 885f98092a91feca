"""A key result as pages draw it: its numbers, its sentence with the parts, its pictures."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe

from vitalfew.accounts.names import isolated
from vitalfew.charts import Moved, ProgressPoint, pace_bar, progress_figure
from vitalfew.kpis.models import Kpi
from vitalfew.method.goals.progress import score, success
from vitalfew.method.goals.sentence import Sentence
from vitalfew.method.numbers import show, show_range, show_score
from vitalfew.okrs.course.courses import CycleValue, kpi_of
from vitalfew.okrs.course.stand_ins import words as stand_in_words
from vitalfew.okrs.course.standing import expected, pace, round_length
from vitalfew.okrs.models import CheckIn, KeyResult, Standing, TargetChange
from vitalfew.okrs.queries import KeyResultStands
from vitalfew.okrs.readiness import is_measurable
from vitalfew.web.okrs.words import Journey, capital, journey

LONGEST_UNIT = 4
INSTANT = timedelta(seconds=1)
LEGEND = (
    "Solid: reached. Upright line: where the calendar is. Wider bar: where it will land, four times in five. "
    "The notch is success."
)


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the sentence, opened: what it is, and what it says."""

    name: str
    words: str


@dataclass(frozen=True, slots=True)
class KeyResultLine:
    """A key result in a list."""

    key_result: KeyResult
    standing: Standing | None
    said: Sentence
    journey: Journey
    bar: SafeString
    measurable: bool
    kpi: Kpi | None


def line(row: KeyResultStands, *, now: datetime) -> KeyResultLine:
    """A key result with its sentence and its pace bar."""
    value = row.standing.value if row.standing else None
    return KeyResultLine(
        key_result=row.key_result,
        standing=row.standing,
        said=row.said,
        journey=journey(row.key_result, value),
        bar=bar(row, now=now),
        measurable=is_measurable(row.key_result),
        kpi=kpi_of(row.key_result),
    )


def bar(row: KeyResultStands, *, now: datetime) -> SafeString:
    """The pace bar; without from and to an empty one."""
    standing, key_result = row.standing, row.key_result
    lands = standing is not None and not _has_ended(row)
    drawn = pace_bar(
        progress=standing.progress if standing else None,
        expected=expected(standing, pace(key_result.objective, now=now)),
        low=standing.low if standing and lands else None,
        high=standing.high if standing and lands else None,
        success=success(key_result.objective.kind),
        title=_bar_words(row, now=now),
    )
    return mark_safe(drawn)  # noqa: S308  (charts escape what they are given)


def _bar_words(row: KeyResultStands, *, now: datetime) -> str:
    stepped = row.standing is not None and row.standing.pace_points
    awaited = show_score(expected(row.standing, pace(row.key_result.objective, now=now)))
    where = f"its steps expect {awaited}" if stepped else f"the calendar is at {awaited}"
    done = row.standing.progress if row.standing else None
    if done is None:
        return f"{row.key_result}: not measured yet; {where}"
    return f"{row.key_result}: {show_score(score(done))} of the way; {where}"


def parts(row: KeyResultStands, *, latest: CheckIn | None, now: datetime) -> list[Part]:
    """What the one sentence is made of, with its inputs and the rule."""
    standing, key_result = row.standing, row.key_result
    if standing is None or standing.progress is None:
        return [Part("Inputs", "No value within the cycle yet.")]
    awaited = expected(standing, pace(key_result.objective, now=now))
    found = [Part("Reached", _reached(standing.progress, awaited, ended=_has_ended(row)))]
    if lands := _landing(row, standing):
        found.append(Part("Where it lands", lands))
    found.append(Part(_believer(key_result), _belief(standing, latest)))
    if steps := _steps(key_result, standing):
        found.append(Part("Dated steps", steps))
    return [*found, Part("Inputs", _inputs(key_result, standing)), Part("Rule", _rule(key_result, standing))]


def _steps(key_result: KeyResult, standing: Standing) -> str:
    """'3.8 by 20 November, 3.5 by 10 December.'; '' without any. A step counts at the end of its day."""
    cycle, said = key_result.objective.cycle, []
    for at, value in steps_of(key_result, standing):
        over = cycle.begins() + at * (cycle.ends() - cycle.begins()) - INSTANT
        by = over.astimezone(cycle.workspace.zone_info)
        said.append(f"{show(value, key_result.unit)} by {by.day} {by:%B}")
    return f"{', '.join(said)}." if said else ""


def _landing(row: KeyResultStands, standing: Standing) -> str:
    if row.said.state == "too_early":
        return "Too early to say: a quarter of the cycle and two values come first."
    if _has_ended(row) or standing.low is None or standing.high is None or standing.probability is None:
        return ""
    return _lands(row.key_result, standing, standing.low, standing.high)


def _has_ended(row: KeyResultStands) -> bool:
    """Whether nothing is to be foretold of it any more."""
    return row.said.state == "ended"


def _reached(done: float, awaited: float, *, ended: bool) -> str:
    beyond = f" (unclamped {done:.2f})" if not 0 <= done <= 1 else ""
    if ended:
        return f"{show_score(score(done))} of the way{beyond}."
    return f"{show_score(score(done))} of the way{beyond}, where {show_score(awaited)} is expected by now."


def _lands(key_result: KeyResult, standing: Standing, low: float, high: float) -> str:
    wins = success(key_result.objective.kind)
    chance = round(100 * (standing.probability or 0.0))
    likely = "under 1" if chance < 1 else "over 99" if chance > 99 else f"{chance}"
    values = _values(key_result, low, high)
    return f"Four times in five at {show_range(*_shown(low, high))}{values}. Chance of {wins:g} or more: {likely} %."


def _shown(low: float, high: float) -> tuple[float, float]:
    return round(score(low), 2), round(score(high), 2)


def _values(key_result: KeyResult, low: float, high: float) -> str:
    if key_result.baseline is None or key_result.target is None:
        return ""
    ends = sorted(key_result.baseline + share * (key_result.target - key_result.baseline) for share in (low, high))
    return f", which is {show_range(ends[0], ends[1], key_result.unit)}"


def _believer(key_result: KeyResult) -> str:
    owner = key_result.responsible
    return f"{isolated(owner)} says" if owner else "The owner says"


def _belief(standing: Standing, latest: CheckIn | None) -> str:
    if standing.confidence is None:
        return "Nothing about how likely success is yet."
    said_at = f", on {day(latest.at)}" if latest is not None and latest.confidence is not None else ""
    return f"{standing.confidence} of 10 that it succeeds{said_at}."


def _inputs(key_result: KeyResult, standing: Standing) -> str:
    counted = f"{standing.measured} value{'' if standing.measured == 1 else 's'} within the cycle"
    last = f", the last one of {day(standing.value_time)}" if standing.value_time else ""
    return f"From {show(key_result.baseline)} to {show(key_result.target, key_result.unit)}; {counted}{last}."


def _rule(key_result: KeyResult, standing: Standing) -> str:
    days = round_length(key_result).days
    way = "the pace follows its dated steps" if standing.pace_points else "the pace is even over the cycle"
    return (
        f"Progress is (now − from) ÷ (to − from); {way}. The outlook weighs the courses "
        f"that explain its values. It is stalled when three rounds of {days} days bring no more than its noise."
    )


def day(moment: datetime) -> str:
    """A day as the reader's calendar has it: '14 November', with its year where that is not this one."""
    local = timezone.localtime(moment)
    year = f" {local.year}" if local.year != timezone.localtime().year else ""
    return f"{local.day} {local:%B}{year}"


def chart(
    row: KeyResultStands, values: Sequence[CycleValue], *, now: datetime, moved: Sequence[TargetChange] = ()
) -> SafeString:
    """The course of a key result over its cycle; '' while it has no from and to, or no value yet."""
    key_result, standing = row.key_result, row.standing
    points = _points(row, values)
    if key_result.baseline is None or key_result.target is None or not points:
        return mark_safe("")
    cycle, way = key_result.objective.cycle, key_result.target - key_result.baseline
    lands = standing is not None and standing.measured and not _has_ended(row)
    low, high = (standing.low, standing.high) if standing and lands else (None, None)
    unit = key_result.unit if len(key_result.unit) <= LONGEST_UNIT else ""
    shown = partial(show, unit=unit)
    drawn = progress_figure(
        key=f"kr{key_result.pk}",
        title=f"{key_result} over {cycle}",
        description=row.said.words,
        points=points,
        baseline=key_result.baseline,
        target=key_result.target,
        now=pace(key_result.objective, now=now),
        low=None if low is None else key_result.baseline + low * way,
        high=None if high is None else key_result.baseline + high * way,
        shown=shown,
        start=f"{cycle.start.day} {cycle.start:%b}",
        end=f"{cycle.end.day} {cycle.end:%b}",
        today=_today(now),
        steps=steps_of(key_result, standing),
        moves=former_targets(moved),
    )
    return mark_safe(drawn)  # noqa: S308  (charts escape what they are given)


def _today(moment: datetime) -> str:
    """'today', or '10 Nov' of a picture as of an earlier day."""
    local = timezone.localtime(moment)
    return "today" if local.date() == timezone.localdate() else f"{local.day} {local:%b}"


def _points(row: KeyResultStands, values: Sequence[CycleValue]) -> list[ProgressPoint]:
    """The values that count: what stands in takes the place of the last one before it, and of all since."""
    key_result, standing = row.key_result, row.standing
    found = [_point(each, key_result.unit) for each in values]
    if standing is None or standing.stands_in_until is None or standing.value is None or standing.value_time is None:
        return found
    before = sum(each.known_at <= standing.value_time for each in values)
    value, note = show(standing.value, key_result.unit), f"it stands in: {standing.stands_in_because}"
    at = _on_clock(standing.value_time, key_result)
    return [*found[: max(before - 1, 0)], ProgressPoint(at, standing.value, value, day(standing.value_time), note)]


def steps_of(key_result: KeyResult, standing: Standing | None) -> list[tuple[float, float]]:
    """The moments (0–1 of the cycle) and values by which its way bends, as charts draw it."""
    baseline, target = key_result.baseline, key_result.target
    if standing is None or baseline is None or target is None:
        return []
    return [(at, baseline + done * (target - baseline)) for at, done in standing.pace_points]


def notes(row: KeyResultStands, values: Sequence[CycleValue]) -> list[str]:
    """The notes that its chart numbers: '1 · 10 November, 5.5 %: it stands in: the export is broken'."""
    noted = (each for each in _points(row, values) if each.note)
    return [f"{number} · {each.label}, {each.shown}: {each.note}" for number, each in enumerate(noted, 1)]


def _on_clock(moment: datetime, key_result: KeyResult) -> float:
    cycle = key_result.objective.cycle
    return (moment - cycle.begins()) / (cycle.ends() - cycle.begins())


def former_targets(moved: Sequence[TargetChange]) -> list[Moved]:
    """The targets that it had before, as its chart draws them."""
    return [_moved(each) for each in moved if each.target_before is not None and each.target_before != each.target]


def _moved(change: TargetChange) -> Moved:
    before = change.target_before if change.target_before is not None else 0.0
    return Moved(_on_clock(change.at, change.key_result), before, moved_words(change))


def moved_words(change: TargetChange) -> str:
    """'3 November: the target moved from 5 to 4 %, by Ben. “Half the team left.”'."""
    unit = change.key_result.unit
    ends = [("the start", change.baseline_before, change.baseline), ("the target", change.target_before, change.target)]
    said = [
        f"{name} moved from {show(was, beside=now)} to {show(now, unit, beside=was)}" if now is not None
        else f"{name}, {show(was, unit)}, was taken away"
        for name, was, now in ends
        if was is not None and was != now
    ]  # fmt: skip
    by = f", by {isolated(change.by)}" if change.by else ""
    return f"{day(change.at)}: {' and '.join(said)}{by}. “{change.reason}”"


def on_its_way(key_result: KeyResult, moved: Sequence[TargetChange]) -> list[str]:
    """What its review should know: targets that were moved, and what stands in for its value."""
    instead = stand_in_words(getattr(key_result, "standing", None), unit=key_result.unit)
    return [*map(moved_words, moved), *([instead] if instead else [])]


def _point(each: CycleValue, unit: str) -> ProgressPoint:
    value = each.observation.value
    return ProgressPoint(each.at, value, show(value, unit), day(each.known_at), each.observation.note)


def origin(key_result: KeyResult) -> str:
    """How its value comes, where no KPI gives it."""
    source = f" ({key_result.source})" if key_result.source else ""
    return capital(f"typed by hand{source}, {key_result.get_measured_display()}")
