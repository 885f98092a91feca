"""Tokens in the addresses of links: signed by this installation, without colons, at which some programs cut them."""

from datetime import timedelta

from django.core import signing


class NoSuchLink(ValueError):
    """A link that we did not write, that is too old, or whose record is gone."""


def signed(what: str, *, salt: str, dated: bool = False) -> str:
    """The token that says this; `dated` ones can be asked to be young."""
    signer = signing.TimestampSigner(salt=salt) if dated else signing.Signer(salt=salt)
    return signer.sign(what).replace(":", ".")


def said(token: str, *, salt: str, valid_for: timedelta | None = None) -> str:
    """What a token of `signed` says, a dated one within `valid_for`; raises `NoSuchLink`."""
    text = token.replace(".", ":")
    try:
        if valid_for is None:
            return signing.Signer(salt=salt).unsign(text)
        return signing.TimestampSigner(salt=salt).unsign(text, max_age=valid_for)
    except signing.BadSignature as error:
        raise NoSuchLink from error
