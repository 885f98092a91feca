"""What was changed, by whom and when, with enough kept to take it back."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from vitalfew.accounts.models.people import Person
from vitalfew.accounts.scoping import Scoped, current_workspace, hidden_keys, root_of_privacy


class Change(Scoped):
    """One thing that somebody did, in words; it may have touched several records."""

    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    summary = models.CharField(max_length=300)
    undone_at = models.DateTimeField(null=True)
    general = models.BooleanField(
        default=False, help_text="Its words name nothing private: all is told of it but its private rows."
    )

    class Meta(Scoped.Meta):
        ordering = ("-at", "-pk")
        indexes = [models.Index(fields=["workspace", "-at"], name="change_by_time")]

    def __str__(self) -> str:
        return self.summary

    @classmethod
    def hidden_from(cls, reader: Person | None) -> Q | None:
        """What touched somebody else's private objective; that of an objective which is gone is its author's alone.

        A general one is hidden where all that it touched is.
        """
        rows = ChangedRow.everywhere.filter(workspace=current_workspace())
        of_others, gone = private_rows(reader)
        not_theirs = Q() if reader is None else ~Q(by=reader.pk)
        touched, was = (Q(pk__in=rows.filter(which).values("change")) for which in (of_others, gone))
        hidden = touched | was & not_theirs
        told = rows.filter(change__general=True).exclude(of_others | gone)
        return hidden & (Q(general=False) | ~Q(pk__in=told.values("change")))


class ChangedRow(Scoped):
    """One record before and after a change; `None` where it was not there."""

    change = models.ForeignKey(Change, on_delete=models.CASCADE, related_name="rows")
    model = models.CharField(max_length=100)
    key = models.BigIntegerField()
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    belongs_to = models.BigIntegerField(null=True, help_text="the objective from which the record hangs")
    was_private = models.BooleanField(default=False, help_text="whether that was private then")

    HIDDEN_WITH: ClassVar[tuple[str, ...]] = ("change",)

    @classmethod
    def hidden_from(cls, reader: Person | None) -> Q | None:
        """What stands in a hidden change, and of a general one what is private itself."""
        of_others, gone = private_rows(reader)
        with_change = super().hidden_from(reader)
        not_theirs = Q() if reader is None else ~Q(change__by=reader.pk)
        own = Q(change__general=True) & (of_others | gone & not_theirs)
        return own if with_change is None else with_change | own

    class Meta(Scoped.Meta):
        ordering = ("pk",)
        indexes = [
            models.Index(fields=["model", "key"], name="changed_of_record"),
            models.Index(fields=["belongs_to"], condition=Q(belongs_to__isnull=False), name="changed_of_objective"),
            models.Index(fields=["workspace"], condition=Q(was_private=True), name="changed_in_private"),
        ]

    def __str__(self) -> str:
        return f"{self.model} {self.key}"


def private_rows(reader: Person | None) -> tuple[Q, Q]:
    """Which rows are of private objectives of others than this reader, and which of private ones that are gone."""
    objective = root_of_privacy()
    gone = Q(was_private=True) & ~Q(belongs_to__in=objective.everywhere.order_by().values("pk"))
    return Q(belongs_to__in=hidden_keys(objective, reader)), gone
