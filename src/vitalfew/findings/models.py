"""What the data said about records, and what was silenced where it stands, with the reason."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from vitalfew.accounts.models import Person, Team
from vitalfew.accounts.scoping import Scoped
from vitalfew.kpis.models import Kpi
from vitalfew.okrs.models import KeyResult, Objective

SUBJECTS = ("team", "kpi", "objective", "key_result")


class Silence(Scoped):
    """One rule that is not to speak about one record, because somebody said why; without a record, about all."""

    code = models.CharField(max_length=8)
    reason = models.CharField(max_length=300)
    team = models.ForeignKey(Team, on_delete=models.CASCADE, null=True, blank=True, related_name="silences")
    kpi = models.ForeignKey(Kpi, on_delete=models.CASCADE, null=True, blank=True, related_name="silences")
    objective = models.ForeignKey(Objective, on_delete=models.CASCADE, null=True, blank=True, related_name="silences")
    key_result = models.ForeignKey(KeyResult, on_delete=models.CASCADE, null=True, blank=True, related_name="silences")
    by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    HIDDEN_WITH: ClassVar[tuple[str, ...]] = (
        "objective",
        "key_result",
    )

    class Meta(Scoped.Meta):
        ordering = ("code", "pk")
        constraints = [
            *(
                models.UniqueConstraint(
                    fields=["workspace", "code", name],
                    condition=Q(**{f"{name}__isnull": False}),
                    name=f"silenced_once_{name}",
                )
                for name in SUBJECTS
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="silenced_with_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.code}: {self.reason}"


class Found(Scoped):
    """Something that the data said about a record: kept from the first day on which it was so to the last.

    `place` is where its evidence stands: chart, values, actions, red line, check-ins …
    """

    DERIVED = True

    code = models.CharField(max_length=8)
    severity = models.CharField(max_length=8)
    message = models.CharField(max_length=400)
    suggestion = models.CharField(max_length=300, blank=True)
    place = models.CharField(max_length=20, blank=True)
    team = models.ForeignKey(Team, on_delete=models.CASCADE, null=True, blank=True, related_name="found")
    kpi = models.ForeignKey(Kpi, on_delete=models.CASCADE, null=True, blank=True, related_name="found")
    objective = models.ForeignKey(Objective, on_delete=models.CASCADE, null=True, blank=True, related_name="found")
    key_result = models.ForeignKey(KeyResult, on_delete=models.CASCADE, null=True, blank=True, related_name="found")
    first_seen = models.DateTimeField()
    last_seen = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    HIDDEN_WITH: ClassVar[tuple[str, ...]] = (
        "objective",
        "key_result",
    )

    class Meta(Scoped.Meta):
        ordering = ("code", "pk")
        indexes = [models.Index(fields=["workspace", "ended_at"], name="found_that_is_so")]
        constraints = [
            models.UniqueConstraint(
                fields=["workspace", "code", name],
                condition=Q(ended_at=None) & Q(**{f"{name}__isnull": False}),
                name=f"found_once_{name}",
            )
            for name in SUBJECTS
        ]

    def __str__(self) -> str:
        return f"{self.code}: {self.message}"
