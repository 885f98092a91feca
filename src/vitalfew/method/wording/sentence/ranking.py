"""How good a target each quantity of a sentence makes."""

from typing import NamedTuple

from vitalfew.method.wording.sentence.direction import Verb
from vitalfew.method.wording.sentence.lexicon import Lexicon
from vitalfew.method.wording.sentence.pieces import Pieces
from vitalfew.method.wording.sentence.quantity import Quantity

_CHANGING = frozenset({"increase", "decrease", "improve", "carry"})
_NEVER = frozenset({"aside", "from", "now"})
_PLACES = frozenset({"in", "at", "on"})
_SHORT = frozenset({"ms", "s", "min", "h"})
_LONG = frozenset({"month", "year"})
FIRST, BEST, GOOD, WEAK, WEAKER, INSIDE, LAST = range(7)


class Sentence(NamedTuple):
    """What choosing goes by; `label` is how many pieces a label before the sentence has."""

    pieces: Pieces
    verb: Verb
    lexicon: Lexicon
    label: int = 0

    @property
    def changing(self) -> bool:
        """Whether the verb asks for a change."""
        return self.verb.way in _CHANGING


def rank(each: Quantity, sentence: Sentence) -> int | None:
    """The lowest is the best target; None can be none. The first of equals is the target."""
    if each.role in _NEVER:
        return None
    said = each.role in {"to", "by"} or bool(each.compare)
    if each.kind == "adjective" and not (each.compare or each.role == "to"):
        return None
    if each.cue == "=" and not each.inside:
        return FIRST  # 'bugs open > 7 days = 0'
    if each.role == "within":
        return _within(each, sentence)
    if each.inside:
        return (
            INSIDE
            if said or (each.sign and each.unit == "%")
            else LAST
            if each.unit and not sentence.changing
            else None
        )
    placed = each.compare and each.cue in _PLACES
    aimed = placed or (each.role == "to" and each.unit and sentence.changing)  # 'to 14-day terms'
    if (each.role == "weak" or each.definite or each.kind == "adjective") and not aimed:
        return _weak(each, sentence)
    strong = said or each.trend or each.sign or each.kind == "factor" or not sentence.changing
    return BEST if strong else GOOD


def _weak(each: Quantity, sentence: Sentence) -> int | None:
    """'in 3 countries', 'the 5 regions': the target only where nothing else is one."""
    if each.cue == "in" and sentence.verb.way == "carry" and each.cue_piece == sentence.verb.at + 1:
        return BEST  # 'bring in 5 new customers'
    before = each.cue_piece - 1  # 'get featured in 3 magazines', 'get the first 100 customers'
    done = (
        each.cue in _PLACES and before > sentence.verb.at and sentence.lexicon.participle(sentence.pieces.lows[before])
    )
    carried = sentence.verb.way == "carry" and (each.definite or done)
    if each.cue == "at" and sentence.pieces.lows[sentence.verb.at] in sentence.lexicon.sets["caps"]:
        return BEST
    if sentence.changing and not carried:
        return WEAKER if each.unit == "%" or each.compare else None
    return WEAKER if each.definite else WEAK


def _within(each: Quantity, sentence: Sentence) -> int | None:
    """'within 3 hours' is a target of its own, 'launch within 6 weeks' and 'within 6 months' are deadlines."""
    if not each.unit and each.noun.endswith("s"):
        return WEAKER  # 'within 3 clicks'
    if each.unit in _LONG or not each.unit or sentence.changing:
        return None
    begins = sentence.pieces.lows[0] in sentence.lexicon.sets["task time"]
    return WEAKER if each.unit in _SHORT or not begins else None
