"""How breaches are said."""

from dataclasses import dataclass
from datetime import datetime

from vitalfew.alerts.hands import called, in_hand, on
from vitalfew.alerts.models import Breach
from vitalfew.method.alerting import Kind
from vitalfew.method.spans import span
from vitalfew.web.kpis.words import reader, the_period

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


def _shape(breach: Breach) -> str:
    return "watch" if breach.recovering_since else SHAPES[Kind(breach.kind)]


def _state(breach: Breach, now: datetime) -> str:
    if breach.closed_at is not None:
        by = f" by {called(breach.closed_by)}" if breach.closed_how == Breach.How.PERSON else ""
        how = "Closed" if by else f"Closed, {breach.get_closed_how_display()}"
        return f"{how}{by} {on(breach.closed_at)}"
    return f"{breach.state.label} · {span(now - breach.opened_at)}"


def _value(breach: Breach) -> str:
    """'217 ms for the week of 9 Nov 2026'; '' where nothing was measured."""
    kpi = breach.kpi
    if breach.value is None or breach.value_time is None:
        return ""
    reading = getattr(kpi, "reading", None)
    shown = reader(kpi, decimals=reading.picture.get("decimals") if reading else None)
    return f"{shown(breach.value)} for {the_period(kpi, breach.value_time)}"
