"""Teams, the people in them, and the tokens that act for a person."""

import hashlib
import secrets
from calendar import day_name
from typing import Any
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone

from vitalfew.accounts.events import sprints_moved
from vitalfew.accounts.models.users import User
from vitalfew.accounts.models.workspace import check_zone
from vitalfew.accounts.scoping import Scoped
from vitalfew.method.frequency import FIRST_MONDAY, LONGEST_SPRINT, Sprint


class Team(Scoped):
    """A team; teams form a tree."""

    name = models.CharField(max_length=100)
    parent = models.ForeignKey("self", on_delete=models.RESTRICT, null=True, blank=True, related_name="children")
    sprint_weeks = models.PositiveSmallIntegerField(
        "weeks in a sprint",
        default=Sprint().weeks,
        choices=[(weeks, f"{weeks} week{'s' * (weeks > 1)}") for weeks in range(1, LONGEST_SPRINT + 1)],
    )
    sprint_from = models.DateField(
        "first day of a sprint",
        null=True,
        blank=True,
        help_text="Of any one, past or coming; all others follow from it. Empty: Mondays.",
    )

    checkin_day = models.PositiveSmallIntegerField(
        "check-ins are due on", default=4, choices=[(day, name) for day, name in enumerate(day_name)]
    )
    weekly_form = models.BooleanField("plans, progress, problems every week", default=False)

    class Meta(Scoped.Meta):
        ordering = ("name",)
        constraints = [models.UniqueConstraint(fields=["workspace", "name"], name="team_name_once")]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Whatever is cut by its sprints is told."""
        new = self.pk is None
        super().save(*args, **kwargs)
        if not new:
            self.refresh()

    def refresh(self) -> None:
        """Let what is cut by its sprints be computed anew."""
        sprints_moved.send(type(self), team=self)

    @property
    def sprint(self) -> Sprint:
        """Its sprints, by which KPIs that are measured every sprint are judged."""
        return Sprint(self.sprint_weeks, self.sprint_from or FIRST_MONDAY)

    def clean(self) -> None:
        """A team cannot lie below itself."""
        above, seen = self.parent, {self.pk}
        while above is not None:
            if above.pk in seen:
                itself = above == self.parent
                words = "A team is no part of itself" if itself else f"{self.parent} lies below {self.name}"
                raise ValidationError({"parent": f"{words}; choose another parent."})
            seen.add(above.pk)
            above = above.parent


class Role(models.TextChoices):
    """What a person may do; each role may do what the one before it may."""

    VIEWER = "viewer", "Viewer"
    MEMBER = "member", "Member"
    LEAD = "lead", "Lead"
    ADMIN = "admin", "Admin"


RANK = {role: rank for rank, role in enumerate(Role)}


class Person(Scoped):
    """A member of a workspace: somebody who may own numbers, whether or not they have signed in yet."""

    user = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, blank=True, related_name="people")
    email = models.EmailField()
    name = models.CharField(max_length=100, blank=True)
    role = models.CharField(max_length=10, choices=Role.choices, default=Role.MEMBER)
    team = models.ForeignKey(Team, on_delete=models.SET_NULL, null=True, blank=True, related_name="people")
    zone = models.CharField(
        "time zone",
        max_length=64,
        blank=True,
        validators=[check_zone],
        help_text="Empty: the workspace's own.",
    )
    holidays = models.CharField(
        "public holidays of",
        max_length=10,
        blank=True,
        help_text="A country, or one of its regions: DE, DE-BY, GB-SCT. Empty: none are kept.",
    )
    left_at = models.DateTimeField(null=True, editable=False, help_text="when somebody removed them")

    class Meta(Scoped.Meta):
        ordering = ("name", "email")
        verbose_name_plural = "people"
        constraints = [models.UniqueConstraint(fields=["workspace", "email"], name="person_email_once")]

    def __str__(self) -> str:
        return self.called(self.name, self.email)

    @staticmethod
    def called(name: str, email: str) -> str:
        """How a person is called: by their name, else by what their address says."""
        return name or email.partition("@")[0].replace(".", " ").title()

    def may(self, role: Role) -> bool:
        """Whether this person has at least this role."""
        return RANK[Role(self.role)] >= RANK[role]

    @property
    def zone_info(self) -> ZoneInfo:
        """The zone in which this person reads times."""
        return ZoneInfo(self.zone or self.workspace.zone)


class Token(Scoped):
    """A key with which a program acts for a person; only its fingerprint is kept."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="tokens")
    name = models.CharField(max_length=100)
    fingerprint = models.CharField(max_length=64, unique=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    revoked_at = models.DateTimeField(null=True, editable=False)

    class Meta(Scoped.Meta):
        ordering = ("-created_at",)

    def __str__(self) -> str:
        return self.name

    @staticmethod
    def fingerprint_of(secret: str) -> str:
        """SHA-256 of the token, in hexadecimal."""
        return hashlib.sha256(secret.encode()).hexdigest()

    @classmethod
    def issue(cls, *, person: Person, name: str) -> tuple["Token", str]:
        """A new token and its secret, which is never to be had again."""
        secret = f"vf_{secrets.token_urlsafe(32)}"
        return cls.objects.create(person=person, name=name, fingerprint=cls.fingerprint_of(secret)), secret

    def revoke(self) -> None:
        """From the next request on this token opens nothing."""
        self.revoked_at = self.revoked_at or timezone.now()
        self.save(update_fields=["revoked_at"])
