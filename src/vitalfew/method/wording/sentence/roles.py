"""What the words around a quantity make of it: where it starts, where it goes, by how much, or none of these."""

from vitalfew.method.wording.sentence.lexicon import Lexicon
from vitalfew.method.wording.sentence.pieces import NUMBER, WORD, Pieces
from vitalfew.method.wording.sentence.quantity import Quantity

_YEARS = frozenset(range(1990, 2101))
_STEPS = 7
_SIDES = frozenset({"above", "below"})
_DURATIONS = frozenset({"ms", "s", "min", "h", "d", "week", "month", "year"})
_OF_A_PERIOD = frozenset({"in", "within", "during", "through"})
_NAMEABLE = frozenset({"", "weak", "plain"})
_RELATIVE = frozenset({"%", "x"})
_COUNTED = frozenset({"x", "rating"})
_NOW = {"now": frozenset({"from", "now"}), "present": frozenset({"from", "now", "", "plain", "weak"})}
_RANKS = frozenset({"in", "into", "among"})
_AHEAD = 4
_TRENDS = {"up": "increase", "down": "decrease", "+": "increase", "plus": "increase"}


def place(found: Quantity, pieces: Pieces, lexicon: Lexicon) -> None:
    """Give a quantity its role, by the words before it and after it."""
    _look_before(found, pieces, lexicon)
    following = pieces.lows[found.last : found.last + _AHEAD]
    if found.inside and found.cue == "=":
        found.role = "aside"  # a key: '("agree" = 5)'
    elif found.inside and not found.role and _dated(found, following, pieces, lexicon):
        found.role = "now"
    if following and following[0] in lexicon.after_starts:
        _look_after(found, following, lexicon)
    sized = found.role == "by" or found.unit in _RELATIVE or pieces.lows[found.first - 1] in _TRENDS
    if sized and found.role != "from":
        _note_trend(found, following, pieces, lexicon)
    if found.role == "now" and found.first == 1 and not found.unit and pieces.lows[0] in lexicon.sets["winning"]:
        found.role = ""  # 'Hire 10 now'
    named = found.role in _NAMEABLE and found.first and _named(found, pieces, lexicon)
    label = not found.role and found.first > 1 and _is_label(found, pieces, lexicon)
    if named or label or _is_period(found, lexicon) or (found.raw in _YEARS and _is_year(found, lexicon)):
        found.role = "aside"
    elif found.role == "within" or (found.role == "aside" and _is_rank(found, pieces, lexicon)):
        found.role, found.compare = "to" if found.role == "aside" else found.role, found.compare or "below"


def _look_before(found: Quantity, pieces: Pieces, lexicon: Lexicon) -> None:
    at = found.first
    for _ in range(_STEPS):
        meaning, width = _cue(pieces, at, lexicon)
        if not meaning:
            break
        at -= width
        if meaning == "filler":
            continue
        if meaning in _SIDES:
            found.compare, found.cue_piece = found.compare or meaning, at
        elif meaning == "definite":
            found.definite = True
        else:
            _give(found, meaning, pieces.lows[at : at + width])
            found.cue_piece = at
            break


def _dated(found: Quantity, following: list[str], pieces: Pieces, lexicon: Lexicon) -> bool:
    """Whether it is told of another time, in parentheses: '(Q1: 48)', '(2025: 3 %)', '(9 in May)'."""
    before = pieces.lows[found.first - 2 : found.first]
    time = before[0] if before[1:] == [":"] else following[1] if following[:1] == ["in"] and following[1:] else ""
    return time[-1:].isdigit() or time in lexicon.sets["months"]


def _give(found: Quantity, meaning: str, cue: list[str]) -> None:
    found.role = found.role or meaning
    found.cue = cue[0]
    if "factor" in cue:
        found.kind, found.unit = "factor", "x"


def _cue(pieces: Pieces, at: int, lexicon: Lexicon) -> tuple[str, int]:
    """What the longest phrase that ends before a place means, and its width in pieces."""
    if at == 0:
        return "", 0
    lows = pieces.lows
    last = lows[at - 1]
    widest = lexicon.cue_ends.get(last, 0)
    if widest > 1:
        for width in range(min(widest, at), 1, -1):
            meaning = lexicon.cues.get(" ".join(lows[at - width : at]))
            if meaning:
                return meaning, width
    return (lexicon.cues.get(last, ""), 1) if widest else ("", 0)


