"""What a sentence measures: the words between its verb and its numbers, or the words after the number."""

from vitalfew.method.wording.reading import Span
from vitalfew.method.wording.sentence.pieces import NUMBER, SIGN, WORD, Pieces
from vitalfew.method.wording.sentence.quantity import Quantity
from vitalfew.method.wording.sentence.ranking import Sentence

_STOPS = frozenset({"(", ";", ".", ",", "→", "->", "=", "-", "–", "—", "["})
_CLOSING = frozenset({")", '"', "”", "%"})
_NO_THINGS = frozenset({"per", "a", "by", "in", "on", "and", "every", "from", "to", "at", "times"})
_WORDS_MOST = 30
_EACH = frozenset({"a", "an", "per", "every", "each"})
_JOINS = frozenset({"and", "&", "to"})
_PLACES = frozenset({"on", "in", "at"})


def named(sentence: Sentence, counted: list[Quantity], main: Quantity | None, taken: frozenset[int]) -> Span | None:
    """The characters that name the measure; None where there is no name.

    `counted` are the quantities that say something, `main` the one that says where it goes.
    """
    pieces, first = sentence.pieces, _beginning(sentence)
    while first < len(pieces.lows) and (first in taken or (first and pieces.lows[first] == ",")):
        first += 1
    if not counted:
        return name_after(sentence, first, taken, main)
    doubled = counted[0].kind == "factor" and len(counted) > 1
    earliest = min(counted[1:] if doubled else counted, key=_place)
    last = min(earliest.cue_piece, earliest.first)
    before = _trimmed(sentence, first, _stop(sentence, first, last), main)
    if before and not (_only_a_verb(sentence, first, earliest) or _and_gets(sentence, last)):
        return before
    stops = taken | {each.cue_piece for each in counted}
    return (
        name_after(sentence, (main or earliest).last, stops, main)
        or name_after(sentence, earliest.last, stops, main)
        or before
    )


def per_what(sentence: Sentence, main: Quantity) -> Span | None:
    """The characters of 'month' in '5/month', 'per month' and 'a month' after a number."""
    pieces = sentence.pieces
    at = main.last + (main.noun != "" and pieces.after(main.last - 1) == main.noun)
    if at + 1 >= len(pieces.lows) or pieces.kinds[at + 1] != WORD:
        return None
    near = pieces.lows[at]
    period = near in {"a", "an", "every"} and pieces.lows[at + 1] in sentence.lexicon.sets["periods"]
    return pieces.span(at + 1) if near in {"/", "per", "each"} or period else None


def _beginning(sentence: Sentence) -> int:
    """Where the words begin that may name the measure: after the verb and what stands before it."""
    pieces, at = sentence.pieces, sentence.verb.at
    label = sentence.label
    if at == label or (at > label and not _subject(sentence, label)):
        return at + 1
    noted = at == 2 and pieces.lows[1] == ":"  # 'FYI: reduce waste', not 'Margin: raise from 61 %'
    return 3 if noted and pieces.after(2)[:1].isalpha() and pieces.after(2) not in sentence.lexicon.cues else label


def _stop(sentence: Sentence, first: int, last: int) -> int:
    """Where a name that is followed by another clause ends: 'Raise NPS; it was 48', 'Margin: raise from'."""
    pieces, at = sentence.pieces, sentence.verb.at
    if first < at - 1 and at < last and pieces.lows[at - 1] == ":":
        return at - 1
    return pieces.lows.index(";", first, last) if ";" in pieces.lows[first:last] else last


def _place(each: Quantity) -> int:
    return each.first


def _only_a_verb(sentence: Sentence, first: int, main: Quantity) -> bool:
    """'Sell 5,000 licences', 'Resolve 90 % of tickets': the one word before the number is what is done."""
    pieces = sentence.pieces
    near = main.first == 1 and main.cue_piece == 1
    least = main.cue_piece == 1 and main.compare and pieces.lows[0] in sentence.lexicon.sets["task time"]
    if first or not (near or least or (main.first == 2 and main.definite)):
        return False
    word, after = pieces.matches[0][0], pieces.after(main.last - 1)
    counts = after == "of" or ((main.bare or main.noun == after) and after[:1].isalpha() and after not in _NO_THINGS)
    return word.isalpha() and word[1:].islower() and counts


