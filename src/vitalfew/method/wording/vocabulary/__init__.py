"""The words that reading and judging sentences go by: data, one folder per language, one file per concern."""

import json
from functools import cache
from pathlib import Path
from typing import Any


@cache
def words(concern: str, language: str = "en") -> dict[str, Any]:
    """The word lists of one concern ('reader', 'nature'), read once."""
    path = Path(__file__).parent / language / f"{concern}.json"
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


@cache
def word_set(concern: str, name: str, language: str = "en") -> frozenset[str]:
    """One list of a concern as a set; it may be kept as one string of words."""
    listed = words(concern, language)[name]
    return frozenset(listed.split() if isinstance(listed, str) else listed)
