"""The workspace: what one organisation, or one part of it, keeps together."""

from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.db import models

from vitalfew.accounts.zones import zones, zones_like


def check_zone(name: str) -> None:
    """Refuse a time zone that does not exist, and name those that may be meant."""
    if name in zones():
        return
    near = zones_like(name)
    meant = f"Did you mean {' or '.join(near)}?" if near else "Write one such as Europe/Berlin."
    raise ValidationError(f"“{name}” is not a time zone. {meant}")


class Rules(models.TextChoices):
    """Which rule set says that a movement is signal (practice: 'Rule sets')."""

    LEVEL = "level", "Level rule"
    WHEELER = "wheeler", "Wheeler's rules"
    NHS = "nhs", "NHS Making Data Count"
    OUTSIDE = "outside", "Outside the limits only"


class Workspace(models.Model):
    """Everything else belongs to one of these, and to no other."""

    name = models.CharField(max_length=100)
    slug = models.SlugField(max_length=60, unique=True)
    zone = models.CharField("time zone", max_length=64, default="UTC", validators=[check_zone])
    rules = models.CharField("rule set", max_length=10, choices=Rules.choices, default=Rules.LEVEL)
    lint = models.JSONField("rules for the writing", default=dict, blank=True)  # {"severity": {code: …}, "limits": {…}}
    counts_minutes = models.BooleanField("minutes that check-ins take, for teams", default=True)
    is_sample = models.BooleanField(default=False, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.name

    @property
    def zone_info(self) -> ZoneInfo:
        """The zone in which this workspace's days, weeks and months begin."""
        return ZoneInfo(self.zone)
