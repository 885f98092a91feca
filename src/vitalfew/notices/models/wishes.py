"""How one person wants to be told."""

from datetime import datetime, time, timedelta

from django.db import models

from vitalfew.accounts.models import Person
from vitalfew.accounts.scoping import Scoped
from vitalfew.method.working_hours import Hours, first_open

DIGEST_KEY = "digest:"  # with which the key of a notice that is a digest begins
WORKING_DAYS = Hours().days


def working_days() -> list[int]:
    """Monday to Friday."""
    return list(WORKING_DAYS)


class Wishes(Scoped):
    """A person's quiet hours and working days, in their own zone, and whether mails reach them; defaults without it."""

    class Digest(models.TextChoices):
        """How often somebody gets the digest."""

        WEEKLY = "weekly", "Every week, on your first working morning"
        DAILY = "daily", "Every working morning"
        NEVER = "never", "Never"

    class Again(models.IntegerChoices):
        """After how many hours somebody hears again of a red line that nobody has answered."""

        NEVER = 0, "Never"
        HOURS = 4, "After 4 hours"
        DAY = 24, "After a day"
        TWO_DAYS = 48, "After two days"

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="wishes")
    mail = models.BooleanField("mail to the address you sign in with", default=True)
    quiet_from = models.TimeField(default=time(20))
    quiet_to = models.TimeField("quiet until", default=time(7))
    days = models.JSONField("working days", default=working_days)
    urgent_passes = models.BooleanField("what is urgent reaches you at any time", default=True)
    again_after = models.PositiveSmallIntegerField("told again", choices=Again.choices, default=Again.DAY)
    digest = models.CharField(max_length=10, choices=Digest.choices, default=Digest.WEEKLY)

    class Meta(Scoped.Meta):
        verbose_name_plural = "wishes"

    def __str__(self) -> str:
        return f"How {self.person} is told"

    @classmethod
    def of(cls, person: Person) -> "Wishes":
        """Those of this person; the defaults, not stored, where they have said nothing."""
        try:
            return person.wishes
        except cls.DoesNotExist:
            return cls(person=person, workspace_id=person.workspace_id)

    def again_at(self, told_at: datetime) -> datetime | None:
        """From when on they are told again of what they were told of at `told_at`; None for never."""
        return told_at + timedelta(hours=self.again_after) if self.again_after else None

    def first_moment(self, now: datetime, *, urgent: bool) -> datetime:
        """From when on they may be told what there is to tell at `now`."""
        if urgent and self.urgent_passes:
            return now
        hours = Hours(self.quiet_from, self.quiet_to, self.days)
        return first_open(now, hours=hours, zone=self.person.zone_info)
