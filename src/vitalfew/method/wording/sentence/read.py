"""Reads a sentence: pieces, dates, quantities, roles, choice, and the record of it all."""

from vitalfew.method.wording.reading import Reading, Span
from vitalfew.method.wording.sentence.choice import Chosen, Sentence, choose
from vitalfew.method.wording.sentence.dates import Dates, dates_of
from vitalfew.method.wording.sentence.direction import NO_VERB, Verb, comparative, lower_is_better, verb_of
from vitalfew.method.wording.sentence.lexicon import Lexicon, lexicon
from vitalfew.method.wording.sentence.naming import named
from vitalfew.method.wording.sentence.pieces import Piece, pieces_of
from vitalfew.method.wording.sentence.quantities import quantities_of
from vitalfew.method.wording.sentence.quantity import Quantity
from vitalfew.method.wording.sentence.roles import place
from vitalfew.method.wording.sentence.units import in_one_unit

_LONGEST = 2000


def read_sentence(text: str) -> Reading:
    """What the sentence says; of a text longer than 2,000 characters only the beginning is read."""
    words = lexicon()
    pieces = pieces_of(text if len(text) <= _LONGEST else text[:_LONGEST])
    dates = dates_of(pieces, words)
    found = quantities_of(pieces, dates.taken, words)
    if not found:
        return _without_number(text, pieces, dates, words)
    _note_parentheses(found, pieces)
    for each in found:
        place(each, pieces, words)
    verb = verb_of(pieces, _reach(found, pieces), words)
    chosen = choose(found, Sentence(pieces, verb, words))
    return _reading(text, pieces, dates, verb, chosen, words)


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
    outside = [each for each in found if not each.inside]
    return max(
        (outside or found)[-1].first, (outside or found)[-1].last if (outside or found)[-1].kind == "factor" else 0
    )


def _without_number(text: str, pieces: list[Piece], dates: Dates, words: Lexicon) -> Reading:
    verb = verb_of(pieces, len(pieces), words)
    way, span = _way(verb), verb.span
    if way is None:
        way, span = comparative(pieces, words)
    name = named(pieces, verb, None, dates.taken) if verb.way not in {"", "aim"} else None
    metric = _name(text, name)
    if verb.way == "improve" and metric and lower_is_better(metric, words):
        way = "increase"
    return Reading(
        text,
        metric=metric,
        direction=way,
        deadline=text[slice(*dates.deadline)] if dates.deadline else None,
        spans=_spans(metric=name, direction=span if way else None, deadline=dates.deadline),
    )


def _reading(text: str, pieces: list[Piece], dates: Dates, verb: Verb, chosen: Chosen, words: Lexicon) -> Reading:
    baseline, target, change, delta = chosen
    main = target or change or delta
    if baseline is not None and target is not None:
        in_one_unit(baseline, target, verb.way)
    counted = [each for each in chosen if each is not None]
    earliest = min(counted, key=lambda each: each.first) if counted else None
    name = named(pieces, verb, earliest, dates.taken)
    metric = _name(text, name)
    unit = None if main is None or (main is change and main.kind != "factor") else (main.unit or None)
    direction = _direction(chosen, verb, metric or "", words)
    return Reading(
        text,
        metric=metric,
        baseline=baseline.value if baseline else None,
        target=target.value if target else None,
        unit=unit,
        direction=direction,
        change=_fraction(change) if change else None,
        delta=abs(delta.value) if delta else None,
        deadline=text[slice(*dates.deadline)] if dates.deadline else None,
        target_max=target.top if target else None,
        measurable=main is not None,
        spans=_spans(
            metric=name,
            direction=verb.span if verb.way else None,
            deadline=dates.deadline,
            **{each: (q.start, q.end) for each, q in zip(Chosen._fields, chosen, strict=True) if q is not None},
        ),
    )


def _fraction(change: Quantity) -> float:
    """0.3 for 30 %, 2.0 for '3x', 0.5 for 'halve'."""
    value = abs(change.value - 1) if change.kind == "factor" else abs(change.value) / 100
    return round(value, 9)


def _direction(chosen: Chosen, verb: Verb, metric: str, words: Lexicon) -> str | None:
    """The numbers first, then the verb, then how the target is compared, then what is measured."""
    baseline, target, change, delta = chosen
    main = target or change or delta
    if baseline and target and not (verb.way == "maintain" and baseline.role == "now"):
        return "maintain" if baseline.value == target.value else _side(baseline.value < target.value)
    if verb.way in {"increase", "decrease", "maintain"}:
        return verb.way
    if main is None:
        return _way(verb)
    if main is not target and (main.trend or main.sign):
        return main.trend or _side(main.sign == "+")
    if main.kind == "factor" and main is change:
        return "decrease" if main.value < 1 else "increase"
    if main.compare:
        return _side(main.compare == "above")
    return _inferred(main, verb, metric, words)


def _inferred(main: Quantity, verb: Verb, metric: str, words: Lexicon) -> str | None:
    if main.value == 0 or lower_is_better(metric, words):
        return "decrease"
    if main.unit in {"ms", "s", "min", "h", "d"} and verb.way not in {"improve", "aim"}:
        return None
    return "increase"


def _side(up: bool) -> str:  # noqa: FBT001
    return "increase" if up else "decrease"


def _way(verb: Verb) -> str | None:
    return {"improve": "increase", "carry": None, "aim": None, "": None}.get(verb.way, verb.way)


def _name(text: str, span: Span | None) -> str | None:
    if span is None:
        return None
    name = " ".join(text[slice(*span)].split())
    first = name.split(" ", 1)[0]
    return name[:1].upper() + name[1:] if first.replace("-", "").isalpha() and first.islower() else name


def _spans(**spans: Span | None) -> dict[str, Span]:
    return {field: span for field, span in spans.items() if span is not None}
