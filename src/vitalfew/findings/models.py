"""What was silenced where it stands, with the reason."""

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
