"""Secrets that an installation makes for itself, readable by their owner only."""

import os
import secrets
import tempfile
from contextlib import suppress
from pathlib import Path


def secret_key(folder: Path) -> str:
    """The installation's key, made in `folder` with mode 0600 when there is none; never a default that others know."""
    return kept_secret(folder / "secret.key", size=64)


def kept_secret(path: Path, *, size: int) -> str:
    """The secret in the file `path`; without one, `size` random bytes as text are put there with mode 0600."""
    if not path.exists():
        _make(path, size)
    return path.read_text(encoding="ascii").strip()


def _make(path: Path, size: int) -> None:
    handle, name = tempfile.mkstemp(dir=path.parent)  # mkstemp gives 0600
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(secrets.token_urlsafe(size))
    with suppress(FileExistsError):  # another process was first: its secret stands
        os.link(name, path)
    os.unlink(name)
