"""Text inside a picture: escaped, measured and shortened."""

from __future__ import annotations

import re
from functools import lru_cache

ESCAPES: dict[int, str | None] = {
    **dict.fromkeys([*range(0x09), 0x0B, 0x0C, *range(0x0E, 0x20), 0xFFFE, 0xFFFF]),
    **dict.fromkeys(range(0xD800, 0xE000), "\ufffd"),
    ord("&"): "&amp;",
    ord("<"): "&lt;",
    ord(">"): "&gt;",
    ord('"'): "&quot;",
    ord("'"): "&#39;",
}
SPECIAL = re.compile(r"[&<>\"'\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
NARROW = frozenset("ijltfrI.,:;'|!()[] -")
WIDE = frozenset("mwMW@%")


def escaped(text: str) -> str:
    """The text as XML, in an element or an attribute; characters that XML forbids are dropped."""
    return text.translate(ESCAPES) if SPECIAL.search(text) else text


@lru_cache(maxsize=4096)
def width_of(text: str, size: float = 12) -> float:
    """About how many pixels the text takes in the sans face, rounded up rather than down."""
    return size * sum(em(character) for character in text)


def em(character: str) -> float:
    """The width of one character in units of the font size."""
    if character in NARROW:
        return 0.34
    if character in WIDE:
        return 0.9
    if ord(character) > 0x2E7F:
        return 1.05
    return 0.66 if character.isupper() or character.isdigit() else 0.58


def shortened(text: str, room: float, size: float = 12) -> str:
    """The text cut with an ellipsis so that it fits into `room` pixels; empty where nothing fits."""
    if width_of(text, size) <= room:
        return text
    room -= width_of("…", size)
    kept = text
    while kept and width_of(kept, size) > room:
        kept = kept[:-1]
    return kept.rstrip() + "…" if kept else ""
