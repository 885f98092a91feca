"""Keeps secrets out of sentences, also where a server sends back what it was sent."""

import re
from base64 import b64encode
from collections.abc import Iterable
from urllib.parse import quote, quote_plus

SHORTEST = 4
HIDDEN = "…"
_PASSWORD = re.compile(r"^(\s*[\w.+-]+://[^:/?#@]*:)(.+)(?=@)", re.DOTALL)
_OPTION = re.compile(r"([?&][^=&]*(?:pass|pwd|credential|token|secret|key)[^=&]*=)([^&#]+)", re.IGNORECASE)


def without(text: str, secrets: Iterable[str]) -> str:
    """The text with `…` for every secret, as it is or as it travels: quoted, in base64, or one of its words."""
    forms = {form for secret in secrets for form in _forms(secret)}
    for form in sorted(forms, key=len, reverse=True):
        text = text.replace(form, "…")
    return text


def options_of(address: str) -> Iterable[str]:
    """The secret options of an address, as they stand there."""
    return (value for _, value in _OPTION.findall(address))


def masked(address: str) -> str:
    """The address with `…` for its password and for secret options; '' for what is no address."""
    return _OPTION.sub(rf"\1{HIDDEN}", _PASSWORD.sub(rf"\1{HIDDEN}", address)) if "://" in address else ""


def unmasked(address: str, kept: str) -> str:
    """The address with what `kept` has in place of each `…`."""
    password = _PASSWORD.search(kept)
    if password:
        address = _PASSWORD.sub(lambda found: found[1] + (password[2] if found[2] == HIDDEN else found[2]), address)
    options = dict(_OPTION.findall(kept.replace("?", "&")))
    name = re.compile(r"[?&]")
    return _OPTION.sub(
        lambda found: found[1] + (options.get(name.sub("&", found[1]), HIDDEN) if found[2] == HIDDEN else found[2]),
        address,
    )


def _forms(secret: str) -> Iterable[str]:
    for part in {secret, secret.strip(), *secret.split()}:
        if len(part) >= SHORTEST:
            yield from (part, quote(part), quote(part, safe=""), quote_plus(part), b64encode(part.encode()).decode())
