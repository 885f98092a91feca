"""An objective in response to a KPI: where it begins, what must not pay for it, and the breach that it answers."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from statistics import median

from vitalfew.accounts.models import Person
from vitalfew.accounts.names import isolated
from vitalfew.alerts.models import Breach
from vitalfew.kpis.judging import judged
from vitalfew.kpis.models import Kpi
from vitalfew.kpis.precision import decimals_of
from vitalfew.method.numbers import in_words
from vitalfew.method.periods import noun
from vitalfew.method.status import Status
from vitalfew.method.wording.measures import keeps
from vitalfew.okrs.models import Objective

RECENT = 6
FEWEST = 3
CHANGED = (Status.RED_LINE, Status.WORSE, Status.BETTER)
MOST_PROPOSED = 2
QUICK = frozenset({"timeline", "cost", "value"})
CAREFUL = frozenset({"quality", "team", "stability", "compliance"})


@dataclass(frozen=True, slots=True)
class Stands:
    """Where a KPI stands, for a key result to begin from; `words` say how that was found, '' where it has no value."""

    value: float | None
    words: str


def where_it_stands(kpi: Kpi, *, now: datetime) -> Stands:
    """The middle of its last finished values: of those since it has been as it is, at least three of them and at most
    six; of fewer than three the last one.
    """
    found = judged(kpi, now=now)
    begun = found.phase.start if found.phase else 0
    since = found.status.since if found.status.status in CHANGED else None
    steps = zip(found.starts[begun : found.finished], found.values[begun : found.finished], strict=True)
    known = [value for at, value in steps if value is not None and (since is None or at >= since)][-RECENT:]
    if len(known) >= FEWEST:
        decimals = decimals_of([*found.values])
        middle = median(known)
        words = f"the middle of its last {in_words(len(known))} {noun(kpi.every, len(known))}"
        return Stands(middle if decimals is None else round(middle, decimals), words)
    last = next((value for value in reversed(found.values) if value is not None), None)
    return Stands(last, "" if last is None else "its last value")


def guardrails_for(kpi: Kpi, *, among: Iterable[Kpi]) -> list[Kpi]:
    """Which KPIs to propose as guardrails while somebody pushes this one: at most two of its team that have a red line,
    those first that would show the price of it (quality for speed, pace and cost for quality).
    """
    beside = [
        each
        for each in among
        if each.pk != kpi.pk
        and each.team_id == kpi.team_id
        and (each.red_lower, each.red_upper) != (None, None)
        and each.retired_at is None
    ]
    return sorted(beside, key=lambda each: (not shows_the_price(each, of=kpi), each.name, each.pk))[:MOST_PROPOSED]


def shows_the_price(other: Kpi, *, of: Kpi) -> bool:
    """Whether a KPI would show what another one is had at the price of."""
    family, pushed = other.definition.family, of.definition.family
    careful = family in CAREFUL or keeps(other.name)
    return family in QUICK if pushed in CAREFUL or keeps(of.name) else careful


def answer(*, breach: Breach, objective: Objective, by: Person, now: datetime) -> bool:
    """Record an objective as what is done about a breach of the KPI that it responds to; gives whether it was.

    Not where somebody answered already, and never a private objective: a breach is read by all. Runs inside the change
    that its caller keeps.
    """
    if breach.answer or objective.private or objective.responds_to_id != breach.kpi_id:
        return False
    breach.respond(what=f"An objective responds to it: {isolated(objective)}", by=by, now=now)
    return True
