"""`vitalfew lint --fix`: the rewrites that are safe, in place."""

import os
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from vitalfew.cli.errors import InputError
from vitalfew.cli.linting import Linted, linted
from vitalfew.planfile.load import Loaded
from vitalfew.planfile.places import Places, value_of
from vitalfew.planfile.rewriting import NotRewritten, Start, rewritten
from vitalfew.planfile.sources import STDIN

ROUNDS = 5  # a rewrite may show another finding that can be mended


class Fix(NamedTuple):
    """One value that was rewritten."""

    file: str
    line: int
    code: str
    before: str
    after: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.code} mended: “{self.before}” → “{self.after}”"


def fixed(paths: Sequence[str], *, select: str = "", ignore: str = "") -> tuple[Linted, list[Fix]]:
    """Apply the safe rewrites of the chosen rules; returns what is still found, and what was changed."""
    if STDIN in paths:
        raise InputError("--fix cannot change standard input", what_to_do="Name the file.")
    done: list[Fix] = []
    for _ in range(ROUNDS):
        outcome = linted(paths, select=select, ignore=ignore)
        fixes = list(_fixes(outcome))
        if not fixes:
            return outcome, done
        _save(outcome.files, fixes)
        done += [fix for fix, _ in fixes]
    return linted(paths, select=select, ignore=ignore), done


def _fixes(outcome: Linted) -> Iterator[tuple[Fix, Start]]:
    """One rewrite for each value; where two rules would rewrite it, the first."""
    places = {loaded.file: Places(loaded) for loaded in outcome.files}
    seen: set[tuple[str, Start]] = set()
    for finding in outcome.findings:
        value = value_of(places[finding.file].node(finding.subject), finding.field) if finding.fix else None
        if value is None or value.text.strip() == finding.fix:
            continue
        start = (value.line, value.column)
        if (finding.file, start) not in seen:
            seen.add((finding.file, start))
            yield Fix(finding.file, value.line, finding.code, value.text.strip(), finding.fix), start


def _save(files: Sequence[Loaded], fixes: Sequence[tuple[Fix, Start]]) -> None:
    """Write each changed file whole, after every one of them was proven to change nowhere else."""
    texts = {}
    for loaded in files:
        changes = {start: fix.after for fix, start in fixes if fix.file == loaded.file}
        if changes:
            texts[loaded] = _rewritten(loaded, changes)
    for loaded, text in texts.items():
        _write(loaded, text)


def _rewritten(loaded: Loaded, changes: dict[Start, str]) -> str:
    try:
        return rewritten(loaded.text, changes, file=loaded.file)
    except NotRewritten as error:
        what = f"--fix would change more than it should here: {error}"
        line = min(line for line, _ in changes)
        hint = "Nothing was changed. Mend this line by hand."
        raise InputError(what, what_to_do=hint, file=loaded.file, line=line) from error


def _write(loaded: Loaded, text: str) -> None:
    """Replace the file in one step, unless somebody else has changed it meanwhile."""
    path = Path(loaded.file).resolve()
    try:
        held = path.read_bytes()
        mark = b"\xef\xbb\xbf" if held.startswith(b"\xef\xbb\xbf") else b""
        if held != mark + loaded.text.encode():
            raise InputError("The file changed while it was read", what_to_do="Run it again.", file=loaded.file)
        _replace(path, mark + text.encode())
    except OSError as error:
        what = f"The file cannot be written: {error.strerror}"
        raise InputError(what, what_to_do="It is as it was.", file=loaded.file) from error


def _replace(path: Path, data: bytes) -> None:
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        Path(name).chmod(path.stat().st_mode & 0o7777)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