def _and_gets(sentence: Sentence, last: int) -> bool:
    """'Launch the new app and get 40 % more users': what stands before the number is done, not measured."""
    lows = sentence.pieces.lows
    return last > 1 and lows[last - 1] in sentence.lexicon.sets["winning"] and lows[last - 2] in _JOINS


def _subject(sentence: Sentence, label: int) -> bool:
    """Whether the words before the verb name something: 'Close cycle reduced to', not 'We will reduce'."""
    sets, pieces = sentence.lexicon.sets, sentence.pieces
    empty, more = sets["before a name"], sets["no subject"]
    return any(
        kind == WORD and low not in empty and low not in more
        for low, kind in zip(pieces.lows[label : sentence.verb.at], pieces.kinds[label:], strict=False)
    )


def _trimmed(sentence: Sentence, first: int, last: int, main: Quantity | None) -> Span | None:
    """The span without articles, prepositions and verbs at both ends; None if no word is left."""
    sets, lows, kinds = sentence.lexicon.sets, sentence.pieces.lows, sentence.pieces.kinds
    empty = sets["before a name"]
    if main is not None and main.trend:
        empty = empty | sets["changes in a name"]
    while first < last and (lows[first] in empty or _no_name(sentence.pieces, first)):
        first += 1
    tail = sets["after a name"]
    while last > first and (lows[last - 1] in tail or (kinds[last - 1] == SIGN and lows[last - 1] not in _CLOSING)):
        last -= 1
    if WORD not in kinds[first:last]:
        return None
    return sentence.pieces.start(first), sentence.pieces.end(last - 1)


def _no_name(pieces: Pieces, at: int) -> bool:
    """Signs and numbers, but not the 30 of '30-day' and the 95th of '95th percentile'."""
    if pieces.kinds[at] == NUMBER:
        return not pieces.matches[at]["noun"] and pieces.after(at) != "percentile"
    return pieces.kinds[at] == SIGN and pieces.lows[at] != '"'


def name_after(sentence: Sentence, first: int, taken: frozenset[int], main: Quantity | None) -> Span | None:
    """The characters of a name that begins at a place, up to what is no part of it."""
    lows, ends = sentence.pieces.lows, sentence.lexicon.sets["name ends"]
    share = main is not None and main.unit == "%" and main.last == first and lows[first : first + 1] == ["of"]
    last = first
    while last < min(len(lows), first + _WORDS_MOST):
        low = lows[last]
        if (last > first and last in taken and not (share and low == "within")) or low in _STOPS:
            break
        if last > first and (_is_pace(sentence, last, main) or (low in ends and _cuts(sentence, last, share=share))):
            break
        last += 1
    if main is not None and main.last == first < last - 1 and _is_measured_in(sentence, main):
        return main.unit_start, sentence.pieces.end(last - 1)
    return _trimmed(sentence, first, last, main)


def _is_pace(sentence: Sentence, at: int, main: Quantity | None) -> bool:
    """Whether 'a month' stands there, of '2 releases a month'."""
    pieces = sentence.pieces
    return (
        main is not None and bool(main.per) and pieces.lows[at] in _EACH and pieces.after(at) in sentence.lexicon.paces
    )


def _is_measured_in(sentence: Sentence, main: Quantity) -> bool:
    """Whether only a place follows the unit, so that the unit is what is measured: '4.5 stars on the App Store'."""
    at, pieces = main.last, sentence.pieces
    if main.unit != "rating" or not pieces.lows[at - 1].isalpha() or at + 1 >= len(pieces.lows):
        return False
    return pieces.lows[at] in _PLACES and pieces.kinds[at + 1] == WORD and main.unit_end > 0


def _cuts(sentence: Sentence, at: int, *, share: bool) -> bool:
    """'by' ends a name before 'running ads', not before 'card'; 'from' is in the name of a share of something."""
    pieces = sentence.pieces
    low, following = pieces.lows[at], pieces.after(at)
    if share and low == "from":
        return not following[:1].isalpha() or following in sentence.lexicon.cues
    if share and low == "within":
        return not sentence.lexicon.participle(pieces.lows[at - 1])
    return low != "by" or not following[:1].isalpha() or following.endswith("ing")
