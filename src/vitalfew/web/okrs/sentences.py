"""What a key result's sentence is read as, in words."""

from vitalfew.method.numbers import CODED_CURRENCIES, CURRENCIES, show, show_range
from vitalfew.method.wording.ends import ends
from vitalfew.method.wording.reading import Reading

BETTER = {"increase": ", higher is better", "decrease": ", lower is better"}


def read_as(reading: Reading) -> str:
    """'Read as: initial loading time, 4 → 1.5 s, lower is better.'; '' for a sentence without a number to move."""
    if not reading.measurable:
        return ""
    metric = reading.metric or ""
    name = metric[:1].lower() + metric[1:] if metric[1:2].islower() else metric
    said = ", ".join(part for part in (name, _course(reading)) if part)
    return f"Read as: {said}{BETTER.get(reading.direction or '', '')}." if said else ""


def _course(reading: Reading) -> str:
    unit = reading.unit or ""
    target = ends(reading)[1]
    if target is not None:
        end = show(target, unit) if reading.target_max is None else _range(reading, unit)
        return f"to {end}" if reading.baseline is None else f"{_start(reading.baseline, unit)} → {end}"
    way = {"increase": "up by ", "decrease": "down by "}.get(reading.direction or "", "by ")
    if reading.change is not None:
        return f"{way}{show(abs(reading.change) * 100, '%')} from where it stands"
    if reading.delta is not None:
        return f"{way}{show(abs(reading.delta), unit)} from where it stands"
    return "" if reading.baseline is None else f"from {show(reading.baseline, unit)}"


def _start(value: float, unit: str) -> str:
    """Where it starts: money with its sign ('$1,200,000 → $2,000,000'), others without ('4 → 1.5 s')."""
    return show(value, unit if unit in CURRENCIES or unit in CODED_CURRENCIES else "")


def _range(reading: Reading, unit: str) -> str:
    return show_range(reading.target, reading.target_max, unit)
