"""Every setting as `doctor` shows it: its value, secrets hidden, and where the value came from."""

import os
import re
from dataclasses import dataclass

from vitalfew.lib.environment import PREFIX, SETTINGS, BadSetting, origin, setting

HIDDEN = "(hidden)"
HARMLESS = ("from", "tls")
SCHEME = re.compile(r"\w+")
PLACE = re.compile(r"([\w.%-]*|\[[0-9a-fA-F:.]+\])(:\d+)?")


@dataclass(frozen=True, slots=True)
class Shown:
    """One setting; `origin` is 'environment', 'default' or the file that holds it."""

    name: str
    value: str
    origin: str
    meaning: str


def shown_settings() -> list[Shown]:
    """All settings of `SETTINGS`, in that order."""
    return [
        Shown(name=f"{PREFIX}{name}", value=_value(name), origin=_origin(name), meaning=about.meaning)
        for name, about in SETTINGS.items()
    ]


def _value(name: str) -> str:
    about = SETTINGS[name]
    if origin(name) == "default":
        return about.default
    try:
        value = setting(name)
    except BadSetting:
        return "(cannot be read)"
    return _masked(value) if about.secret else value


def _masked(value: str) -> str:
    """A secret is never shown; of an address all but the password is, and after the question mark what is known to be
    none.
    """
    scheme, _, rest = value.partition("://")
    before, _, query = rest.partition("?")
    authority, slash, path = before.partition("/")
    who, _, place = authority.rpartition("@")
    if not SCHEME.fullmatch(scheme) or not PLACE.fullmatch(place) or "@" in path:
        return HIDDEN
    user = f"{who.partition(':')[0]}:{HIDDEN}@" if who else ""
    told = "&".join(part for part in query.split("&") if part.partition("=")[0] in HARMLESS)
    return f"{scheme}://{user}{place}{slash}{path}{'?' if told else ''}{told}"


def _origin(name: str) -> str:
    return os.environ[f"{PREFIX}{name}_FILE"] if origin(name) == "file" else origin(name)
