"""A KPI with its reading in one flat row: what Today writes of it, read by one statement without building records."""

from datetime import date, datetime
from typing import Any, NamedTuple

from django.db.models import Case, QuerySet, When

from vitalfew.accounts.models import Person
from vitalfew.accounts.names import isolated
from vitalfew.accounts.scoping import current_workspace
from vitalfew.briefing.places import Place, place
from vitalfew.kpis.aims import aim
from vitalfew.kpis.models import Kpi
from vitalfew.kpis.models.judged import in_want, late_for
from vitalfew.kpis.precision import shown
from vitalfew.kpis.queries import kept_by_others
from vitalfew.method.frequency import Every, every
from vitalfew.method.numbers import show
from vitalfew.method.spans import span
from vitalfew.method.status import Shape, Status

URGENCY = {Status.RED_LINE: 0, Status.WORSE: 1}
LATER = 2


class Watched(NamedTuple):
    """A KPI's sheet and reading, as far as Today writes them; the reading's fields are None where it has none.

    `place` is where it stands among others, `is_shared` says that other teams keep its definition too.
    """

    key: int
    name: str
    unit: str
    team: str
    owner_name: str | None
    owner_email: str | None
    frequency: str
    sprint_weeks: int
    sprint_from: date | None
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
    value: float | None
    value_time: datetime | None
    judged_value: float | None
    judged_time: datetime | None
    point_value: float | None
    point_time: datetime | None
    waits: str | None
    due_at: datetime | None
    failing_since: datetime | None
    failing_why: str | None
    picture: dict[str, Any] | None
    place: int
    is_shared: bool

    @property
    def undecided(self) -> bool:
        """Whether it needs a decision, and nobody has said yet what is done."""
        return self.place == Place.UNDECIDED

    @property
    def answered(self) -> bool:
        """Whether what it is calls for a decision, and somebody has said what is done."""
        return self.place == Place.ANSWERED

    @property
    def called(self) -> str:
        """Its name, with its team where several teams keep it: 'Orders per day (Support)'."""
        return f"{self.name} ({isolated(self.team)})" if self.is_shared else self.name

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

    @property
    def every(self) -> Every:
        """What cuts its values into periods: the calendar, or its team's sprints."""
        return every(self.frequency, self.sprint_weeks, self.sprint_from)

    def aim(self, now: datetime) -> float | None:
        """The target that the value which is shown is held to, or a value of now where there is none yet."""
        return aim(self, time=self.judged_time or self.value_time or now, zone=current_workspace().zone_info)

    def shown(self, value: float | None) -> str:
        """A line of this KPI for a reader, with its unit."""
        return show(value, self.unit)

    @property
    def value_shown(self) -> str:
        """The value that the status is about, or before any was judged what has come of the first period."""
        return self.number(self.value) if self.judged_value is None else self.judged_shown

    @property
    def judged_shown(self) -> str:
        """The value of the last period that was judged, which the status is about."""
        return self.number(self.judged_value)

    @property
    def is_about_point(self) -> bool:
        """Whether a point to check speaks, which may be older than the value that was judged last."""
        return self.state == "check_point" and self.status is not Status.RED_LINE and self.point_time is not None

    @property
    def subject_value(self) -> float | None:
        """The value that a line of this KPI is about: the point to check, or what was judged last."""
        return self.point_value if self.is_about_point else self.judged_value

    @property
    def subject_time(self) -> datetime | None:
        """The period of that value."""
        return self.point_time if self.is_about_point else self.judged_time

    @property
    def is_in_progress(self) -> bool:
        """Whether its latest value is of a period that is not over, or has not settled, and so was not judged."""
        return self.value_time != self.judged_time

    @property
    def so_far(self) -> str:
        """'16 so far': what has come of a period after the one that was judged; '' where none is in progress."""
        return f"{self.number(self.value)} so far" if self.is_in_progress and self.judged_value is not None else ""

    def number(self, value: float | None) -> str:
        """A value for a reader, with its unit and the decimals that this KPI has everywhere."""
        lines, decimals = (self.red_lower, self.red_upper, self.target), (self.picture or {}).get("decimals")
        return shown(value, self.unit, lines=lines, decimals=decimals)

    def late_for(self, now: datetime) -> str:
        """How long there has been no data, in words ('9 days'), or '' while none is overdue."""
        return late_for(self.value_time, due_at=self.due_at, now=now)

    def in_want(self, now: datetime) -> str:
        """'No data for 9 days', 'Source failing for 3 hours', or '' where neither is so."""
        failing = "" if self.failing_since is None else span(now - self.failing_since)
        return in_want(late=self.late_for(now), failing=failing)


SHEET = (
    "pk", "definition__name", "definition__unit", "team__name", "owner__name", "owner__email", "frequency",
    "team__sprint_weeks", "team__sprint_from", "target", "course", "red_lower", "red_upper", "action",
)  # fmt: skip
READING = (
    "status", "shape", "since", "word", "words", "state", "up", "verdict_words", "red_run", "value", "value_time",
    "judged_value", "judged_time", "point_value", "point_time", "waits", "due_at", "failing_since",
    "failing_why", "picture",
)  # fmt: skip


def watched(kpis: QuerySet[Kpi], *, most: int, now: datetime) -> list[Watched]:
    """The first of these KPIs, as they stand."""
    asked = as_they_stand(kpis, now=now).annotate(is_shared=kept_by_others())
    fields = (*SHEET, *(f"reading__{field}" for field in READING), "place", "is_shared")
    return [Watched(*row) for row in asked.values_list(*fields)[:most]]


def as_they_stand(kpis: QuerySet[Kpi], *, now: datetime) -> QuerySet[Kpi]:
    """By their `place`, the most urgent of each on top, then by team and name."""
    urgent = Case(*(When(reading__status=status, then=rank) for status, rank in URGENCY.items()), default=LATER)
    return kpis.annotate(place=place(now=now)).order_by("place", urgent, "team__name", "definition__name", "pk")
