"""A KPI with its reading in one flat row: what Today writes of it, read by one statement without building records."""

from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import BooleanField, Case, QuerySet, When

from vitalfew.accounts.models import Person
from vitalfew.accounts.scoping import current_workspace
from vitalfew.alerts.queries import undecided
from vitalfew.kpis.aims import aim
from vitalfew.kpis.models import Kpi
from vitalfew.kpis.models.judged import in_want, late_for
from vitalfew.kpis.precision import shown
from vitalfew.method.numbers import show
from vitalfew.method.spans import span
from vitalfew.method.status import Shape, Status

URGENCY = {Status.RED_LINE: 0, Status.SOURCE_FAILING: 1, Status.WORSE: 2}
LATER = 3


class Watched(NamedTuple):
    """A KPI's sheet and reading, as far as Today writes them; the reading's fields are None where it has none.

    `calls` says that what it is calls for a decision, `undecided` that nobody has said yet what is done about it.
    """

    key: int
    name: str
    unit: str
    team: str
    owner_name: str | None
    owner_email: str | None
    frequency: str
    target: float | None
    course: list[list[Any]]
    red_lower: float | None
    red_upper: float | None
    action: str
    status_code: str | None
    shape_code: str | None
    since: datetime | None
    word: str | None
    words: str | None
    state: str | None
    up: bool | None
    verdict_words: str | None
    red_run: int | None
    calls: bool | None
    value: float | None
    value_time: datetime | None
    judged_value: float | None
    judged_time: datetime | None
    due_at: datetime | None
    failing_since: datetime | None
    failing_why: str | None
    picture: dict[str, Any] | None
    undecided: bool

    @property
    def status(self) -> Status:
        """The status that was kept; lateness is not among them."""
        return Status(self.status_code or Status.NO_DATA)

    @property
    def shape(self) -> Shape:
        """The mark beside the status."""
        return Shape(self.shape_code or Shape.NONE)

    @property
    def owner(self) -> str:
        """Who answers for it; '' when nobody does."""
        return Person.called(self.owner_name or "", self.owner_email) if self.owner_email else ""

    def aim(self, now: datetime) -> float | None:
        """The target that its latest value is held to, or a value of now where there is none yet."""
        return aim(self, time=self.value_time or now, zone=current_workspace().zone_info)

    def shown(self, value: float | None) -> str:
        """A line of this KPI for a reader, with its unit."""
        return show(value, self.unit)

    @property
    def value_shown(self) -> str:
        """The last value for a reader, with its unit and the decimals that this KPI has everywhere."""
        lines, decimals = (self.red_lower, self.red_upper, self.target), (self.picture or {}).get("decimals")
        return shown(self.value, self.unit, lines=lines, decimals=decimals)

    def late_for(self, now: datetime) -> str:
        """How long there has been no data, in words ('9 days'), or '' while none is overdue."""
        return late_for(self.value_time, due_at=self.due_at, now=now)

    def in_want(self, now: datetime) -> str:
        """'No data for 9 days', 'Source failing for 3 hours', or '' where neither is so."""
        failing = "" if self.failing_since is None else span(now - self.failing_since)
        return in_want(late=self.late_for(now), failing=failing)


SHEET = (
    "pk", "definition__name", "definition__unit", "team__name", "owner__name", "owner__email", "frequency", "target",
    "course", "red_lower", "red_upper", "action",
)  # fmt: skip
READING = (
    "status", "shape", "since", "word", "words", "state", "up", "verdict_words", "red_run", "needs_decision", "value",
    "value_time", "judged_value", "judged_time", "due_at", "failing_since", "failing_why", "picture",
)  # fmt: skip


def watched(kpis: QuerySet[Kpi], *, most: int) -> list[Watched]:
    """The first of these KPIs: what needs a decision, the most urgent on top, what is answered, by team and name."""
    urgent = Case(*(When(reading__status=status, then=rank) for status, rank in URGENCY.items()), default=LATER)
    asked = kpis.annotate(undecided=Case(When(undecided(), then=True), default=False, output_field=BooleanField()))
    ordered = asked.order_by("-undecided", "-reading__needs_decision", urgent, "team__name", "definition__name")
    fields = (*SHEET, *(f"reading__{field}" for field in READING), "undecided")
    return [Watched(*row) for row in ordered.values_list(*fields)[:most]]
