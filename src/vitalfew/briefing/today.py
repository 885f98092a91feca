"""Today: what needs a decision on top, health on the left, change on the right.

It reads what was judged when values came in, never the series: its cost is what it shows, not what is stored, and seven
statements at most.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet, Window

from vitalfew.accounts.models import Person, Team
from vitalfew.accounts.scoping import current_workspace
from vitalfew.alerts.queries import in_hand
from vitalfew.briefing.decisions import (
    Decision,
    answered_words,
    headline,
    of_key_result,
    of_kpi,
    without_numbers,
    without_red_line,
)
from vitalfew.briefing.mine import at_work, own_kpis, own_objectives
from vitalfew.briefing.places import Place, place
from vitalfew.briefing.unmoved import is_unmoved, unmoved
from vitalfew.briefing.watched import Watched, watched
from vitalfew.findings.models import Silence
from vitalfew.kpis.models import Kpi
from vitalfew.method.goals.sentence import Sentence
from vitalfew.okrs.course.standing import pace, say
from vitalfew.okrs.models import Cycle, KeyResult, Objective
from vitalfew.okrs.readiness import is_measurable

NO_RED_LINE = "H302"
MOST_KPIS = 40
MOST_OBJECTIVES = 20
MOST_DECISIONS = 6
BLOCK = (
    "title", "state", "private", "kind", "cycle__name", "cycle__state", "cycle__start", "cycle__end", "owner__name",
    "owner__email", "responds_to__definition__name",
)  # fmt: skip
RESULT = (
    "objective", "metric", "baseline", "target", "unit", "owner__name", "owner__email",
    "supports__definition__name",
    *(f"standing__{field}" for field in (
        "value", "progress", "low", "high", "probability", "measured", "noise", "moved", "moved_noise", "moved_pace",
        "stalled_since", "stalled_rounds", "confidence", "pace_points", "instead_of", "stands_in_until",
        "stands_in_because", "confidence_by__name", "confidence_by__email",
    )),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """A key result with its sentence; `unmoved` says that what it is for did not move, '' where that is not known."""

    key_result: KeyResult
    said: Sentence
    unmoved: str = ""


class Guardrail(NamedTuple):
    """A KPI that must stay healthy while an objective is pursued; `shape` is None before its first value."""

    key: int
    name: str
    shape: str | None


@dataclass(frozen=True, slots=True)
class ChangeBlock:
    """An objective with its key results; `pace` is the progress expected of them by now (0–1)."""

    objective: Objective
    rows: Sequence[ChangeRow]
    guardrails: Sequence[Guardrail]
    pace: float


@dataclass(frozen=True, slots=True)
class Today:
    """What Today shows. The counts are of everything, the sequences of what is shown.

    `kpis` are as they stand: the first `unwell` of them are those on which somebody may have to act.
    `answered` is what somebody has said of what is done, while it lasts: it needs no decision. `lasting` says how many
    there are, `lineless` and `numberless` of how many KPIs and key results nothing can be said, each '' for none.
    """

    headline: str
    cycle: Cycle | None
    decisions: Sequence[Decision]
    more_decisions: int
    answered: Sequence[Decision]
    kpis: Sequence[Watched]
    kpi_count: int
    unwell: int
    change: Sequence[ChangeBlock]
    objective_count: int
    lasting: str = ""
    lineless: str = ""
    numberless: str = ""

    @property
    def conclusion(self) -> str:
        """The headline, what is answered and lasts, and where nothing needs a decision what nobody could judge."""
        calm = [] if self.decisions else [self.lineless, self.numberless]
        return "; ".join(filter(None, [self.headline, self.lasting, *calm]))


def today(*, now: datetime, team: Team | None = None, person: Person | None = None) -> Today:
    """Today of the workspace that was entered, of one of its teams, or of what is one person's own."""
    kpis = _kpis(team, person)
    shown = watched(kpis, most=MOST_KPIS, now=now)
    objectives = _objectives(team, person, now)
    found = list(_with_key_results(objectives)[:MOST_OBJECTIVES])
    blocks = _blocks(found, now)
    places = _places(kpis, now) if len(shown) == MOST_KPIS else Counter(kpi.place for kpi in shown)
    stalled = [row for block in blocks for row in block.rows if row.said.state == "stalled"]
    count = places[Place.UNDECIDED] + len(stalled)
    decisions, answered = _decisions(shown, stalled, now)
    return Today(
        headline=headline(count),
        cycle=blocks[0].objective.cycle if blocks else None,
        decisions=decisions,
        more_decisions=count - len(decisions),
        answered=answered,
        kpis=shown,
        kpi_count=places.total(),
        unwell=sum(number for which, number in places.items() if not Place(which).is_well),
        change=blocks,
        objective_count=getattr(found[0], "of", 0) if found else 0,
        lasting=answered_words(places[Place.ANSWERED]),
        lineless="" if decisions else without_red_line(kpis.filter(lineless()).count()),
        numberless=without_numbers(sum(not is_measurable(row.key_result) for block in blocks for row in block.rows)),
    )


