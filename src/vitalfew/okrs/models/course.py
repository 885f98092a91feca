"""What happens to a key result on its way: dated steps, targets that were changed, and a value that stands in."""

from datetime import datetime
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from vitalfew.accounts.models import Person
from vitalfew.accounts.scoping import Scoped
from vitalfew.okrs.models.objective import KeyResult


class Step(Scoped):
    """What the value is expected to be by a day, where the way is no straight line."""

    key_result = models.ForeignKey(KeyResult, on_delete=models.CASCADE, related_name="steps")
    by = models.DateField("by when")
    value = models.FloatField()

    HIDDEN_WITH: ClassVar[tuple[str, ...]] = ("key_result",)

    class Meta(Scoped.Meta):
        ordering = ("by",)
        constraints = [models.UniqueConstraint(fields=["key_result", "by"], name="step_once_a_day")]

    def __str__(self) -> str:
        return f"{self.value:g} by {self.by:%d %b %Y}"

    def refresh(self) -> None:
        """Let its key result stand anew."""
        self.key_result.refresh()

    def take_back(self) -> None:
        """Expect it no more."""
        self.delete()
        self.key_result.refresh()


class TargetChange(Scoped):
    """A baseline or a target that was moved during the cycle, with the reason; it stays on the chart."""

    key_result = models.ForeignKey(KeyResult, on_delete=models.CASCADE, related_name="target_changes")
    at = models.DateTimeField()
    by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    baseline_before = models.FloatField(null=True, blank=True)
    target_before = models.FloatField(null=True, blank=True)
    baseline = models.FloatField(null=True, blank=True)
    target = models.FloatField(null=True, blank=True)
    reason = models.TextField()

    HIDDEN_WITH: ClassVar[tuple[str, ...]] = ("key_result",)

    class Meta(Scoped.Meta):
        ordering = ("at", "pk")

    def __str__(self) -> str:
        return f"{self.key_result}: {self.reason}"

    def clean(self) -> None:
        """A change has a reason."""
        if not self.reason.strip():
            raise ValidationError({"reason": "Say why it is changed; it stays on the chart."})


class Override(Scoped):
    """A value that stands in for the measured one until a day, with the reason: the source is known to be wrong."""

    key_result = models.ForeignKey(KeyResult, on_delete=models.CASCADE, related_name="overrides")
    value = models.FloatField()
    reason = models.TextField()
    until = models.DateField()
    by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, editable=False)

    HIDDEN_WITH: ClassVar[tuple[str, ...]] = ("key_result",)

    class Meta(Scoped.Meta):
        ordering = ("-at", "-pk")
        constraints = [
            models.UniqueConstraint(fields=["key_result"], condition=Q(ended_at=None), name="one_override_at_a_time")
        ]

    def __str__(self) -> str:
        return f"{self.key_result}: {self.value:g} until {self.until:%d %b %Y}"

    def clean(self) -> None:
        """It stands in for a reason."""
        if not self.reason.strip():
            raise ValidationError({"reason": "Say why it stands in for the measured value; it is shown beside it."})

    def end(self, *, now: datetime) -> None:
        """From now on the measured value counts again."""
        self.ended_at = now
        self.save(update_fields=["ended_at"])
        self.key_result.refresh()

    def refresh(self) -> None:
        """Let its key result stand anew."""
        self.key_result.refresh()

    def take_back(self) -> None:
        """Let the measured value count."""
        self.delete()
        self.key_result.refresh()
