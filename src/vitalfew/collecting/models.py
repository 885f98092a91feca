"""Where a KPI's values come from, and each time that they were asked for."""

import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone

from vitalfew.accounts.scoping import Scoped
from vitalfew.kpis.models import Kpi
from vitalfew.lib.sealed import seal, unseal
from vitalfew.method.schedule import check_schedule, ends_sprint, next_run

RETRIES = (timedelta(minutes=5), timedelta(minutes=30), timedelta(hours=2))
HISTORY_RETRIES = (*RETRIES, timedelta(days=1))


def cron_line(line: str) -> None:
    """Refuse what is neither a line of cron nor the end of a sprint, in words."""
    try:
        check_schedule(line)
    except ValueError as error:
        raise ValidationError(str(error)) from error


class Feed(Scoped):
    """The source of one KPI, with its settings and how it went so far.

    `settings` holds no secret; `secrets` are sealed, and only `spec` opens them.
    """

    DERIVED_FIELDS: ClassVar[frozenset[str]] = frozenset(
        {
            "backfill_from",
            "backfill_to",
            "backfill_at",
            "backfill_failures",
            "backfill_error",
            "next_at",
            "leased_until",
            "failing_since",
            "failures",
            "error",
            "last_run_at",
            "last_stored_at",
        }
    )

    kpi = models.OneToOneField(Kpi, on_delete=models.CASCADE, related_name="feed")
    kind = models.CharField(max_length=40)
    settings = models.JSONField(default=dict)
    secrets = models.TextField(blank=True)
    schedule = models.CharField(
        "when",
        max_length=100,
        blank=True,
        validators=[cron_line],
        help_text="Empty: in the early morning after each period. "
        "Or a line of cron, such as 30 7 * * MON-FRI, or end of sprint.",
    )
    place = models.CharField(max_length=200, blank=True, help_text="what fails together with it")
    paused_at = models.DateTimeField(null=True)
    backfill_from = models.DateField(null=True)
    backfill_to = models.DateTimeField(null=True)
    backfill_at = models.DateTimeField(null=True, db_index=True, help_text="when its history is asked for next")
    backfill_failures = models.PositiveIntegerField(default=0, help_text="in a row")
    backfill_error = models.TextField(blank=True)
    next_at = models.DateTimeField(null=True, db_index=True)
    leased_until = models.DateTimeField(null=True)
    failing_since = models.DateTimeField(null=True)
    failures = models.PositiveIntegerField(default=0, help_text="in a row")
    error = models.TextField(blank=True)
    last_run_at = models.DateTimeField(null=True)
    last_stored_at = models.DateTimeField(null=True)

    class Meta(Scoped.Meta):
        ordering = ("kpi",)

    def __str__(self) -> str:
        return f"the source of {self.kpi}"

    @property
    def spec(self) -> Mapping[str, str]:
        """All settings, secrets among them; raises `Unreadable` where they were sealed with another key."""
        return {**self.settings, **json.loads(unseal(self.secrets) or "{}")}

    def keep_secrets(self, secrets: Mapping[str, str]) -> None:
        """Seal these in place of what was there; the caller saves."""
        self.secrets = seal(json.dumps(dict(secrets))) if secrets else ""

    def following(self, after: datetime) -> datetime:
        """When it is asked next after a time, as its schedule says."""
        by_sprint = ends_sprint(self.schedule)
        return next_run(
            after,
            frequency=self.kpi.team.sprint if by_sprint else self.kpi.every,
            zone=self.kpi.workspace.zone_info,
            cron="" if by_sprint else self.schedule,
            spread=f"{self.workspace_id}/{self.kpi_id}",
        )

    def again_after(self, failure: datetime) -> datetime:
        """When it is asked again after a failure: in 5 minutes, half an hour, two hours, or sooner by its schedule."""
        planned = self.following(failure)
        return min(planned, failure + RETRIES[self.failures]) if self.failures < len(RETRIES) else planned

    def history_again_after(self, failure: datetime) -> datetime:
        """When a stretch that failed is asked for again: in 5 minutes, half an hour, two hours, a day."""
        return failure + HISTORY_RETRIES[min(self.backfill_failures, len(HISTORY_RETRIES) - 1)]

    def turn(self, now: datetime) -> tuple[datetime, bool]:
        """Since when it is due, and whether for its history: of the two what has been due for longer."""
        due, history = self.next_at, self.backfill_at
        if history is not None and history <= now and (due is None or history <= due):
            return history, True
        assert due is not None  # noqa: S101  (it is asked only of what is due)
        return due, False

    def refresh(self) -> None:
        """An undo may have changed when it is due."""
        if self.next_at is None:
            Feed.objects.filter(pk=self.pk).update(next_at=self.following(timezone.now()))


class Run(Scoped):
    """One time that a source was asked: whoever makes the row of a slot asks for it, and stores what comes once."""

    DERIVED = True

    feed = models.ForeignKey(Feed, on_delete=models.CASCADE, related_name="runs")
    slot = models.DateTimeField(help_text="when it was due")
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    since = models.DateTimeField(null=True)
    history = models.BooleanField(default=False, help_text="whether it fetched the history")
    stored = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    error = models.TextField(blank=True)

    class Meta(Scoped.Meta):
        ordering = ("-slot",)
        constraints = [models.UniqueConstraint(fields=["feed", "slot", "history"], name="run_once_a_slot")]

    def __str__(self) -> str:
        return f"{self.feed_id}, {self.slot:%Y-%m-%d %H:%M}"
