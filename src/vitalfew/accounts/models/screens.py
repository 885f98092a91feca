"""Screens on a wall: each shows a board to whoever has its link, until somebody ends it."""

from django.db import models
from django.utils import timezone

from vitalfew.accounts.models.people import Person, Role, Team
from vitalfew.accounts.scoping import Scoped


class Screen(Scoped):
    """A screen that shows a board without signing in: of one team, or of the workspace."""

    name = models.CharField("where it hangs", max_length=100)
    team = models.ForeignKey(Team, on_delete=models.CASCADE, null=True, blank=True, related_name="screens")
    made_by = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="screens")
    made_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True, editable=False)

    class Meta(Scoped.Meta):
        ordering = ("name", "pk")

    def __str__(self) -> str:
        return self.name

    @property
    def is_open(self) -> bool:
        """Whether its link shows anything: nobody ended it, and who made it is still a member here."""
        return self.ended_at is None and self.made_by.left_at is None and self.made_by.may(Role.MEMBER)

    def end(self) -> None:
        """From the next request on its link shows nothing."""
        self.ended_at = self.ended_at or timezone.now()
        self.save(update_fields=["ended_at"])
