"""Every setting as `doctor` shows it: its value, secrets hidden, and where the value came from."""

import os
import re
from dataclasses import dataclass

from vitalfew.lib.environment import PREFIX, SETTINGS, BadSetting, origin, setting

HIDDEN = "(hidden)"


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
    """A secret is never shown; of a database's address all but the password is."""
    address = re.fullmatch(r"(?P<scheme>\w+)://(?:(?P<user>[^:@/]*)(?::[^@]*)?@)?(?P<place>[^@?]*)(?:\?.*)?", value)
    if address is None:
        return HIDDEN
    user = f"{address['user']}:{HIDDEN}@" if address["user"] else ""
    return f"{address['scheme']}://{user}{address['place']}"


def _origin(name: str) -> str:
    return os.environ[f"{PREFIX}{name}_FILE"] if origin(name) == "file" else origin(name)
