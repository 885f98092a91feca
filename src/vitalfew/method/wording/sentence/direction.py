"""Which way a sentence points, by its verb and by what it measures."""

from typing import NamedTuple

from vitalfew.method.wording.reading import Span
from vitalfew.method.wording.sentence.lexicon import Lexicon
from vitalfew.method.wording.sentence.pieces import NUMBER, WORD, Pieces

_SIGNS = {"<": "decrease", "≤": "decrease", "<=": "decrease", ">": "increase", "≥": "increase", ">=": "increase"}

_SIZED = frozenset({"increase", "decrease"})
_ENDS = frozenset({"by", "from", "to"})


_AFTER_LABEL = frozenset({":", "-", "–", "—", ".", ")"})


class Verb(NamedTuple):
    """The verb of change: 'increase', 'decrease', 'maintain', 'improve', 'carry', 'aim' or ''; its place and span."""

    way: str = ""
    at: int = -1
    span: Span = (0, 0)


NO_VERB = Verb()


def verb_of(pieces: Pieces, first: int, until: int, lexicon: Lexicon) -> Verb:
    """The first verb of change between two places; 'achieve and maintain' maintains."""
    aim, opening = NO_VERB, not _compound(pieces, lexicon)
    if not opening:
        first = 1
    verbs, kinds = lexicon.verbs, pieces.kinds
    for at, low in enumerate(pieces.lows[first:until], first):
        way = verbs.get(low)
        if way and (opening or _is_verb(pieces, at, lexicon)) and _by_itself(pieces, at, lexicon):
            if opening or aim is NO_VERB or way == "maintain":
                return _purpose(Verb(way, at, pieces.span(at)), pieces, until, lexicon)
        elif opening and kinds[at] == WORD:
            if low in lexicon.sets["aims"]:
                aim = Verb("aim", at, pieces.span(at))
            opening = low in lexicon.sets["before verbs"]
    return aim


def label_of(pieces: Pieces) -> int:
    """How many pieces a label before the sentence has: two in 'KR1: raise …', none otherwise."""
    number = pieces.lows[0][2:].lstrip("-.") if pieces.lows and pieces.lows[0][:2] == "kr" else ""
    return 2 if number.isdecimal() and pieces.after(0) in _AFTER_LABEL else 0


def _compound(pieces: Pieces, lexicon: Lexicon) -> bool:
    """Whether the first word is no verb but the first of a name: 'Win rate', 'Hold time', 'Change failure rate'."""
    first = pieces.lows[0] if pieces.lows else ""
    return first in lexicon.sets["verb or name"] and pieces.after(0) in lexicon.sets["heads of names"]


def _purpose(verb: Verb, pieces: Pieces, until: int, lexicon: Lexicon) -> Verb:
    """'Improve the ovens to cut waste by 30 %' cuts waste; the verb itself where nothing follows before a number."""
    if verb.way != "improve":
        return verb
    for at in range(verb.at + 2, until):
        if pieces.kinds[at] == NUMBER:
            break
        way = lexicon.verbs.get(pieces.lows[at])
        if way in _SIZED and pieces.lows[at - 1] == "to":
            return Verb(way, at, pieces.span(at))
    return verb


def _by_itself(pieces: Pieces, at: int, lexicon: Lexicon) -> bool:
    """Not 'double down', 'double opt-in'."""
    return pieces.lows[at] not in lexicon.factors or pieces.after(at) not in lexicon.sets["no factor before"]


def _is_verb(pieces: Pieces, at: int, lexicon: Lexicon) -> bool:
    """Whether a word in the midst of a sentence is its verb: not 'by reducing', 'while growing', 'the drop'.

    'Complaints falling to 5' has one, 'falling sales' has none.
    """
    low = pieces.lows[at]
    adjective = low.endswith("ing") and pieces.after(at) not in _ENDS
    if adjective or low in lexicon.sets["noun or verb"]:
        return False
    return pieces.lows[at - 1] not in lexicon.sets["not a verb after"]


def comparative(pieces: Pieces, lexicon: Lexicon) -> tuple[str | None, Span]:
    """The way that 'faster', 'fewer' or '<' points in a sentence without numbers."""
    for at, low in enumerate(pieces.lows):
        way = _SIGNS.get(low) or lexicon.comparatives.get(low)
        if way or (low.endswith("ier") and len(low) > 5):
            return way or "increase", pieces.span(at)
    return None, (0, 0)


def lower_is_better(name: str, lexicon: Lexicon) -> bool:
    """Whether less of what is measured is better, by the last words of its name: 'response time', 'churn rate'."""
    words = [word.strip("().,") for word in name.lower().split(" (")[0].split()]
    for at, word in enumerate(words):
        if at and word in lexicon.sets["share of what"]:
            heads = word == "of" and words[at - 1] in lexicon.sets["counted heads"]
            words = words[at + 1 :] if heads else words[:at]
            break
    words = [word for word in words if word not in lexicon.sets["not names"]]
    return bool(words) and words[-1] in lexicon.sets["lower is better"]


def inferred(value: float, unit: str, way: str, *, lower: bool) -> str | None:
    """Which way a target points by itself, `lower` being whether less of its measure is better."""
    if value == 0 or lower:
        return "decrease"
    short = unit in {"ms", "s", "min", "h", "d"} and way not in {"improve", "aim"}
    return None if short else "increase"
