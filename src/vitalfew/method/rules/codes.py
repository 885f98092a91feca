"""The codes of all rules, told without importing one: they begin the names of their files."""

from functools import cache
from importlib.resources import files


@cache
def codes() -> tuple[str, ...]:
    """'K203', 'D501', …, in order."""
    folders = (files(f"{__package__}.{family}") for family in ("text", "data"))
    names = (file.name for folder in folders for file in folder.iterdir() if file.name.endswith(".py"))
    return tuple(sorted(name.partition("_")[0].upper() for name in names if not name.startswith("_")))
