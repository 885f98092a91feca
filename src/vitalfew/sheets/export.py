"""Writes text into cells that a spreadsheet will open, so that no cell becomes a formula."""

import re

_NUMBER = re.compile(r"[-+]?(\d+([.,]\d+)*|[.,]\d+)(e[-+]?\d+)?\s*%?", re.IGNORECASE | re.ASCII)
_ACTIVE = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def export_cell(text: str) -> str:
    """The text with a leading apostrophe if a spreadsheet would run it as a formula; numbers stay as they are."""
    if text.startswith(_ACTIVE) and not _NUMBER.fullmatch(text):
        return f"'{text}"
    return text
