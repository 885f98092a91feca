"""The texts of plan files: found in folders, read whole, or refused with what to do."""

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from vitalfew.planfile.problems import PlanError, Problem

MAX_BYTES = 20_000_000
SUFFIXES = (".yaml", ".yml")
STDIN = "-"
BOMS = {b"\xff\xfe": "UTF-16", b"\xfe\xff": "UTF-16"}


def read_texts(paths: Iterable[str | Path], problems: list[Problem]) -> Iterator[tuple[str, str]]:
    """The name and text of each file, of folders' *.yaml and *.yml files in the order of their names.

    '-' is standard input. What cannot be read is added to the problems.
    """
    for path in (file for name in paths for file in _files(Path(name), problems)):
        try:
            yield str(path), _read(path)
        except PlanError as error:
            problems += error.problems


def _files(path: Path, problems: list[Problem]) -> list[Path]:
    if not path.is_dir():
        return [path]
    files = sorted(file for file in path.iterdir() if file.suffix in SUFFIXES and file.is_file())
    if not files:
        problems.append(Problem(str(path), 1, "There is no *.yaml file in this folder.", "Check the path."))
    return files


def _read(path: Path) -> str:
    try:
        if str(path) == STDIN:
            return _decoded(path, _limited(path, sys.stdin.buffer))
        with path.open("rb") as stream:
            return _decoded(path, _limited(path, stream))
    except FileNotFoundError:
        raise _unreadable(path, "There is no such file.", "Check the path.") from None
    except OSError as error:
        raise _unreadable(path, f"The file cannot be read: {error.strerror}.", "Check it.") from error


def _limited(path: Path, stream: BinaryIO) -> bytes:
    """All of the stream; never more than is allowed, whatever its size claims to be."""
    data = stream.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise _unreadable(path, "The file is larger than 20 MB.", "Split it into several in one folder.")
    return data


def _decoded(path: Path, data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        known = BOMS.get(data[:2])
        what = f"This is {known}, not UTF-8 text." if known else "This is not UTF-8 text."
        raise PlanError([Problem(str(path), line, what, "Save the file as UTF-8.")]) from error


def _unreadable(path: Path, what: str, what_to_do: str) -> PlanError:
    return PlanError([Problem(str(path), 1, what, what_to_do)])
