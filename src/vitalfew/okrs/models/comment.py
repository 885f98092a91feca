"""What people say below a record."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from vitalfew.accounts.models import Person
from vitalfew.accounts.scoping import Scoped
from vitalfew.alerts.models import Breach
from vitalfew.kpis.models import Kpi
from vitalfew.okrs.models.objective import KeyResult, Objective

ABOUT = ("objective", "key_result", "kpi", "breach")


class Comment(Scoped):
    """A few sentences (Markdown) about exactly one record; `mentions` are told."""

    objective = models.ForeignKey(Objective, on_delete=models.CASCADE, null=True, blank=True, related_name="comments")
    key_result = models.ForeignKey(KeyResult, on_delete=models.CASCADE, null=True, blank=True, related_name="comments")
    kpi = models.ForeignKey(Kpi, on_delete=models.CASCADE, null=True, blank=True, related_name="comments")
    breach = models.ForeignKey(Breach, on_delete=models.CASCADE, null=True, blank=True, related_name="comments")
    text = models.TextField()
    by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="comments")
    at = models.DateTimeField()
    mentions = models.ManyToManyField(Person, blank=True, related_name="mentioned_in")

    HIDDEN_WITH: ClassVar[tuple[str, ...]] = (
        "objective",
        "key_result",
    )

    class Meta(Scoped.Meta):
        ordering = ("at", "pk")
        constraints = [
            models.CheckConstraint(
                condition=(
                    Q(objective__isnull=False, key_result=None, kpi=None, breach=None)
                    | Q(objective=None, key_result__isnull=False, kpi=None, breach=None)
                    | Q(objective=None, key_result=None, kpi__isnull=False, breach=None)
                    | Q(objective=None, key_result=None, kpi=None, breach__isnull=False)
                ),
                name="comment_about_one_record",
            )
        ]

    def __str__(self) -> str:
        return self.text[:80]