def _places(kpis: QuerySet[Kpi], now: datetime) -> Counter[int]:
    """How many of these KPIs stand at each place: one statement."""
    counted = kpis.annotate(place=place(now=now)).order_by().values_list("place").annotate(Count("pk"))
    return Counter(dict(counted))


def lineless() -> Q:
    """KPIs that have no red line, unless somebody said why that is right."""
    everywhere = Q(kpi=None, team=None, objective=None, key_result=None)
    here = Q(kpi=OuterRef("pk")) | Q(team=OuterRef("team")) | everywhere
    return Q(red_lower=None, red_upper=None) & ~Q(Exists(Silence.objects.filter(here, code=NO_RED_LINE)))


def _kpis(team: Team | None, person: Person | None) -> QuerySet[Kpi]:
    found = Kpi.objects.filter(retired_at=None)
    if person is not None:
        found = found.filter(own_kpis(person))
    return found.filter(team=team) if team else found


def _objectives(team: Team | None, person: Person | None, now: datetime) -> QuerySet[Objective]:
    found = Objective.objects.filter(at_work(now=now))
    if person is not None:
        found = found.filter(own_objectives(person))
    return found.filter(team=team) if team else found


def _with_key_results(objectives: QuerySet[Objective]) -> QuerySet[Objective]:
    key_results = KeyResult.objects.select_related("standing__confidence_by", "owner", "supports__definition").only(
        *RESULT
    )
    key_results = key_results.annotate(still=is_unmoved()).order_by("position", "pk")
    return (
        objectives.select_related("cycle", "owner", "responds_to__definition")
        .only(*BLOCK)
        .annotate(of=Window(Count("pk")))
        .prefetch_related(Prefetch("key_results", key_results))
        .order_by("team__name", "pk")
    )


def _blocks(objectives: Sequence[Objective], now: datetime) -> list[ChangeBlock]:
    guardrails: dict[int, list[Guardrail]] = {}
    named = Objective.objects.filter(pk__in=[o.pk for o in objectives], guardrails__isnull=False).values_list(
        "pk", "guardrails", "guardrails__definition__name", "guardrails__reading__shape"
    )
    for objective, *guardrail in named.order_by("guardrails__definition__name"):
        guardrails.setdefault(objective, []).append(Guardrail(*guardrail))
    return [_block(o, guardrails.get(o.pk, []), now) for o in objectives]


def _block(objective: Objective, guardrails: Sequence[Guardrail], now: datetime) -> ChangeBlock:
    objective.cycle.workspace = current_workspace()
    share = pace(objective, now=now)
    rows = []
    for key_result in objective.key_results.all():
        key_result.objective = objective
        kept = getattr(key_result, "standing", None)
        said = say(key_result, kept, now=now, share=share)
        rows.append(ChangeRow(key_result, said, unmoved(key_result)))
    return ChangeBlock(objective, rows, guardrails, share)


def _decisions(
    kpis: Sequence[Watched], stalled: Sequence[ChangeRow], now: datetime
) -> tuple[list[Decision], list[Decision]]:
    """What needs a decision, and what somebody has answered and lasts: at most one statement."""
    needing = [kpi for kpi in kpis if kpi.undecided][:MOST_DECISIONS]
    lasting = [kpi for kpi in kpis if kpi.answered][:MOST_DECISIONS]
    hands = in_hand(kpis=[kpi.key for kpi in (*needing, *lasting)]) if needing or lasting else {}
    found = [of_kpi(kpi, now=now, breach=hands.get(kpi.key)) for kpi in needing]
    found += [of_key_result(row.key_result, row.key_result.standing, row.said) for row in stalled[:MOST_DECISIONS]]
    answered = [of_kpi(kpi, now=now, breach=hands.get(kpi.key)) for kpi in lasting]
    return sorted(found, key=lambda decision: decision.urgency)[:MOST_DECISIONS], answered
