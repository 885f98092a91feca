"""Settings from the environment: `VITALFEW_NAME`, or the content of the file named by `VITALFEW_NAME_FILE`."""

import os
from pathlib import Path
from typing import NamedTuple

PREFIX = "VITALFEW_"


class Setting(NamedTuple):
    """One setting: what it does, what holds without it, and whether its value must never be shown."""

    meaning: str
    default: str
    secret: bool = False


SETTINGS: dict[str, Setting] = {
    "DATA": Setting("The folder with the database, the key and the static files.", "~/.local/share/vitalfew"),
    "DATABASE_URL": Setting(
        "The database, as postgres://user:password@host/name.", "SQLite in the data folder", secret=True
    ),
    "BROKER_URL": Setting(
        "The queue that several workers share, as redis://:password@host:6379/0 or amqp://user:password@host:5672//.",
        "none: `vitalfew serve` does all work itself",
        secret=True,
    ),
    "BROKER_CA": Setting(
        "The certificates, in PEM, of the authority that signed the broker's, for rediss:// and amqps://.",
        "the authorities that this machine trusts",
        secret=True,
    ),
    "BASE_URL": Setting("The address that people type to reach this installation.", "http://127.0.0.1:8000"),
    "ALLOWED_HOSTS": Setting("Further host names under which it answers, with commas.", "none"),
    "BEHIND_PROXY": Setting("Whether a proxy in front sets X-Forwarded-Proto: yes or no.", "no"),
    "SECURE_COOKIES": Setting(
        "Whether cookies travel over https only: yes or no.", "yes for https and for this machine alone"
    ),
    "SECRET_KEY": Setting(
        "The key that signs sessions and links.", "made on the first start, kept in the data folder", secret=True
    ),
    "EGRESS_ALLOW": Setting(
        "Private hosts and networks that sources and messages may reach, with commas: db.internal:5432, 10.0.0.0/8.",
        "none: only public addresses",
    ),
    "SOURCE_FOLDERS": Setting(
        "Folders whose files sources may read, with commas: tables, SQLite databases, repositories.",
        "none: no local file",
    ),
    "EMAIL_URL": Setting(
        "The mail server, as smtp://user:password@host:587/?from=Vitalfew <v@example.org>, or smtps://.",
        "mails are written to the log",
        secret=True,
    ),
    "LOG_LEVEL": Setting("How much is logged: DEBUG, INFO, WARNING, ERROR or CRITICAL.", "WARNING"),
    "DEBUG": Setting("Any value: the command line shows the traceback of a failure.", "off"),
}


class BadSetting(ValueError):
    """A setting that cannot be used, with its name and what to do."""


def setting(name: str, default: str = "") -> str:
    """The value of `VITALFEW_<name>`; a `…_FILE` of the same name wins, for secrets that others must not see.

    A name that `SETTINGS` does not list raises `KeyError`: it would be missing from `doctor` and the docs.
    """
    SETTINGS[name]
    path = os.environ.get(f"{PREFIX}{name}_FILE")
    if path is None:
        return os.environ.get(f"{PREFIX}{name}", default)
    try:
        return Path(path).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        cause = error.strerror if isinstance(error, OSError) else "it is not text"
        raise BadSetting(f"{PREFIX}{name}_FILE names {path}, which cannot be read: {cause}.") from error


def origin(name: str) -> str:
    """Where the value of a setting comes from: 'file', 'environment' or 'default'."""
    if f"{PREFIX}{name}_FILE" in os.environ:
        return "file"
    return "environment" if f"{PREFIX}{name}" in os.environ else "default"


def unknown() -> list[str]:
    """Variables that begin like ours and name no setting: misspelt, or of another version."""
    known = {f"{PREFIX}{name}{end}" for name in SETTINGS for end in ("", "_FILE")}
    ours = {name for name in os.environ if name.startswith(PREFIX) and not name.startswith(f"{PREFIX}TEST_")}
    return sorted(ours - known)


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


def one_of(name: str, choices: tuple[str, ...], *, default: str) -> str:
    """A setting that is one of `choices`, in capitals; anything else raises `BadSetting`."""
    text = setting(name, default).upper()
    if text not in choices:
        raise BadSetting(f"{PREFIX}{name} is {text!r}; write one of {', '.join(choices)}.")
    return text
