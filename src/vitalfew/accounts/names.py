"""Names inside sentences that run the other way."""

from unicodedata import bidirectional

TURNING = frozenset({"R", "AL", "AN", "LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"})
ISOLATES = dict.fromkeys(range(0x2066, 0x206A))
FIRST_STRONG, POP = "\u2068", "\u2069"


def isolated(name: object) -> str:
    """The name so that nothing in it turns the words and numbers around it, where it runs from right to left."""
    text = str(name)
    if text.isascii() or not any(bidirectional(character) in TURNING for character in text):
        return text
    return f"{FIRST_STRONG}{text.translate(ISOLATES)}{POP}"
