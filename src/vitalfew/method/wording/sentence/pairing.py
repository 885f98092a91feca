"""Finds the two ends of a movement: 'from 4 h to 1 h', '40 % → 25 %', '30 to 50'."""

from vitalfew.method.wording.sentence.pieces import Piece
from vitalfew.method.wording.sentence.quantity import Quantity

_ARROWS = frozenset({"→", "->", "-->", "=>", "==>", "⇒", "➔", "➜", "⟶", "–>", "➡"})
_FAR = 14


def pair(found: list[Quantity], changing: bool, pieces: list[Piece]) -> tuple[Quantity, Quantity] | None:
    """Where the first movement starts and ends, or None."""
    starts = [each for each in found if each.kind != "adjective" or each.role in {"from", "to"}]
    for at, first in enumerate(starts):
        for second in starts[at + 1 : at + 3]:
            if _moves(first, second, changing, pieces):
                return first, second
            if second.role in {"from", "to", "by"}:
                break
    return None


def _moves(first: Quantity, second: Quantity, changing: bool, pieces: list[Piece]) -> bool:
    if second.role != "to" or first.kind == "factor" != (second.kind == "factor"):
        return False
    near = second.cue_piece - first.last
    if second.cue in _ARROWS and (near <= 4) and first.role not in {"by"}:
        return first.role != "aside"
    if first.kind == "often" and second.kind == "often" and _period(first, pieces) != _period(second, pieces):
        first.role = second.role = "aside"
        return False
    if first.role == "from":
        return near <= _FAR
    if first.role not in {"", "plain", "now", "weak"} or near != 0 or first.kind == "adjective":
        return False
    return changing or first.first > 0


def _period(often: Quantity, pieces: list[Piece]) -> list[str]:
    return [piece.low for piece in pieces[often.last : often.last + 2]]
