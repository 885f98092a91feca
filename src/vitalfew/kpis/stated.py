"""KPIs as flat rows with what is so at a moment: what programs read, by one statement without building records."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet

from vitalfew.accounts.models import Person
from vitalfew.accounts.scoping import current_workspace
from vitalfew.kpis.aims import aim
from vitalfew.kpis.models import Kpi
from vitalfew.kpis.models.judged import before_that, in_want, late_for
from vitalfew.method.frequency import Every, every
from vitalfew.method.spans import span
from vitalfew.method.status import Status


class Stated(NamedTuple):
    """A KPI's sheet and its reading; the reading's fields are None where nothing was judged yet."""

    key: int
    name: str
    unit: str
    direction: str
    family: str
    team_key: int
    team: str
    owner_key: int | None
    owner_name: str | None
    owner_email: str | None
    frequency: str
    sprint_weeks: int
    sprint_from: date | None
    target: float | None
    course: list[list[Any]]
    target_upper: float | None
    red_lower: float | None
    red_upper: float | None
    retired_at: datetime | None
    value: float | None
    value_time: datetime | None
    judged_value: float | None
    judged_time: datetime | None
    kept_status: str | None
    kept_words: str | None
    kept_since: datetime | None
    due_at: datetime | None
    failing_since: datetime | None
    verdict: str | None
    verdict_words: str | None

    @property
    def owner(self) -> str | None:
        """How its owner is called; None where it has none."""
        return Person.called(self.owner_name or "", self.owner_email) if self.owner_email else None

    @property
    def every(self) -> Every:
        """What cuts its values into periods: the calendar, or its team's sprints."""
        return every(self.frequency, self.sprint_weeks, self.sprint_from)

    @property
    def is_in_progress(self) -> bool:
        """Whether its latest value is of a period that is not over, or has not settled, and so was not judged."""
        return self.value_time != self.judged_time

    def aim(self, now: datetime) -> float | None:
        """The target that the value which was judged is held to, or the first to come where none was."""
        return aim(self, time=self.judged_time or self.value_time or now, zone=current_workspace().zone_info)

    def is_late(self, now: datetime) -> bool:
        """Whether a value is overdue."""
        return self.due_at is not None and now > self.due_at

    def status(self, now: datetime) -> Status:
        """What holds now: that data are missing comes before what was judged of the last ones."""
        if self.is_late(now):
            return Status.LATE
        return Status.SOURCE_FAILING if self.failing_since else Status(self.kept_status or Status.NO_DATA)

    def since(self, now: datetime) -> datetime | None:
        """Since when that is so, where it is known."""
        return self.due_at if self.is_late(now) else self.failing_since or self.kept_since

    def words(self, now: datetime) -> str:
        """The same for a reader: 'No data for 9 days; before that: steady'."""
        failing = span(now - self.failing_since) if self.failing_since else ""
        want = in_want(late=late_for(self.value_time, due_at=self.due_at, now=now), failing=failing)
        known = self.kept_words or "No data yet"
        if not want:
            return known
        return want if self.value is None else f"{want}; {before_that(known)}"


SHEET = (
    "pk", "definition__name", "definition__unit", "definition__direction", "definition__family", "team", "team__name",
    "owner", "owner__name", "owner__email", "frequency", "team__sprint_weeks", "team__sprint_from",
    "target", "course", "target_upper", "red_lower", "red_upper", "retired_at",
)  # fmt: skip
READING = (
    "value", "value_time", "judged_value", "judged_time", "status", "words", "since", "due_at", "failing_since",
    "state", "verdict_words",
)  # fmt: skip


def stated(kpis: QuerySet[Kpi]) -> Iterator[Stated]:
    """These KPIs in their order: one statement."""
    for row in kpis.values_list(*SHEET, *(f"reading__{field}" for field in READING)):
        yield Stated(*row)


def has_status(status: Status, *, now: datetime) -> Q:
    """The KPIs for which `Stated.status` gives this at `now`."""
    late = Q(reading__due_at__lt=now)
    failing = Q(reading__failing_since__isnull=False)
    if status is Status.LATE:
        return late
    if status is Status.SOURCE_FAILING:
        return failing & ~late
    kept = Q(reading__status=status)
    return (kept | Q(reading=None) if status is Status.NO_DATA else kept) & ~late & ~failing
