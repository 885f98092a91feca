"""An address at which a person or a team wants to be told."""

import base64
import secrets

from django.db import models
from django.db.models import Q

from vitalfew.accounts.models import Person, Team
from vitalfew.accounts.scoping import Scoped
from vitalfew.channels.catalogue import KINDS
from vitalfew.lib.sealed import seal, unseal

SECRET_BYTES = 24


class Channel(Scoped):
    """Of a person or of a team. The address is kept encrypted and never shown again: `shown` tells its owner which."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, null=True, related_name="channels")
    team = models.ForeignKey(Team, on_delete=models.CASCADE, null=True, related_name="channels")
    kind = models.CharField(max_length=20, choices=[(each.kind, each.name) for each in KINDS.values()])
    name = models.CharField(max_length=100)
    shown = models.CharField(max_length=200)
    sealed_address = models.TextField()
    sealed_secret = models.TextField(blank=True)
    active = models.BooleanField(default=True)
    created_at = models.DateTimeField(auto_now_add=True)
    failing_since = models.DateTimeField(null=True, editable=False)
    error = models.CharField(max_length=400, blank=True, editable=False)

    class Meta(Scoped.Meta):
        ordering = ("name", "pk")
        constraints = [
            models.CheckConstraint(condition=Q(person=None) | Q(team=None), name="channel_of_a_person_or_a_team")
        ]
        indexes = [models.Index(fields=["workspace", "team"], name="channel_of_team")]

    def __str__(self) -> str:
        return self.name

    @property
    def address(self) -> str:
        """Where it sends to; raises `Unreadable` when the installation's key is another one by now."""
        return unseal(self.sealed_address)

    @property
    def secret(self) -> str:
        """What signs its messages; '' where none are signed."""
        return unseal(self.sealed_secret)

    def leads_to(self, address: str) -> None:
        """Take this address, encrypted, and what is shown of it."""
        self.sealed_address, self.shown = seal(address), KINDS[self.kind].shown(address)[:200]

    def new_secret(self) -> str:
        """A new secret for the receiver, given this once; '' for a kind that signs nothing."""
        if not KINDS[self.kind].signed:
            return ""
        secret = f"whsec_{base64.b64encode(secrets.token_bytes(SECRET_BYTES)).decode()}"
        self.sealed_secret = seal(secret)
        return secret
