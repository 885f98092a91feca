"""Keeps secrets out of sentences, also where a server sends back what it was sent."""

from base64 import b64encode
from collections.abc import Iterable
from urllib.parse import quote, quote_plus

SHORTEST = 4


def without(text: str, secrets: Iterable[str]) -> str:
    """The text with `…` for every secret, as it is or as it travels: quoted, in base64, or one of its words."""
    forms = {form for secret in secrets for form in _forms(secret)}
    for form in sorted(forms, key=len, reverse=True):
        text = text.replace(form, "…")
    return text


def _forms(secret: str) -> Iterable[str]:
    for part in {secret, secret.strip(), *secret.split()}:
        if len(part) >= SHORTEST:
            yield from (part, quote(part), quote(part, safe=""), quote_plus(part), b64encode(part.encode()).decode())
