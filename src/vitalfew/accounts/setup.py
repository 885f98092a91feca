"""The code that a new installation's first visitor must know, so that a stranger cannot take it."""

import hmac
from pathlib import Path

from vitalfew.lib.secret import kept_secret

FILE = "setup.code"


def setup_code(folder: Path) -> str:
    """The installation's setup code, kept in `folder` until somebody has an account."""
    return kept_secret(folder / FILE, size=12)


def is_setup_code(folder: Path, text: str) -> bool:
    """Whether `text` is the setup code; compared in constant time."""
    return hmac.compare_digest(setup_code(folder).encode(), text.strip().encode())


def forget_setup_code(folder: Path) -> None:
    """Call this when the first account is made: the code opens nothing from then on."""
    (folder / FILE).unlink(missing_ok=True)
