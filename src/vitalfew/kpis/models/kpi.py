"""A KPI: a definition kept by one team, with its owner, target, red line and action."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models

from vitalfew.accounts.models import Person, Team
from vitalfew.accounts.scoping import Scoped
from vitalfew.kpis.events import values_changed
from vitalfew.kpis.models.definition import Definition, Direction
from vitalfew.kpis.models.series import Series
from vitalfew.method.course import Course
from vitalfew.method.numbers import show
from vitalfew.method.periods import Every, Frequency, words
from vitalfew.method.standard import Standard


def new_series() -> int:
    """A fresh series, for a KPI or a key result that has none to share."""
    made: int = Series.objects.create().pk
    return made


class Kpi(Scoped):
    """What one team watches for ever, until no decision hangs on it."""

    DERIVED_FIELDS: ClassVar[frozenset[str]] = frozenset({"half_collected"})

    definition = models.ForeignKey(Definition, on_delete=models.RESTRICT, related_name="kpis")
    team = models.ForeignKey(Team, on_delete=models.RESTRICT, related_name="kpis")
    series = models.OneToOneField(Series, on_delete=models.RESTRICT, related_name="kpi", editable=False)
    source = models.CharField("data source", max_length=300, blank=True)
    frequency = models.CharField(
        "measured every",
        max_length=10,
        choices=[(f.value, words(f)) for f in Frequency],
        default=Frequency.WEEK,
    )
    grace_days = models.PositiveSmallIntegerField("days until a value is late", default=3)
    settle_days = models.PositiveSmallIntegerField("days a value needs to settle", default=0)
    owner = models.ForeignKey(Person, on_delete=models.RESTRICT, null=True, blank=True, related_name="kpis")
    deputy = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    target = models.FloatField(null=True, blank=True)
    course = models.JSONField(
        "target over time",
        default=list,
        blank=True,
        help_text="[date, target] of each date, straight lines between them; the last is the target",
    )
    target_upper = models.FloatField("target, upper end", null=True, blank=True)
    red_lower = models.FloatField("red line below", null=True, blank=True)
    red_upper = models.FloatField("red line above", null=True, blank=True)
    red_in_a_row = models.PositiveSmallIntegerField("periods in a row", default=1)
    action = models.TextField("action if it is crossed", blank=True)
    review = models.CharField("reviewed", max_length=60, blank=True)
    benchmark = models.CharField(max_length=200, blank=True)
    season = models.PositiveSmallIntegerField(
        "periods in a season",
        null=True,
        blank=True,
        help_text="12 for months with a yearly season; empty for none.",
    )
    trended = models.BooleanField("limits follow a steady trend", default=False)
    retired_at = models.DateTimeField(null=True, editable=False)
    half_collected = models.DateTimeField(
        null=True,
        editable=False,
        help_text="start of the period that its source told of before its end, and not since",
    )
    goes_on_since = models.DateTimeField(
        null=True,
        editable=False,
        help_text="when it was made of a key result, whose values it goes on with",
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta(Scoped.Meta):
        verbose_name = "KPI"
        ordering = ("definition__name",)
        constraints = [models.UniqueConstraint(fields=["definition", "team"], name="definition_once_per_team")]
        indexes = [models.Index(fields=["retired_at", "workspace"], name="kpi_kept")]

    def __str__(self) -> str:
        return self.definition.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """A KPI is never without its series."""
        if self.series_id is None:
            self.series_id = new_series()
        super().save(*args, **kwargs)

    @property
    def moving(self) -> Course | None:
        """The course of a target that moves."""
        return Course.kept(self.course) if self.course else None

    @property
    def every(self) -> Every:
        """What cuts its values into periods: the calendar, or its team's sprints."""
        in_sprints = self.frequency == Frequency.SPRINT and self.team_id is not None
        return self.team.sprint if in_sprints else Frequency(self.frequency)

    def targets(self, starts: Sequence[datetime]) -> list[float] | None:
        """The target on the last day of each of these periods, where it moves; else None."""
        course, zone, frequency = self.moving, self.workspace.zone_info, self.every
        return None if course is None else [course.in_period(start, frequency, zone) for start in starts]

    def clean(self) -> None:
        """The red line lies on the bad side of what is good, and of the target, all along where that moves."""
        if self.course and self.definition.direction == Direction.WITHIN:
            raise ValidationError(
                {"course": "A target that moves has one end. Choose whether higher or lower is better."}
            )
        for aim in [value for _, value in self.course] or [self.target]:
            line = Standard(self.definition.direction, aim, self.target_upper, self.red_lower, self.red_upper)
            if wrong := line.misplaced(self.definition.unit):
                raise ValidationError({"red_upper" if self.red_lower is None else "red_lower": wrong})

    def shown(self, value: float | None) -> str:
        """A value of this KPI for a reader, with its unit."""
        return show(value, self.definition.unit)

    def refresh(self) -> None:
        """Judge it anew, and whatever else hangs on its series."""
        values_changed.send(type(self), series_ids={self.series_id})

    @property
    def name(self) -> str:
        """The name of its definition."""
        return self.definition.name


class Phase(Scoped):
    """A stretch of a KPI's life with limits of its own, begun by a person at a dated change, with a reason."""

    kpi = models.ForeignKey(Kpi, on_delete=models.CASCADE, related_name="phases")
    starts_at = models.DateTimeField()
    locked_until = models.DateTimeField(
        null=True, blank=True, help_text="The last time of the baseline; empty while the limits still learn."
    )
    reason = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta(Scoped.Meta):
        ordering = ("starts_at",)
        constraints = [models.UniqueConstraint(fields=["kpi", "starts_at"], name="one_phase_at_a_time")]

    def __str__(self) -> str:
        return self.reason or f"from {self.starts_at:%Y-%m-%d}"

    def refresh(self) -> None:
        """Judge its KPI anew."""
        self.kpi.refresh()

    def take_back(self) -> None:
        """Let the phase before it go on."""
        self.delete()
        self.kpi.refresh()
