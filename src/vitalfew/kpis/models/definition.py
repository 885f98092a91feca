"""What is measured, written once for the workspace."""

from django.core.exceptions import ValidationError
from django.db import models

from vitalfew.accounts.scoping import Scoped
from vitalfew.kpis.events import values_changed


class Direction(models.TextChoices):
    """Which way is good."""

    HIGHER = "higher", "Higher is better"
    LOWER = "lower", "Lower is better"
    WITHIN = "within", "Within a range"


class Kind(models.TextChoices):
    """What sort of number it is."""

    LEVEL = "level", "Level (a time, a price, a score)"
    RATIO = "ratio", "Ratio or share, with its number of cases"
    COUNT = "count", "Count of events"
    CUMULATIVE = "cumulative", "Running total"
    ROLLING = "rolling", "Rolling mean"
    YES_NO = "yes_no", "Yes/no standard (the share per period)"
    DATE = "date", "Date of a milestone (days late)"


class Combine(models.TextChoices):
    """How several values within one period become one."""

    LAST = "last", "The last one"
    SUM = "sum", "Their sum"
    MEAN = "mean", "Their mean"
    RATIO = "ratio", "Ratio of sums (weighted by cases)"


class Family(models.TextChoices):
    """The families of KPI."""

    TIMELINE = "timeline", "Timeline"
    QUALITY = "quality", "Quality"
    COST = "cost", "Cost"
    TEAM = "team", "Team"
    VALUE = "value", "Value"
    STABILITY = "stability", "System stability"
    COMPLIANCE = "compliance", "Compliance"


class Definition(Scoped):
    """A KPI definition: several teams may keep the same one, each with its own series, owner and red line."""

    name = models.CharField(max_length=120)
    description = models.TextField("what exactly", blank=True)
    formula = models.TextField(blank=True)
    unit = models.CharField(max_length=30, blank=True)
    direction = models.CharField(max_length=10, choices=Direction.choices, default=Direction.HIGHER)
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.LEVEL)
    combine = models.CharField(max_length=10, choices=Combine.choices, default=Combine.LAST)
    lower_bound = models.FloatField("lowest possible value", null=True, blank=True)
    upper_bound = models.FloatField("highest possible value", null=True, blank=True)
    family = models.CharField(max_length=12, choices=Family.choices, blank=True)
    why = models.TextField("which decision it helps", blank=True)

    class Meta(Scoped.Meta):
        ordering = ("name",)
        constraints = [models.UniqueConstraint(fields=["workspace", "name"], name="definition_name_once")]

    def __str__(self) -> str:
        return self.name

    def refresh(self) -> None:
        """Judge every KPI that keeps it anew."""
        values_changed.send(type(self), series_ids=set(self.kpis.values_list("series", flat=True)))

    def clean(self) -> None:
        """The bounds must leave room between them."""
        if None not in (self.lower_bound, self.upper_bound) and self.lower_bound >= self.upper_bound:  # type: ignore[operator]
            raise ValidationError({"upper_bound": "The highest possible value must lie above the lowest."})
