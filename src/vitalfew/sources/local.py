"""Which local files a source may read: those in folders that an administrator lists, and never our own database."""

import os
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import unquote, urlsplit

from vitalfew.sources.bounds import bounds
from vitalfew.sources.contract import SourceError


def readable(path: str) -> Path:
    """The file that a path names, every link followed; raises SourceError where it may not be read."""
    return readable_all([path])[0]


def readable_all(paths: Sequence[str]) -> list[Path]:
    """Each of the files, every link followed; raises SourceError for the first that may not be read."""
    return [_readable(Path(path)) for path in paths]


def folder_of(path: Path) -> Path | None:
    """The listed folder that a file or folder lies in, every link followed; None where it lies in none."""
    real = path.resolve()
    folders = [Path(folder).expanduser().resolve() for folder in bounds().folders]
    return next((folder for folder in folders if real.is_relative_to(folder)), None)


def _readable(path: Path) -> Path:
    if folder_of(path) is None:
        raise SourceError(
            f"{path} lies in no folder that sources may read: an administrator lists those in VITALFEW_SOURCE_FOLDERS."
        )
    real = path.resolve()
    if not real.is_file():
        what = "is a folder" if real.is_dir() else "does not exist"
        raise SourceError(f"{path} {what}; a file was expected: check the path.")
    if _ours(real):
        raise SourceError(f"{path} is Vitalfew's own file, which is no source: name another one.")
    if not os.access(real, os.R_OK):
        raise SourceError(f"{path} cannot be read: give the user that runs Vitalfew the right to.")
    return real


def _ours(path: Path) -> bool:
    """Whether the file is one of our own under any name, or one of the files that SQLite puts beside it."""
    for own in map(_path, bounds().forbidden):
        beside = [Path(own + end) for end in ("", "-wal", "-shm", "-journal")] if own else []
        if any(each.exists() and each.samefile(path) for each in beside):
            return True
    return False


def _path(entry: str) -> str:
    """The path of 'sqlite:////srv/db.sqlite3' or of a plain path; '' for what is no file."""
    if "://" not in entry:
        return entry
    url = urlsplit(entry)
    return unquote(url.path.removeprefix("/")) if url.scheme.startswith("sqlite") else ""
