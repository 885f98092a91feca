"""Reads a sentence: pieces, dates, quantities, roles, choice, and the record of it all."""

from vitalfew.method.wording.reading import Reading, Span
from vitalfew.method.wording.sentence.choice import Chosen, Sentence, choose
from vitalfew.method.wording.sentence.dates import dates_of
from vitalfew.method.wording.sentence.direction import Verb, comparative, verb_of
from vitalfew.method.wording.sentence.lexicon import lexicon
from vitalfew.method.wording.sentence.naming import named
from vitalfew.method.wording.sentence.pieces import Piece, pieces_of
from vitalfew.method.wording.sentence.quantities import quantities_of
from vitalfew.method.wording.sentence.quantity import Quantity
from vitalfew.method.wording.sentence.record import record, tidy
from vitalfew.method.wording.sentence.roles import place

_LONGEST = 2000
_WITHOUT_NUMBER = {"improve": "increase", "carry": None, "aim": None, "": None}


def read_sentence(text: str) -> Reading:
    """What the sentence says; of a text longer than 2,000 characters only the beginning is read."""
    words = lexicon()
    pieces = pieces_of(text if len(text) <= _LONGEST else text[:_LONGEST])
    dates = dates_of(pieces, words)
    found = quantities_of(pieces, dates.taken, words)
    _note_parentheses(found, pieces)
    for each in found:
        place(each, pieces, words)
    verb = verb_of(pieces, _reach(found, pieces), words)
    chosen = choose(found, Sentence(pieces, verb, words)) if found else Chosen()
    if any(chosen):
        return record(text, Sentence(pieces, verb, words), dates, found, chosen)
    name = named(pieces, verb, [], None, dates.taken) if verb.way not in {"", "aim"} else None
    way, span = _way(verb), verb.span
    if way is None:
        way, span = comparative(pieces, words)
    return _without_number(text, way, {"metric": name, "direction": span if way else None}, dates.deadlines)


def _without_number(text: str, way: str | None, spans: dict[str, Span | None], deadlines: list[Span]) -> Reading:
    deadline = deadlines[0] if deadlines else None
    known = {field: span for field, span in {**spans, "deadline": deadline}.items() if span is not None}
    name = spans["metric"]
    return Reading(
        text,
        metric=tidy(text[slice(*name)]) if name else None,
        direction=way,
        deadline=text[slice(*deadline)] if deadline else None,
        spans=known,
    )


def _note_parentheses(found: list[Quantity], pieces: list[Piece]) -> None:
    depth, at = 0, 0
    for each in found:
        while at < each.first:
            low = pieces[at].low
            depth += low == "("
            depth -= low == ")" and depth > 0
            at += 1
        each.inside = depth > 0


def _reach(found: list[Quantity], pieces: list[Piece]) -> int:
    """How far the verb may stand: up to the last number that is in no parentheses."""
    if not found:
        return len(pieces)
    last = next((each for each in reversed(found) if not each.inside), found[-1])
    return last.last if last.kind == "factor" else last.first


def _way(verb: Verb) -> str | None:
    return _WITHOUT_NUMBER.get(verb.way, verb.way)
