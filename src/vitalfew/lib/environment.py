"""Settings from the environment: `VITALFEW_NAME`, or the content of the file named by `VITALFEW_NAME_FILE`."""

import os
from pathlib import Path

PREFIX = "VITALFEW_"


class BadSetting(ValueError):
    """A setting that cannot be used, with its name and what to do."""


def setting(name: str, default: str = "") -> str:
    """The value of `VITALFEW_<name>`; a `…_FILE` of the same name wins, for secrets that others must not see."""
    path = os.environ.get(f"{PREFIX}{name}_FILE")
    if path is None:
        return os.environ.get(f"{PREFIX}{name}", default)
    try:
        return Path(path).read_text(encoding="utf-8").strip()
    except OSError as error:
        raise BadSetting(f"{PREFIX}{name}_FILE names {path}, which cannot be read: {error.strerror}.") from error


def origin(name: str) -> str:
    """Where the value of a setting comes from: 'file', 'environment' or 'default'."""
    if f"{PREFIX}{name}_FILE" in os.environ:
        return "file"
    return "environment" if f"{PREFIX}{name}" in os.environ else "default"


def yes(name: str, *, default: bool) -> bool:
    """A setting that is on ('yes', 'true', 'on', '1') or off; anything else raises `BadSetting`."""
    text = setting(name).lower()
    if text in {"yes", "true", "on", "1"}:
        return True
    if text in {"no", "false", "off", "0"}:
        return False
    if not text:
        return default
    raise BadSetting(f"{PREFIX}{name} is {text!r}; write yes or no.")
