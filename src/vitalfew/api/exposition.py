"""Numbers as the text that Prometheus scrapes (exposition format 0.0.4)."""

from collections.abc import Iterable
from typing import NamedTuple

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
_ESCAPES = str.maketrans({"\\": r"\\", '"': r"\"", "\n": r"\n"})


class Gauge(NamedTuple):
    """A number that goes up and down: its name, what it is, and each value with its labels as text."""

    name: str
    meaning: str
    samples: Iterable[tuple[str, float]]


def labels(**values: str) -> str:
    """Labels as they stand between braces; what people wrote in them cannot end them."""
    return ",".join(f'{name}="{value.translate(_ESCAPES)}"' for name, value in values.items())


def exposition(gauges: Iterable[Gauge]) -> str:
    """All of them as one text."""
    return "".join(line for gauge in gauges for line in _lines(gauge))


def _lines(gauge: Gauge) -> Iterable[str]:
    yield f"# HELP {gauge.name} {gauge.meaning}\n# TYPE {gauge.name} gauge\n"
    for named, value in gauge.samples:
        yield f"{gauge.name}{{{named}}} {float(value)!r}\n"
