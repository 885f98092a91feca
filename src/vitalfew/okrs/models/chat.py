"""Chats from which people check in, and who is who in them."""

import secrets

from django.db import models

from vitalfew.accounts.models import Person
from vitalfew.accounts.scoping import Scoped
from vitalfew.lib.sealed import seal, unseal


def new_key() -> str:
    """What tells the address of one chat from that of another."""
    return secrets.token_urlsafe(18)


class Chat(Scoped):
    """A Slack or Mattermost whose slash command sends what people type; its secret is sealed."""

    class Kind(models.TextChoices):
        """Whose way of signing it has."""

        SLACK = "slack", "Slack"
        MATTERMOST = "mattermost", "Mattermost"

    kind = models.CharField("which chat", max_length=20, choices=Kind.choices, default=Kind.SLACK)
    name = models.CharField(max_length=100)
    key = models.CharField(max_length=40, unique=True, default=new_key, editable=False)
    sealed = models.TextField(editable=False)
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta(Scoped.Meta):
        ordering = ("name", "pk")

    def __str__(self) -> str:
        return self.name

    def keep(self, secret: str) -> None:
        """Seal the secret; the caller saves."""
        self.sealed = seal(secret)

    @property
    def secret(self) -> str:
        """What its requests are signed with, or carry; raises `Unreadable` where it was sealed with another key."""
        return unseal(self.sealed)


class ChatName(Scoped):
    """Whom one user of a chat checks in for: linked by a code that this person typed there."""

    chat = models.ForeignKey(Chat, on_delete=models.CASCADE, related_name="names")
    user = models.CharField(max_length=100, help_text="the user's id in the chat")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="chat_names")
    linked_at = models.DateTimeField()

    class Meta(Scoped.Meta):
        ordering = ("linked_at", "pk")
        constraints = [models.UniqueConstraint(fields=["chat", "user"], name="chat_user_once")]

    def __str__(self) -> str:
        return f"{self.chat}: {self.person}"
