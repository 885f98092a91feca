"""Ends a process at once after a command that made very many objects: taking them apart takes a tenth of its time."""

import os
import sys
from typing import NoReturn

_held: list[object] = []


def hold(made: object) -> None:
    """Keep this, and nothing held before, until the process ends; only for a command that has nothing to clean up."""
    _held[:] = [made]


def end(code: int) -> NoReturn:
    """End the process with this exit code; what was printed must have been flushed."""
    if _held:
        os._exit(code)
    sys.exit(code)
