"""Who calls: a token in the Authorization header, looked up at every request so that it ends when it is revoked."""

from typing import Any

from django.http import HttpRequest
from ninja.security import HttpBearer

from vitalfew.accounts.models import Token


class Bearer(HttpBearer):
    """`Authorization: Bearer vf_…`"""

    def authenticate(self, request: HttpRequest, token: str) -> Any:
        """The token's record with its person and workspace; None, and thus 401, when it is unknown or revoked."""
        return (
            Token.everywhere.select_related("person", "workspace")
            .filter(fingerprint=Token.fingerprint_of(token), revoked_at=None)
            .first()
        )
