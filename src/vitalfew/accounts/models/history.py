"""What was changed, by whom and when, with enough kept to take it back."""

from django.db import models

from vitalfew.accounts.models.people import Person
from vitalfew.accounts.scoping import Scoped


class Change(Scoped):
    """One thing that somebody did, in words; it may have touched several records."""

    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    summary = models.CharField(max_length=300)
    undone_at = models.DateTimeField(null=True)

    class Meta(Scoped.Meta):
        ordering = ("-at", "-pk")
        indexes = [models.Index(fields=["workspace", "-at"], name="change_by_time")]

    def __str__(self) -> str:
        return self.summary


class ChangedRow(Scoped):
    """One record before and after a change; `None` where it was not there."""

    change = models.ForeignKey(Change, on_delete=models.CASCADE, related_name="rows")
    model = models.CharField(max_length=100)
    key = models.BigIntegerField()
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)

    class Meta(Scoped.Meta):
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.model} {self.key}"
