"""The work that is expected to move a key result: means, never the measure."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from vitalfew.accounts.models import Person
from vitalfew.accounts.scoping import Scoped
from vitalfew.okrs.models.objective import KeyResult, Objective


class Initiative(Scoped):
    """A project, an epic, a ticket. `seen_*` is what its address said when it was asked last."""

    objective = models.ForeignKey(Objective, on_delete=models.CASCADE, related_name="initiatives")
    key_result = models.ForeignKey(
        KeyResult, on_delete=models.SET_NULL, null=True, blank=True, related_name="initiatives",
        verbose_name="expected to move",
    )  # fmt: skip
    title = models.CharField(max_length=200, blank=True)
    url = models.URLField("link", max_length=500, blank=True)
    owner = models.ForeignKey(Person, on_delete=models.RESTRICT, null=True, blank=True, related_name="initiatives")
    created_at = models.DateTimeField(auto_now_add=True)
    done_at = models.DateTimeField(null=True, editable=False)
    seen_title = models.CharField(max_length=300, blank=True, editable=False)
    seen_state = models.CharField(max_length=60, blank=True, editable=False)
    seen_at = models.DateTimeField(null=True, editable=False)
    trouble = models.CharField(max_length=300, blank=True, editable=False)

    DERIVED_FIELDS = frozenset({"seen_title", "seen_state", "seen_at", "trouble"})

    HIDDEN_WITH: ClassVar[tuple[str, ...]] = ("objective",)

    class Meta(Scoped.Meta):
        ordering = ("done_at", "pk")
        constraints = [
            models.CheckConstraint(condition=~Q(title="", url=""), name="initiative_is_named"),
        ]

    def __str__(self) -> str:
        return self.title or self.seen_title or self.url

    def forget_seen(self) -> None:
        """Nothing is known of its address, which is looked at soon."""
        self.seen_title = self.seen_state = self.trouble = ""
        self.seen_at = None
