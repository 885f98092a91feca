"""Secrets that the database keeps, encrypted with a key that comes from the installation's own: a dump tells none."""

import base64
from functools import lru_cache

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

PURPOSE = b"vitalfew: secrets in the database"


class Unreadable(ValueError):
    """A secret that was sealed with another key: what to do stands in its words."""


def seal(text: str) -> str:
    """The text, encrypted; never twice the same. Nothing stays nothing."""
    return _fernet(settings.SECRET_KEY).encrypt(text.encode()).decode() if text else ""


def unseal(sealed: str) -> str:
    """What was sealed; raises `Unreadable` when VITALFEW_SECRET_KEY was another one then, or the text was changed."""
    if not sealed:
        return ""
    try:
        return _fernet(settings.SECRET_KEY).decrypt(sealed.encode()).decode()
    except InvalidToken as error:
        raise Unreadable(
            "This was encrypted with another VITALFEW_SECRET_KEY. Enter it again, or bring the old key back."
        ) from error


@lru_cache(maxsize=2)
def _fernet(key: str) -> Fernet:
    derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=PURPOSE).derive(key.encode())
    return Fernet(base64.urlsafe_b64encode(derived))
