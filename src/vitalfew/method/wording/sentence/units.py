"""Brings the two ends of a movement into one unit and one size."""

from vitalfew.method.wording.reading import Span
from vitalfew.method.wording.sentence.choice import Chosen
from vitalfew.method.wording.sentence.quantity import Quantity
from vitalfew.method.wording.units import converted

_FAR = 20


def in_one_unit(first: Quantity, last: Quantity, way: str) -> bool:
    """Bring the first value into the unit of the last; False where one does not convert into the other."""
    if first.unit == "m" and last.unit in {"h", "min", "s"}:
        first.unit = "min"
    if last.unit == "m" and first.unit in {"h", "min", "s"}:
        last.unit = "min"
    if last.unit == "%" and first.most:  # '8 out of 10 guests (now 5 out of 10)'
        first.value, first.unit = first.value / first.most * 100, "%"
    if not last.unit:
        last.unit = first.unit
    _share_size(first, last, way)
    value = converted(first.value, first.unit, last.unit)
    if value is not None and value != first.value:
        first.value = round(value, 9)
    return value is not None


def _share_size(first: Quantity, last: Quantity, way: str) -> None:
    """'from 1.2 to 2 million' and 'from 50 to 70k': the size of the last holds for both."""
    if last.size == 1.0 or first.size != 1.0 or first.raw == 0 or abs(first.raw) >= 1000:
        return
    ratio = last.raw / first.raw
    if 1 < ratio < _FAR or (way == "decrease" and 1 / _FAR < ratio < 1):
        first.value *= last.size


def unit_of(chosen: Chosen, name: Span | None) -> str | None:
    """The unit of what was read; the noun after the last number where the metric has a name of its own."""
    baseline, target, change, delta = chosen
    main = target or delta or baseline
    if change is not None and target is None:
        if baseline is not None:
            return baseline.unit or None
        return "x" if change.kind == "factor" else None
    if main is None:
        return None
    if main.unit:
        return "%" if main.unit == "points" else main.unit
    own = name is not None and name[0] < main.start
    noun = next((each.noun for each in (target, delta, baseline) if each and each.noun), "")
    return noun if own and _counts(noun) else None


def _counts(noun: str) -> bool:
    """Whether a noun is one that things are counted in, by its plural."""
    return noun.isalpha() and ((noun.endswith("s") and noun[-2:] not in {"ss", "us", "is"}) or noun == "people")
