"""Secrets of the installation: made when first asked for, readable by their owner only."""

import os
import secrets
import stat
import tempfile
from contextlib import suppress
from pathlib import Path


class OpenSecret(RuntimeError):
    """A secret that other users of this computer can read, and what to do."""


def secret_key(folder: Path) -> str:
    """The key that signs sessions and links, kept in `folder`; never a default that others know."""
    return kept_secret(folder / "secret.key", size=64)


def kept_secret(path: Path, *, size: int) -> str:
    """The secret in this file, made of `size` random bytes with mode 0600 when there is none.

    Raises `OpenSecret` when others may read the file: what it signed cannot be trusted any more.
    """
    if not path.exists():
        _make(path, size=size)
    if stat.S_IMODE(path.stat().st_mode) & 0o077:
        raise OpenSecret(
            f"{path} can be read by other users of this computer. Delete it (a new one is made, and everybody signs in "
            f"again), or, if nobody else was on this computer: chmod 600 {path}"
        )
    return path.read_text(encoding="ascii").strip()


def _make(path: Path, *, size: int) -> None:
    handle, name = tempfile.mkstemp(dir=path.parent)  # mkstemp gives 0600
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(secrets.token_urlsafe(size))
    with suppress(FileExistsError):  # another process was first: its secret stands
        os.link(name, path)
    os.unlink(name)