def _look_after(found: Quantity, following: list[str], lexicon: Lexicon) -> None:
    for width in (1, 2, 3):
        meaning = lexicon.after.get(" ".join(following[:width]))
        if meaning == "aside" and found.role not in {"from", "to", "by"}:
            found.role = "aside"
        elif meaning in _NOW and (found.inside or found.role in _NOW[meaning]):
            found.role = "now"
        elif meaning in {"above", "below"}:
            sooner = following[1:2] == ["better"] and found.unit in _DURATIONS
            found.compare = found.compare or ("below" if sooner else meaning)


def _note_trend(found: Quantity, following: list[str], pieces: Pieces, lexicon: Lexicon) -> None:
    if following and found.unit in _RELATIVE:
        found.trend = _trend(following, lexicon)
    points = found.noun in lexicon.sets["percent points"]
    if (points or (found.unit and found.unit not in _COUNTED)) and not found.role and found.first > 1:
        found.trend = found.trend or _trend_before(found, pieces, lexicon, found.last + points)
    elif found.role == "by":
        found.trend = found.trend or _TRENDS.get(found.cue, "") or _TRENDS.get(pieces.lows[found.cue_piece - 1], "")


def _trend(following: list[str], lexicon: Lexicon) -> str:
    """The direction in '20 % more leads', '30 % cost reduction'; '' where the number sizes no change."""
    first = lexicon.changing.get(following[0])
    if first in {"more", "less"}:
        return "" if following[1:2] == ["than"] else "increase" if first == "more" else "decrease"
    for at, word in enumerate(following):
        meaning = lexicon.changing.get(word)
        if meaning in {"increase", "decrease"}:
            rate = following[at + 1 : at + 2] and following[at + 1] in lexicon.sets["no change after"]
            return "" if rate else meaning
        if not word[0].isalpha() or word in lexicon.sets["not a unit"]:
            break
    return ""


def _trend_before(found: Quantity, pieces: Pieces, lexicon: Lexicon, end: int) -> str:
    """The direction in 'sales up 20 %' and 'costs down 5 % on last year', not in 'sign up 20 % of guests'."""
    after, *more = [*pieces.lows[end : end + 3], ""]
    number = after == "to" and more[0][:1].isdigit()  # 'up 20 % to 6,000', 'up 5 points to 52 %'
    sized = number and (found.unit != "%" or "%" not in "".join(more))
    if not sized and after[:1].isalpha() and after not in lexicon.sets["after a share"]:
        return ""
    return _TRENDS.get(pieces.lows[found.first - 1], "")


def _named(found: Quantity, pieces: Pieces, lexicon: Lexicon) -> bool:
    """Whether the number belongs to a name before it: 'SOC 2', 'React 18', 'Phase 3'."""
    before = found.first - 1
    if pieces.lows[before] not in lexicon.sets["names"] or pieces.kinds[before] != WORD:
        return False
    return found.bare and not (found.compare or found.sign or found.top is not None)


def _is_label(found: Quantity, pieces: Pieces, lexicon: Lexicon) -> bool:
    """Whether it tells one thing from its like, before the number that counts: 'scrap on press 3 below 2 %'."""
    last = found.last
    if found.compare or not found.bare or last + 1 >= len(pieces.lows):
        return False
    compared = lexicon.cues.get(pieces.lows[last]) in _SIDES and pieces.kinds[last + 1] == NUMBER
    return compared and pieces.kinds[found.first - 1] == WORD


def _is_rank(found: Quantity, pieces: Pieces, lexicon: Lexicon) -> bool:
    """'be in the top 25 %' is a place to reach, 'sell to the top 25 %' is not."""
    at = found.first - 1
    if found.unit != "%" or pieces.lows[at] != "top" or at < 2:
        return False
    near = pieces.lows[at - 1] == "the" and pieces.lows[at - 2] in _RANKS
    return near and (at == 2 or pieces.lows[at - 3] in lexicon.sets["ranked"])


def _is_year(found: Quantity, lexicon: Lexicon) -> bool:
    """'the 2022 roadmap', 'the 2023 baseline', but not '2000 users'."""
    plural = found.noun.endswith("s") and found.noun not in lexicon.sets["of a year"]
    if not found.noun or plural or not found.bare:
        return False
    return found.end - found.start == len("2022") and found.role not in {"to", "from", "by"} and not found.compare


def _is_period(found: Quantity, lexicon: Lexicon) -> bool:
    """Whether it says for how long or in which time: 'for 12 weeks', 'in 6 months', 'over 2 quarters'."""
    if found.definite and found.unit in _DURATIONS and not found.role:
        return True  # 'the first two weeks'
    if found.cue == "for":
        return found.unit in _DURATIONS and not found.compare
    if found.cue not in _OF_A_PERIOD:
        return False
    return found.unit in {"month", "year"} or found.noun in lexicon.sets["period counts"]
