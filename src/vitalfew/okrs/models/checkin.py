"""What an owner said of a key result, and where it stands."""

from typing import ClassVar

from django.core.validators import MaxValueValidator
from django.db import models

from vitalfew.accounts.models import Person
from vitalfew.accounts.scoping import Scoped
from vitalfew.alerts.models import Action
from vitalfew.kpis.models import Observation
from vitalfew.okrs.models.objective import KeyResult


class CheckIn(Scoped):
    """A value, how likely success is (0–10), and what changed. The value itself lies in the series."""

    key_result = models.ForeignKey(KeyResult, on_delete=models.CASCADE, related_name="checkins")
    at = models.DateTimeField()
    by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    observation = models.ForeignKey(Observation, on_delete=models.SET_NULL, null=True, related_name="+")
    confidence = models.PositiveSmallIntegerField(null=True, blank=True, validators=[MaxValueValidator(10)])
    note = models.TextField("what changed and why", blank=True)
    action = models.OneToOneField(Action, on_delete=models.SET_NULL, null=True, blank=True, related_name="checkin")

    seconds = models.PositiveSmallIntegerField(null=True, blank=True, help_text="that it took; told for a team only")

    DERIVED_FIELDS = frozenset({"seconds"})

    HIDDEN_WITH: ClassVar[tuple[str, ...]] = ("key_result",)

    class Meta(Scoped.Meta):
        ordering = ("-at", "-pk")
        indexes = [
            models.Index(fields=["key_result", "-at"], name="checkin_by_time"),
            models.Index(fields=["workspace"], condition=~models.Q(note=""), name="checkin_with_note"),
        ]

    def __str__(self) -> str:
        return f"{self.key_result}, {self.at:%Y-%m-%d}"

    def take_back(self) -> None:
        """Forget it, and let its key result stand without it."""
        self.delete()
        self.key_result.refresh()


class Standing(Scoped):
    """Where a key result stands after its last value, check-in or edit: what lists show without reading the series.

    What the calendar adds (expected pace) is computed when it is shown.
    """

    DERIVED = True

    key_result = models.OneToOneField(KeyResult, on_delete=models.CASCADE, related_name="standing")
    judged_at = models.DateTimeField()
    value = models.FloatField(null=True)
    value_time = models.DateTimeField(null=True)
    progress = models.FloatField(null=True, help_text="unclamped; 1 is the target")
    low = models.FloatField(null=True, help_text="80 % interval of the progress at the cycle's end")
    high = models.FloatField(null=True)
    probability = models.FloatField(null=True)
    measured = models.PositiveIntegerField(default=0, help_text="measurements within the cycle")
    noise = models.FloatField(default=0, help_text="its own, as progress")
    moved = models.FloatField(null=True, help_text="movement over the last rounds, as progress")
    moved_noise = models.FloatField(null=True)
    moved_pace = models.FloatField(default=0, help_text="the progress expected of those rounds")
    stalled_since = models.DateTimeField(null=True)
    stalled_rounds = models.PositiveIntegerField(null=True)
    confidence = models.PositiveSmallIntegerField(null=True)
    confidence_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    pace_points = models.JSONField(
        default=list, help_text="the progress that its dated steps expect: [share of the cycle, progress]"
    )
    instead_of = models.FloatField(null=True, help_text="the measured value for which `value` stands in")
    stands_in_until = models.DateField(null=True)
    stands_in_because = models.CharField(max_length=200, blank=True)

    HIDDEN_WITH: ClassVar[tuple[str, ...]] = ("key_result",)

    def __str__(self) -> str:
        return "not measured" if self.progress is None else f"{self.progress:.2f}"
