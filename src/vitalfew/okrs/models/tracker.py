"""The token with which the issues of one tracker are read."""

from django.db import models

from vitalfew.accounts.scoping import Scoped
from vitalfew.lib.sealed import seal, unseal


class TrackerToken(Scoped):
    """One token for one host; it is sealed, and goes to the tracker of that host alone."""

    host = models.CharField(max_length=200, help_text="github.com, or gitlab.example.org")
    sealed = models.TextField(editable=False)
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta(Scoped.Meta):
        ordering = ("host",)
        constraints = [
            models.UniqueConstraint(
                fields=["workspace", "host"],
                name="tracker_token_once",
                violation_error_message="There is a token for this host already; remove it first.",
            )
        ]

    def __str__(self) -> str:
        return self.host

    def keep(self, token: str) -> None:
        """Seal a token in place of what was there; the caller saves."""
        self.sealed = seal(token)

    @property
    def token(self) -> str:
        """The token; raises `Unreadable` where it was sealed with another key."""
        return unseal(self.sealed)
