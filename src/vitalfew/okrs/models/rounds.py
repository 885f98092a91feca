"""The link that opens a round of check-ins without signing in, and the weekly form of teams that want one."""

from datetime import datetime
from typing import ClassVar

from django.db import models

from vitalfew.accounts.models import Person, Team
from vitalfew.accounts.scoping import Scoped


class RoundLink(Scoped):
    """One person's way into what is asked of them on one day: good until it expires or somebody ends it."""

    DERIVED_FIELDS: ClassVar[frozenset[str]] = frozenset({"used_at"})

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="round_links")
    round = models.DateField("day on which it is asked", help_text="by the reader's own calendar")
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, editable=False)
    used_at = models.DateTimeField(null=True, editable=False)

    class Meta(Scoped.Meta):
        ordering = ("-made_at", "-pk")
        constraints = [models.UniqueConstraint(fields=["person", "round"], name="round_link_once")]

    def __str__(self) -> str:
        return f"{self.person}, {self.round:%d %b %Y}"

    def is_open(self, now: datetime) -> bool:
        """Whether it opens anything: neither old nor ended, and its person is still a member."""
        return self.revoked_at is None and now < self.expires_at and self.person.left_at is None

    def end(self, *, now: datetime) -> None:
        """From the next request on it opens nothing."""
        self.revoked_at = self.revoked_at or now
        self.save(update_fields=["revoked_at"])


class Week(Scoped):
    """Plans, progress, problems: what one person says of one week to a team that asks for it."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="weeks")
    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="weeks")
    monday = models.DateField()
    progress = models.TextField("progress: what was done", blank=True)
    plans = models.TextField("plans: what is next", blank=True)
    problems = models.TextField("problems: what is in the way", blank=True)
    at = models.DateTimeField()

    class Meta(Scoped.Meta):
        ordering = ("-monday", "person__name")
        constraints = [models.UniqueConstraint(fields=["person", "team", "monday"], name="week_once")]

    def __str__(self) -> str:
        return f"{self.person}, week of {self.monday:%d %b %Y}"
