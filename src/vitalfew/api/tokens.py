"""Who calls: a token in the Authorization header, looked up at every request so that it ends when it is revoked."""

from typing import Any

from django.http import HttpRequest
from ninja.security import HttpBearer

from vitalfew.accounts.models import Token


class Bearer(HttpBearer):
    """`Authorization: Bearer vf_…`"""

    def authenticate(self, request: HttpRequest, token: str) -> Any:
        """The token's record with its person and workspace; None, and thus 401, when it is unknown or revoked."""
        return holder(Token.fingerprint_of(token))


class Presented(HttpBearer):
    """The same header, of which only the fingerprint is taken: what stores the values asks whose it is."""

    def authenticate(self, request: HttpRequest, token: str) -> Any:
        """The token's fingerprint, of which nothing is known yet."""
        return Token.fingerprint_of(token)


def holder(fingerprint: str) -> Token | None:
    """The token's record with its person and workspace; None when it is unknown or revoked."""
    found = Token.everywhere.select_related("person", "workspace")
    return found.filter(fingerprint=fingerprint, revoked_at=None).first()
