"""Writes text into cells that a spreadsheet will open, so that no cell becomes a formula, and reads it back."""

import re

NUMBER = r"[-+]?(\d+([.,]\d+)*|[.,]\d+)(e[-+]?\d+)?\s*%?"
ACTIVE = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_IS_NUMBER = re.compile(NUMBER, re.IGNORECASE | re.ASCII)


def export_cell(text: str) -> str:
    """The text with a leading apostrophe if a spreadsheet would run it as a formula; numbers stay as they are."""
    return f"'{text}" if _would_run(text) else text


def exported_text(cell: str) -> str:
    """The text that `export_cell` wrote into a cell."""
    return cell[1:] if cell.startswith("'") and _would_run(cell) else cell


def _would_run(text: str) -> bool:
    """Also with apostrophes before it: one more for each keeps both ways apart."""
    bare = text.lstrip("'")
    return bare.startswith(ACTIVE) and not _IS_NUMBER.fullmatch(bare)
