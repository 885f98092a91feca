"""Uploaded files that wait for their owner's word: kept on the server, under a name that cannot be guessed."""

import json
import re
import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from vitalfew.accounts.models import Person

A_DAY = 24 * 3600
_TOKEN = re.compile(r"[A-Za-z0-9_-]{32}")


@dataclass(frozen=True, slots=True)
class Waiting:
    """A file that waits: its bytes, the name it came with, and what was asked about it."""

    token: str
    name: str
    data: bytes
    asked: Mapping[str, str]


def keep_file(*, data: bytes, name: str, asked: Mapping[str, str], person: Person, purpose: str = "values") -> str:
    """Keep a file for this person in their workspace, for a day; gives the token it is found by."""
    folder = _folder()
    _forget_old(folder)
    token = secrets.token_urlsafe(24)
    about = {"workspace": person.workspace_id, "person": person.pk, "name": name, "asked": dict(asked)}
    about["for"] = purpose
    (folder / token).write_bytes(data)
    (folder / f"{token}.json").write_text(json.dumps(about), encoding="utf-8")
    return token


def waiting_file(token: str, *, person: Person, purpose: str = "values") -> Waiting | None:
    """The file of this token if it is this person's, waits for this purpose and is still there, else None."""
    folder = _folder()
    if not _TOKEN.fullmatch(token) or not (folder / f"{token}.json").is_file():
        return None
    about = json.loads((folder / f"{token}.json").read_text(encoding="utf-8"))
    owner = (about["workspace"], about["person"], about.get("for", "values"))
    if owner != (person.workspace_id, person.pk, purpose):
        return None
    return Waiting(token, about["name"], (folder / token).read_bytes(), about["asked"])


def forget_file(waiting: Waiting) -> None:
    """Remove a file that was stored, or is not wanted any more."""
    for name in (waiting.token, f"{waiting.token}.json"):
        (_folder() / name).unlink(missing_ok=True)


def _folder() -> Path:
    folder: Path = settings.DATA / "uploads"
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder


def _forget_old(folder: Path) -> None:
    for path in folder.iterdir():
        if path.stat().st_mtime < time.time() - A_DAY:
            path.unlink(missing_ok=True)
