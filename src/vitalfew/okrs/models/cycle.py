"""What the organisation is trying to achieve, and the cycles in which it tries."""

from datetime import UTC, datetime, time, timedelta

from django.core.exceptions import ValidationError
from django.db import models

from vitalfew.accounts.models import Person, Team
from vitalfew.accounts.names import isolated
from vitalfew.accounts.scoping import Scoped
from vitalfew.kpis.events import values_changed


class Strategy(Scoped):
    """The few sentences that say what the organisation is trying to achieve; the newest one holds."""

    text = models.TextField()
    by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta(Scoped.Meta):
        ordering = ("-at", "-pk")
        verbose_name_plural = "strategies"

    def __str__(self) -> str:
        return self.text


class ClosedCycle(ValidationError):
    """A write into a closed cycle, refused in words."""


class Cycle(Scoped):
    """A stretch of time with a start and an end, both included: everyone's, or one team's own."""

    class State(models.TextChoices):
        """Its phases."""

        DRAFT = "draft", "Draft"
        ACTIVE = "active", "Active"
        REVIEW = "review", "Review"
        CLOSED = "closed", "Closed"

    name = models.CharField(max_length=60)
    start = models.DateField()
    end = models.DateField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.ACTIVE)
    team = models.ForeignKey(
        Team, on_delete=models.RESTRICT, null=True, blank=True, related_name="cycles",
        help_text="Empty: everyone's.",
    )  # fmt: skip
    follows = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="followed_by")

    class Meta(Scoped.Meta):
        ordering = ("-start", "name")
        constraints = [models.UniqueConstraint(fields=["workspace", "name"], name="cycle_name_once")]

    def __str__(self) -> str:
        return self.name

    def begins(self) -> datetime:
        """Its first instant, in UTC, by the workspace's calendar."""
        return datetime.combine(self.start, time(), tzinfo=self.workspace.zone_info).astimezone(UTC)

    def ends(self) -> datetime:
        """The first instant after it, in UTC."""
        after = self.end + timedelta(days=1)
        return datetime.combine(after, time(), tzinfo=self.workspace.zone_info).astimezone(UTC)

    @property
    def is_reviewed(self) -> bool:
        """Whether it is in review, or was."""
        return self.state in (self.State.REVIEW, self.State.CLOSED)

    def refresh(self) -> None:
        """Bring the standing of its key results up to date: other dates are another course."""
        moved = self.objectives.filter(key_results__isnull=False).values_list("key_results__series", flat=True)
        values_changed.send(type(self), series_ids=set(moved))

    def clean(self) -> None:
        """A cycle ends after it begins, and has a name of its own, whatever spaces stand in it."""
        self.name = " ".join(self.name.split())
        if self.start and self.end and self.end <= self.start:
            raise ValidationError({"end": f"The cycle must end after it begins ({self.start.day} {self.start:%B %Y})."})
        same = Cycle.objects.filter(name__iexact=self.name).exclude(pk=self.pk).first()
        if self.name and same is not None:
            whose = f" of {same.team}" if same.team_id else ""
            raise ValidationError({"name": f"There is a cycle{whose} called “{same}” already; choose another name."})

    def refuse_if_closed(self) -> None:
        """Raise `ClosedCycle` where nothing in this cycle is edited any more."""
        if self.state == self.State.CLOSED:
            raise ClosedCycle(
                f"{isolated(self)} is closed: its objectives, check-ins and scores stay as they are. "
                "A lead can open it again."
            )
