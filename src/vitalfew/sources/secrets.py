"""Keeps secrets out of sentences, also where a server sends back what it was sent."""

import re
from base64 import b64encode
from collections.abc import Iterable
from urllib.parse import quote, quote_plus, unquote, urlsplit

SHORTEST = 4
HIDDEN = "…"
_PASSWORD = re.compile(r"^(\s*[\w.+-]+://[^:/?#@]*:)(.+)(?=@)", re.DOTALL)
_SOMEBODY = re.compile(r"^(\s*[\w.+-]+://)([^/?#]*)(?=@)")
_NAMED = (
    r"pass(?!ed|eng|ing|ive)|pwd|credential|token|secret|key(?!word)|signature|(?<![a-z])sign?(?![a-z])|"
    r"auth(?!or(?!i[sz]))|session_?id|jwt|hmac"
)
_WHOLE = r"code|sas|pat"
_OPTION = re.compile(rf"([?&](?:[^=&#]*(?:{_NAMED})[^=&#]*|(?:{_WHOLE}))=)([^&#\s]+)", re.IGNORECASE)


def without(text: str, secrets: Iterable[str]) -> str:
    """The text with `…` for every secret, as it is or as it travels: quoted, in base64, or one of its words."""
    forms = {form for secret in secrets for form in _forms(secret)}
    for form in sorted(forms, key=len, reverse=True):
        text = text.replace(form, "…")
    return text


def secrets_in(address: str) -> set[str]:
    """The password and the secret options of an address, as they stand there and as they are meant."""
    try:
        password = urlsplit(address).password or ""
    except ValueError:
        password = ""
    found = {password, *(value for _, value in _OPTION.findall(address))} - {""}
    return found | {unquote(each) for each in found}


def masked(address: str) -> str:
    """The address with `…` for its password and for secret options; '' for what is no address."""
    return _OPTION.sub(rf"\1{HIDDEN}", _PASSWORD.sub(rf"\1{HIDDEN}", address)) if "://" in address else ""


def unmasked(address: str, kept: str) -> str:
    """The address with what `kept` has in place of each `…`."""
    password = _PASSWORD.search(kept)
    if password:
        address = _PASSWORD.sub(lambda found: found[1] + (password[2] if found[2] == HIDDEN else found[2]), address)
    return unveiled(address, kept)


def veiled(text: str) -> str:
    """An address of the web, or a text that holds one, with `…` for secret options and for who signs in."""
    return _OPTION.sub(rf"\1{HIDDEN}", _SOMEBODY.sub(rf"\1{HIDDEN}", text))


def unveiled(address: str, kept: str) -> str:
    """The address with the secret options that `kept` has in place of each `…`."""
    options = {_name(option): value for option, value in _OPTION.findall(kept)}
    return _OPTION.sub(
        lambda found: found[1] + (options.get(_name(found[1]), HIDDEN) if found[2] == HIDDEN else found[2]), address
    )


def is_veiled(address: str) -> bool:
    """Whether `…` stands in an address of the web where a secret option is wanted."""
    return any(value == HIDDEN for _, value in _OPTION.findall(address))


def names_somebody(address: str) -> bool:
    """Whether an address of the web says who signs in: 'https://token@host'."""
    return _SOMEBODY.search(address) is not None


def _name(option: str) -> str:
    return option[1:]


def _forms(secret: str) -> Iterable[str]:
    for part in {secret, secret.strip(), *secret.split()}:
        if len(part) >= SHORTEST:
            yield from (part, quote(part), quote(part, safe=""), quote_plus(part), b64encode(part.encode()).decode())
