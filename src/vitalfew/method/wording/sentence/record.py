"""Writes down what was chosen: values in one unit, direction, name, deadline, and where each stands."""

from math import isclose

from vitalfew.method.wording.reading import Reading, Span
from vitalfew.method.wording.sentence.choice import Chosen
from vitalfew.method.wording.sentence.composing import composed
from vitalfew.method.wording.sentence.dates import Dates
from vitalfew.method.wording.sentence.direction import inferred, lower_is_better
from vitalfew.method.wording.sentence.limits import deadline_of
from vitalfew.method.wording.sentence.names import tidy
from vitalfew.method.wording.sentence.naming import named, per_what
from vitalfew.method.wording.sentence.quantity import Quantity
from vitalfew.method.wording.sentence.ranking import Sentence
from vitalfew.method.wording.sentence.rates import in_one_period
from vitalfew.method.wording.sentence.units import in_one_unit, unit_of

_FIELDS = ("baseline", "target", "change", "delta")
_SIZED = frozenset({"increase", "decrease", "maintain"})


def record(text: str, sentence: Sentence, dates: Dates, found: list[Quantity], chosen: Chosen) -> Reading:
    """The reading of a sentence with at least one number that counts."""
    counted = [each for each in found if each.role == "by" or each in chosen]
    if chosen.baseline and len(found) > len(counted):
        counted += (each for each in found if each not in counted and _sizes(each, chosen, sentence))
    _settle_minutes(counted, sentence)
    if chosen.baseline and chosen.target and not in_one_unit(chosen.baseline, chosen.target, sentence.verb.way):
        chosen = Chosen(target=chosen.target, change=chosen.change, delta=chosen.delta)
    baseline, target, change, delta = chosen
    if baseline and target:
        in_one_period(baseline, target, sentence.pieces, sentence.lexicon)
    main = target or change or delta
    name = named(sentence, counted, main, dates.taken)
    metric = _metric(text, name, sentence, main)
    deadline = deadline_of(dates, found, chosen, sentence)
    direction = _direction(chosen, sentence, metric or "")
    return Reading(
        text,
        metric=metric,
        baseline=baseline.value if baseline else None,
        target=target.value if target else None,
        unit=unit_of(chosen, name),
        direction=direction,
        change=_fraction(change) if change else None,
        delta=abs(delta.value) if delta else None,
        deadline=text[slice(*deadline)] if deadline else None,
        target_max=target.top if target else None,
        measurable=main is not None,
        spans=_spans(chosen, name, deadline, sentence.verb.span if sentence.verb.way and direction else None),
    )


def _sizes(each: Quantity, chosen: Chosen, sentence: Sentence) -> bool:
    """Whether it is the way between the two ends: 'Raise margin 4 points, from 61 % to 65 %'."""
    first, last = chosen.baseline, chosen.target
    if first is None or last is None or not sentence.verb.at + 1 < each.first < min(first.first, last.first):
        return False
    if each.unit in {last.unit, "points", ""} and isclose(abs(each.value), abs(last.value - first.value)):
        return True
    return each.unit == "%" and first.value != 0 and isclose(abs(each.value) / 100, abs(last.value / first.value - 1))


def _settle_minutes(counted: list[Quantity], sentence: Sentence) -> None:
    """'14m' of a build, a call or a wait are minutes, of a throw metres."""
    if "m" in [each.unit for each in counted] and not sentence.lexicon.sets["time words"].isdisjoint(
        sentence.pieces.lows
    ):
        for each in counted:
            each.unit = "min" if each.unit == "m" else each.unit


def _metric(text: str, name: Span | None, sentence: Sentence, main: Quantity | None) -> str | None:
    if name is None:
        return None
    metric = tidy(text[slice(*name)])
    if main is not None:
        metric = composed(metric, text, sentence, main, before=name[0] < main.start)
    per = per_what(sentence, main) if main is not None and name[0] < main.start else None
    what = text[slice(*per)] if per else main.per if main is not None else ""
    return f"{metric} per {what}" if what and what.lower() not in metric.lower() else metric


def _fraction(change: Quantity) -> float:
    """0.3 for 30 %, 2.0 for '3x', 0.5 for 'halve'."""
    value = abs(change.value - 1) if change.kind == "factor" else abs(change.value) / 100
    return round(value, 9)


def _direction(chosen: Chosen, sentence: Sentence, metric: str) -> str | None:
    """The numbers first, then the verb, then how the target is compared, then what is measured."""
    baseline, target, change, delta = chosen
    way = sentence.verb.way
    if baseline and target and not (way == "maintain" and baseline.role == "now"):
        same = baseline.value == target.value
        return "maintain" if same else "increase" if baseline.value < target.value else "decrease"
    if way in _SIZED:
        return way
    main = target or change or delta
    if main is None:
        return "increase" if way == "improve" else None
    if main is not target:
        return _way_of_change(main, lower=_lower(main, metric, sentence))
    if main.compare:
        return "increase" if main.compare == "above" else "decrease"
    return inferred(main.value, main.unit, way, lower=_lower(main, metric, sentence))


def _lower(main: Quantity, metric: str, sentence: Sentence) -> bool:
    """Whether less is better; '90 % of tickets' is a share, of which more is better."""
    share = main.unit == "%" and sentence.pieces.after(main.last - 1) == "of"
    return not share and lower_is_better(metric, sentence.lexicon)


def _way_of_change(main: Quantity, *, lower: bool) -> str:
    if main.trend or main.sign:
        return main.trend or ("increase" if main.sign == "+" else "decrease")
    return "decrease" if lower or (main.kind == "factor" and main.value < 1) else "increase"


def _spans(chosen: Chosen, name: Span | None, deadline: Span | None, verb: Span | None) -> dict[str, Span]:
    spans: dict[str, Span] = {}
    for field, span in (("metric", name), ("direction", verb), ("deadline", deadline)):
        if span is not None:
            spans[field] = span
    for field, each in zip(_FIELDS, chosen, strict=True):
        if each is not None:
            spans[field] = (each.start, each.end)
            if each.unit_end:
                spans["unit"] = (each.unit_start, each.unit_end)
    return spans
