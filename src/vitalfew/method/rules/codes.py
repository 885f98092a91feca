"""The codes of all rules, told without importing one: they begin the names of their files."""

from functools import cache
from pathlib import Path


@cache
def codes() -> tuple[str, ...]:
    """'K203', 'D501', …, in order."""
    rules = Path(__file__).parent
    names = (file.name for family in ("text", "data") for file in (rules / family).glob("*.py"))
    return tuple(sorted(name.partition("_")[0].upper() for name in names if not name.startswith("_")))
