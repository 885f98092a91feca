"""The key that signs sessions and links: made on the first start, readable by its owner only."""

import os
import secrets
import tempfile
from contextlib import suppress
from pathlib import Path


def secret_key(folder: Path) -> str:
    """The installation's key, made in `folder` with mode 0600 when there is none; never a default that others know."""
    path = folder / "secret.key"
    if not path.exists():
        _make(path)
    return path.read_text(encoding="ascii").strip()


def _make(path: Path) -> None:
    handle, name = tempfile.mkstemp(dir=path.parent)  # mkstemp gives 0600
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(secrets.token_urlsafe(64))
    with suppress(FileExistsError):  # another process was first: its key stands
        os.link(name, path)
    os.unlink(name)
