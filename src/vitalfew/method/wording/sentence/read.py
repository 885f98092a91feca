"""Reads a sentence: pieces, dates, quantities, roles, choice, and the record of it all."""

from itertools import pairwise

from vitalfew.method.wording.reading import Reading
from vitalfew.method.wording.sentence.choice import NOTHING, choose
from vitalfew.method.wording.sentence.dates import Dates, dates_of
from vitalfew.method.wording.sentence.direction import comparative, label_of, verb_of
from vitalfew.method.wording.sentence.lexicon import Lexicon, lexicon
from vitalfew.method.wording.sentence.names import tidy
from vitalfew.method.wording.sentence.naming import named
from vitalfew.method.wording.sentence.pieces import Pieces
from vitalfew.method.wording.sentence.plain_form import read_plain
from vitalfew.method.wording.sentence.quantities import quantities_of
from vitalfew.method.wording.sentence.quantity import Quantity
from vitalfew.method.wording.sentence.ranking import Sentence
from vitalfew.method.wording.sentence.record import record
from vitalfew.method.wording.sentence.roles import place

_LONGEST = 2000
_WITHOUT_NUMBER = {"improve": "increase", "carry": None, "aim": None, "": None}


def read_sentence(text: str) -> Reading:
    """What the sentence says; of a text longer than 2,000 characters only the beginning is read."""
    words = lexicon()
    return (read_plain(text, words) if len(text) <= _LONGEST else None) or read_by_grammar(text, words)


def read_by_grammar(text: str, words: Lexicon) -> Reading:
    """What the sentence says, piece by piece."""
    pieces = Pieces(text if len(text) <= _LONGEST else text[:_LONGEST])
    dates = dates_of(pieces, words)
    found = quantities_of(pieces, dates.taken, words)
    if found:
        _note_parentheses(found, pieces)
        for each in found:
            place(each, pieces, words)
        if ">" in pieces.lows:
            _note_arrows(found, pieces)
    label = label_of(pieces)
    verb = verb_of(pieces, label, _reach(found, pieces), words)
    sentence = Sentence(pieces, verb, words, label)
    chosen = choose(found, sentence) if found else NOTHING
    if chosen != NOTHING:
        return record(text, sentence, dates, found, chosen)
    return _without_number(text, sentence, dates)


def _without_number(text: str, sentence: Sentence, dates: Dates) -> Reading:
    verb = sentence.verb
    name = named(sentence, [], None, dates.taken) if verb.way not in {"", "aim"} else None
    way, span = _WITHOUT_NUMBER.get(verb.way, verb.way), verb.span
    if way is None:
        way, span = comparative(sentence.pieces, sentence.lexicon)
    deadline = dates.deadlines[0] if dates.deadlines else None
    spans = {"metric": name, "direction": span if way else None, "deadline": deadline}
    return Reading(
        text,
        metric=tidy(text[slice(*name)]) if name else None,
        direction=way,
        deadline=text[slice(*deadline)] if deadline else None,
        spans={field: span for field, span in spans.items() if span is not None},
    )


def _note_parentheses(found: list[Quantity], pieces: Pieces) -> None:
    if "(" not in pieces.lows:
        return
    depth, at = 0, 0
    for each in found:
        while at < each.first:
            low = pieces.lows[at]
            depth += low == "("
            depth -= low == ")" and depth > 0
            at += 1
        each.inside = depth > 0


def _note_arrows(found: list[Quantity], pieces: Pieces) -> None:
    """'35 > 15' and '35 >> 15' are arrows."""
    for first, second in pairwise(found):
        if pieces.lows[first.last : second.first] in ([">"], [">", ">"]):
            second.role, second.compare, second.cue_piece = "to", "", first.last


def _reach(found: list[Quantity], pieces: Pieces) -> int:
    """How far the verb may stand: up to the last number that is in no parentheses."""
    if not found:
        return len(pieces.lows)
    last = next((each for each in reversed(found) if not each.inside), found[-1])
    return last.last if last.kind == "factor" else last.first
