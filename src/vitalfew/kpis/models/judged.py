"""What was judged: verdicts as they were spoken, and the reading that pages show."""

from datetime import datetime

from django.db import models

from vitalfew.accounts.scoping import Scoped
from vitalfew.kpis.models.kpi import Kpi
from vitalfew.method.spans import span


def late_for(last: datetime | None, *, due_at: datetime | None, now: datetime) -> str:
    """How long ago the last value was, in words ('9 days'), once the next is overdue; '' before."""
    return "" if due_at is None or last is None or now <= due_at else span(now - last)


def before_that(words: str) -> str:
    """What was so before data were missing, within a sentence: 'before that: red line crossed'."""
    return f"before that: {words[:1].lower()}{words[1:]}"


def in_want(*, late: str, failing: str) -> str:
    """What is said before the status where data are missing; both are lengths of time in words, or ''."""
    if late:
        return f"No data for {late}{'; its source is failing' if failing else ''}"
    return f"Source failing for {failing}" if failing else ""


class Verdict(Scoped):
    """A verdict, kept as it was judged, with the limits it was judged by; never changed afterwards."""

    DERIVED = True

    kpi = models.ForeignKey(Kpi, on_delete=models.CASCADE, related_name="verdicts")
    time = models.DateTimeField(help_text="of the value that was judged")
    judged_at = models.DateTimeField()
    value = models.FloatField()
    rules = models.CharField(max_length=10)
    state = models.CharField(max_length=20)
    up = models.BooleanField(null=True)
    since = models.DateTimeField(null=True)
    once_in = models.PositiveIntegerField(null=True)
    words = models.TextField()
    status = models.CharField(max_length=20)
    centre = models.FloatField(null=True)
    lower = models.FloatField(null=True)
    upper = models.FloatField(null=True)

    class Meta(Scoped.Meta):
        ordering = ("-judged_at", "-pk")
        indexes = [models.Index(fields=["kpi", "-time"], name="verdict_by_time")]

    def __str__(self) -> str:
        return self.words


class Reading(Scoped):
    """The state of a KPI after its last value or setting changed: what a list shows without reading the series.

    Lateness depends on the clock and is added when it is shown (`due_at`).
    """

    DERIVED = True

    kpi = models.OneToOneField(Kpi, on_delete=models.CASCADE, related_name="reading")
    judged_at = models.DateTimeField()
    status = models.CharField(max_length=20)
    shape = models.CharField(max_length=10)
    since = models.DateTimeField(null=True)
    word = models.CharField(max_length=80)
    words = models.CharField(max_length=300)
    state = models.CharField(max_length=20, help_text="the verdict's")
    up = models.BooleanField(null=True)
    verdict_words = models.TextField(blank=True)
    reach = models.FloatField(null=True, help_text="how far out the verdict is: a multiple of its own limit")
    red_run = models.PositiveIntegerField(default=0, help_text="values in a row beyond the red line, to the last")
    needs_decision = models.BooleanField(default=False)
    value = models.FloatField(null=True)
    value_time = models.DateTimeField(null=True)
    judged_value = models.FloatField(null=True, help_text="of the last period that was judged")
    judged_time = models.DateTimeField(null=True)
    point_value = models.FloatField(null=True, help_text="of the last point of what the verdict speaks of")
    point_time = models.DateTimeField(null=True)
    waits = models.TextField(blank=True, help_text="why what was found needs no decision")
    due_at = models.DateTimeField(null=True)
    ripe_at = models.DateTimeField(null=True, db_index=True, help_text="when its next value can be judged")
    failing_since = models.DateTimeField(null=True, help_text="since when its source gives nothing")
    failing_why = models.TextField(blank=True)
    picture = models.JSONField(default=dict, help_text="values, limits and marks of the sparkline")

    class Meta(Scoped.Meta):
        indexes = [models.Index(fields=["workspace", "-needs_decision"], name="reading_by_need")]

    def __str__(self) -> str:
        return self.words

    @property
    def point(self) -> tuple[float | None, datetime | None]:
        """Value and period of the last point of what the verdict speaks of, or else of what was judged last."""
        if self.point_time is None:
            return self.judged_value, self.judged_time
        return self.point_value, self.point_time

    def late_for(self, now: datetime) -> str:
        """How long there has been no data, in words ('9 days'), or '' while none is overdue."""
        return late_for(self.value_time, due_at=self.due_at, now=now)

    def failing_for(self, now: datetime) -> str:
        """How long its source has been failing, in words ('3 hours'), or '' while it is not."""
        return "" if self.failing_since is None else span(now - self.failing_since)

    def in_want(self, now: datetime) -> str:
        """'No data for 9 days', 'Source failing for 3 hours', or '' where neither is so."""
        return in_want(late=self.late_for(now), failing=self.failing_for(now))
