"""What somebody is to be told."""

from django.db import models
from django.db.models import Q

from vitalfew.accounts.models import Person, Team
from vitalfew.accounts.scoping import Scoped
from vitalfew.notices.models.wishes import DIGEST_KEY


class Notice(Scoped):
    """To a person, or to a team's channels: written in the transaction of what happened, so that it cannot be lost.

    `key` says what it is about: nobody is told the same twice. The texts are plain; `html` is ours, for mails. `chart`
    is a KPI's sparkline as data, with `alt` for what it shows: drawn when a mail is sent, and {} for none.
    """

    DERIVED = True

    person = models.ForeignKey(Person, on_delete=models.CASCADE, null=True, related_name="notices")
    team = models.ForeignKey(Team, on_delete=models.CASCADE, null=True, related_name="notices")
    key = models.CharField(max_length=200)
    subject = models.CharField(max_length=200)
    paragraphs = models.JSONField(default=list)
    link = models.CharField(max_length=500, blank=True)
    link_words = models.CharField(max_length=80, blank=True)
    chart = models.JSONField(default=dict)
    html = models.TextField(blank=True)
    pictures = models.JSONField(default=dict)
    covers = models.JSONField(default=list, help_text="keys of notices to the same reader that it says as well")
    urgent = models.BooleanField(default=False)
    group = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField()
    send_after = models.DateTimeField()
    packed_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True, help_text="it was over before it was sent")

    class Meta(Scoped.Meta):
        ordering = ("-created_at", "-pk")
        constraints = [
            models.UniqueConstraint(fields=["person", "key"], name="notice_once_a_person"),
            models.UniqueConstraint(fields=["team", "key"], name="notice_once_a_team"),
        ]
        indexes = [
            models.Index(fields=["send_after"], condition=Q(packed_at=None), name="notice_to_be_packed"),
            models.Index(fields=["workspace", "person", "-created_at"], name="notice_of_person"),
        ]

    def __str__(self) -> str:
        return self.subject

    @property
    def is_digest(self) -> bool:
        """Whether it is a reader's digest."""
        return self.key.startswith(DIGEST_KEY)
