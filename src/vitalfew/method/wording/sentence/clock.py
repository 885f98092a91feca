"""Numbers that look like a time of day: a duration ('1:30 h') or a ratio ('a ratio of 1:12')."""

from vitalfew.method.wording.sentence.lexicon import Lexicon
from vitalfew.method.wording.sentence.pieces import DATE, Pieces
from vitalfew.method.wording.sentence.quantity import Quantity

_LASTING = frozenset({"h", "min"})
_SIXTY = 60


def clocked(pieces: Pieces, at: int, lexicon: Lexicon) -> Quantity | None:
    """The quantity that the piece at a place is, or None: 1.5 h for '1:30 h', 12 for '1:12' of a ratio."""
    first, colon, second = pieces.lows[at].partition(":")
    if pieces.kinds[at] != DATE or not colon or (at and pieces.lows[at - 1] in lexicon.sets["before a time"]):
        return None
    unit = lexicon.units.get(pieces.after(at), "")
    if unit in _LASTING:
        made = Quantity(int(first) + int(second) / _SIXTY, unit, at, at + 2, pieces.start(at), pieces.end(at + 1))
        made.unit_start, made.unit_end = pieces.span(at + 1)
        return made
    if first == "1" and not lexicon.sets["ratios"].isdisjoint(pieces.lows):
        return Quantity(float(second), "", at, at + 1, *pieces.span(at))
    return None
