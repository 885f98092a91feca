"""The code that whoever starts a new installation shows on its first page, so that no passer-by becomes its admin."""

from hmac import compare_digest
from pathlib import Path

from vitalfew.lib.secret import kept_secret


def setup_code(folder: Path) -> str:
    """The code kept in `folder`, made on demand; `vitalfew serve` prints it with the address of the first page."""
    return kept_secret(_place(folder), size=9)


def is_setup_code(folder: Path, given: str) -> bool:
    """Whether this is the code, compared in constant time."""
    return compare_digest(setup_code(folder).encode(), given.strip().encode())


def forget_setup_code(folder: Path) -> None:
    """After the first run the code opens nothing and goes."""
    _place(folder).unlink(missing_ok=True)


def _place(folder: Path) -> Path:
    return folder / "setup.code"
