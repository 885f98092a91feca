"""How breaches are said."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from vitalfew.accounts.names import isolated
from vitalfew.alerts.models import Breach
from vitalfew.method.alerting import Kind
from vitalfew.method.spans import span
from vitalfew.web.kpis.words import period, reader

SHAPES = {Kind.RED_LINE: "worse", Kind.WORSE: "worse", Kind.CHECK_POINT: "watch", Kind.LATE: "none",
          Kind.SOURCE_FAILING: "none"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """A breach as lists say it: its state in shape and words, who has it in hand, whether an answer is
    overdue, and the value with its period."""

    breach: Breach
    shape: str
    state: str
    hand: str
    overdue: str
    value: str

    @property
    def name(self) -> str:
        """The KPI with what was wrong."""
        return f"{self.breach.kpi}: {self.breach.get_kind_display().lower()}"


def line(breach: Breach, *, now: datetime) -> Line:
    """What is said of a breach at `now`."""
    late = span(now - breach.deadline) if breach.is_overdue(now=now) else ""
    state = breach.state
    return Line(
        breach=breach,
        shape="steady" if state is Breach.State.CLOSED else _shape(breach),
        state=_state(breach, now),
        hand=in_hand(breach),
        overdue=f"no answer, {late} overdue" if late else "",
        value=_value(breach),
    )


def in_hand(breach: Breach) -> str:
    """Who has it in hand: 'Ana acknowledged it on Tuesday 3 March', or 'nobody has it in hand yet'."""
    if breach.answer:
        return f"{_who(breach.answered_by)} answered {_on(breach.answered_at)}"
    if breach.assigned_to is not None:
        return f"given to {isolated(breach.assigned_to)}"
    if breach.acknowledged_at is not None:
        return f"{_who(breach.acknowledged_by)} acknowledged it {_on(breach.acknowledged_at)}"
    return "nobody has it in hand yet" if breach.closed_at is None else "nobody acknowledged it"


def _shape(breach: Breach) -> str:
    return "watch" if breach.recovering_since else SHAPES[Kind(breach.kind)]


def _state(breach: Breach, now: datetime) -> str:
    if breach.closed_at is not None:
        by = f" by {_who(breach.closed_by)}" if breach.closed_how == Breach.How.PERSON else ""
        how = "Closed" if by else f"Closed, {breach.get_closed_how_display()}"
        return f"{how}{by} {_on(breach.closed_at)}"
    return f"{breach.state.label} · {span(now - breach.opened_at)}"


def _value(breach: Breach) -> str:
    """'217 ms for week of 9 Nov 2026'; '' where nothing was measured."""
    kpi = breach.kpi
    if breach.value is None or breach.value_time is None:
        return ""
    reading = getattr(kpi, "reading", None)
    shown = reader(kpi, decimals=reading.picture.get("decimals") if reading else None)
    return f"{shown(breach.value)} for {period(kpi, breach.value_time)}"


def _who(person: object) -> str:
    return isolated(person) if person else "somebody who has gone"


def _on(moment: datetime | None) -> str:
    if moment is None:
        return ""
    local = timezone.localtime(moment)
    return f"on {local:%A} {local.day} {local:%B}"
