"""Actions: what, who, by when."""

from datetime import datetime
from typing import ClassVar

from django.db import models
from django.utils import timezone

from vitalfew.accounts.models import Person
from vitalfew.accounts.scoping import Scoped
from vitalfew.alerts.models.breach import Breach
from vitalfew.kpis.models import Kpi


class Action(Scoped):
    """Something one person does by a date; open until done."""

    what = models.CharField(max_length=300)
    who = models.ForeignKey(Person, on_delete=models.RESTRICT, related_name="actions")
    due = models.DateField("by when")
    kpi = models.ForeignKey(Kpi, on_delete=models.CASCADE, null=True, blank=True, related_name="actions")
    breach = models.ForeignKey(Breach, on_delete=models.SET_NULL, null=True, blank=True, related_name="actions")
    created_at = models.DateTimeField(auto_now_add=True)
    done_at = models.DateTimeField(null=True, editable=False)

    HIDDEN_WITH: ClassVar[tuple[str, ...]] = ("checkin",)

    class Meta(Scoped.Meta):
        ordering = ("done_at", "due")
        indexes = [models.Index(fields=["workspace", "done_at", "due"], name="action_open_by_due")]

    def __str__(self) -> str:
        return self.what

    def promise(self, *, breach: Breach, by: Person, now: datetime) -> None:
        """Store it as what will be done about a breach; who promises it has the breach in hand."""
        self.breach = breach
        self.save()
        breach.acknowledge(by=by, now=now)

    def finish(self) -> None:
        """Mark it done, now."""
        self.done_at = timezone.now()
        self.save(update_fields=["done_at"])

    def reopen(self) -> None:
        """Open it again."""
        self.done_at = None
        self.save(update_fields=["done_at"])
