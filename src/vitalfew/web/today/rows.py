"""What Today writes for each KPI, objective and decision: words, numbers and pictures, ready for the template."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.safestring import SafeString, mark_safe

from vitalfew.accounts.models import Workspace
from vitalfew.briefing.decisions import Decision
from vitalfew.briefing.places import Place
from vitalfew.briefing.today import ChangeBlock, ChangeRow, Guardrail
from vitalfew.briefing.watched import Watched
from vitalfew.charts import kept_sparkline, pace_bar
from vitalfew.method.numbers import show
from vitalfew.method.status import Shape
from vitalfew.web.addresses import address

FIRST = 14
FOLDED = {Place.WATCH: "worth watching", Place.TOO_FEW: "with too few values to tell", Place.STEADY: "steady"}


@dataclass(frozen=True, slots=True)
class HealthRow:
    """One KPI: its state in shape and words, its sparkline, the value that is judged, what that is held against, and
    what has come of the period in progress.
    """

    name: str
    address: str
    shape: Shape
    words: str
    picture: SafeString
    value: str
    against: str
    so_far: str = ""


@dataclass(frozen=True, slots=True)
class Health:
    """The rows that are shown at once, those that are folded, and what those are, in words."""

    open: Sequence[HealthRow]
    folded: Sequence[HealthRow]
    summary: str


def health(kpis: Sequence[Watched], workspace: Workspace, *, now: datetime) -> Health:
    """A row for each KPI; no more are folded than those that are well, and nothing among the first fourteen."""
    first = max(FIRST, sum(not Place(kpi.place).is_well for kpi in kpis))
    rows = [_health_row(kpi, workspace, now) for kpi in kpis]
    return Health(rows[:first], rows[first:], _folded(kpis[first:]))


def _folded(kpis: Sequence[Watched]) -> str:
    """'18 more: 3 worth watching, 15 steady'."""
    tally = Counter(kpi.place for kpi in kpis)
    said = (f"{tally[place]} {words}" for place, words in FOLDED.items() if tally[place])
    return f"{len(kpis)} more: {', '.join(said)}"


def _health_row(kpi: Watched, workspace: Workspace, now: datetime) -> HealthRow:
    name, link, want = kpi.called, address(workspace, "kpi", kpi.key), kpi.in_want(now)
    if kpi.picture is None or kpi.value is None:
        return HealthRow(name, link, Shape.NONE, want or "No data yet", SafeString(), "–", against(kpi, now))
    drawn = kept_sparkline(kpi.picture, title=f"{name}: the last {len(kpi.picture['values'])} values")
    return HealthRow(
        name=name,
        address=link,
        shape=Shape.NONE if want else kpi.shape,
        words=f"{want}{_before(kpi)}" if want else kpi.words or "",
        picture=mark_safe(drawn),  # noqa: S308  (charts escape their text)
        value=kpi.value_shown,
        against=against(kpi, now),
        so_far=kpi.so_far,
    )


def _before(kpi: Watched) -> str:
    """What was so when values still came."""
    return f"; before that: {kpi.word[:1].lower()}{kpi.word[1:]}" if kpi.word else ""


def against(kpi: Watched, now: datetime) -> str:
    """What the last value is held against: 'red line 40 points', else the target; '' without either."""
    red = [kpi.shown(line) for line in (kpi.red_lower, kpi.red_upper) if line is not None]
    if red:
        return f"red line {' and '.join(red)}"
    target = kpi.aim(now)
    return f"target {kpi.shown(target)}" if target is not None else ""


@dataclass(frozen=True, slots=True)
class Mark:
    """A KPI named beside an objective, with its state."""

    name: str
    address: str
    shape: Shape


@dataclass(frozen=True, slots=True)
class KeyResultRow:
    """One key result: its way from baseline over now to target, its sentence, its pace bar."""

    metric: str
    start: str
    now: str
    end: str
    shape: Shape
    words: str
    bar: SafeString
    unmoved: str = ""


@dataclass(frozen=True, slots=True)
class ObjectiveBlock:
    """One objective with what stands beside its name."""

    title: str
    address: str
    owner: str
    responds_to: str
    guardrails: Sequence[Mark]
    rows: Sequence[KeyResultRow]
    private: bool = False


def objective_blocks(blocks: Sequence[ChangeBlock], workspace: Workspace) -> list[ObjectiveBlock]:
    """A block for each objective, in their order."""
    return [_block(block, workspace) for block in blocks]


def _block(block: ChangeBlock, workspace: Workspace) -> ObjectiveBlock:
    objective = block.objective
    return ObjectiveBlock(
        title=objective.title,
        address=address(workspace, "objective", objective.pk),
        owner=str(objective.owner) if objective.owner else "",
        responds_to=objective.responds_to.name if objective.responds_to else "",
        guardrails=[_mark(guardrail, workspace) for guardrail in block.guardrails],
        rows=[_key_result(row, expected=block.pace, success=objective.success) for row in block.rows],
        private=objective.private,
    )


def _mark(guardrail: Guardrail, workspace: Workspace) -> Mark:
    return Mark(guardrail.name, address(workspace, "kpi", guardrail.key), Shape(guardrail.shape or Shape.NONE))


def _key_result(row: ChangeRow, *, expected: float, success: float) -> KeyResultRow:
    kr, said = row.key_result, row.said
    standing = getattr(kr, "standing", None)
    bar = pace_bar(
        progress=standing.progress if standing else None,
        expected=expected,
        low=standing.low if standing else None,
        high=standing.high if standing else None,
        success=success,
        title=f"{kr.metric}: {said.words}",
    )
    return KeyResultRow(
        metric=kr.metric,
        start=show(kr.baseline),
        now=show(standing.value if standing else None),
        end=show(kr.target, kr.unit),
        shape=said.shape,
        words=said.words,
        bar=mark_safe(bar),  # noqa: S308  (charts escape their text)
        unmoved=row.unmoved,
    )


@dataclass(frozen=True, slots=True)
class DecisionCard:
    """One thing to decide, and the pages where it is decided."""

    shape: Shape
    word: str
    headline: str
    detail: str
    address: str
    asks: str
    hand: str
    breach: str


def decision_cards(decisions: Sequence[Decision], workspace: Workspace) -> list[DecisionCard]:
    """A card for each decision, in their order."""
    return [_card(decision, workspace) for decision in decisions]


def _card(decision: Decision, workspace: Workspace) -> DecisionCard:
    subject, breach = decision.subject, decision.breach
    if isinstance(subject, Watched):
        link = address(workspace, "kpi", subject.key)
        asks = "Mark what changed" if decision.shape is Shape.BETTER else "Open its chart"
    else:
        link, asks = address(workspace, "objective", subject.objective_id), "Open the objective"
    return DecisionCard(
        shape=decision.shape,
        word=decision.word,
        headline=decision.headline,
        detail=decision.detail,
        address=link,
        asks=asks,
        hand=decision.hand,
        breach=address(workspace, "breach", breach.pk) if breach else "",
    )
