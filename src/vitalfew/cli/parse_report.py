"""A reading as one line of JSON, and as a few lines for people."""

import json

from vitalfew.method.wording.reading import Reading

_FIELDS = (
    "text", "metric", "baseline", "target", "unit", "direction", "change", "delta", "deadline", "target_max",
    "measurable",
)  # fmt: skip


def as_json(reading: Reading) -> str:
    """One line with the contract's keys."""
    return json.dumps({field: getattr(reading, field) for field in _FIELDS}, ensure_ascii=False, allow_nan=False)


def _number(value: float) -> str:
    """As people write it, to four decimals: '2,800,000', '99.95', '0.3333'."""
    if value.is_integer() or 0 < abs(value) < 0.0001:
        return f"{value:,.0f}" if value.is_integer() else f"{value:g}"
    return f"{value:,.4f}".rstrip("0")


def as_text(reading: Reading) -> str:
    """The sentence, then each field that was read with the words that it came from."""
    lines = [reading.text]
    for field in _FIELDS[1:-1]:
        value = getattr(reading, field)
        if value is not None:
            shown = _number(value) if isinstance(value, float) else value
            span = reading.spans.get(field)
            words = f'   "{reading.text[slice(*span)]}"' if span and reading.text[slice(*span)] != shown else ""
            lines.append(f"  {field:10} {shown}{words}")
    if not reading.measurable:
        lines.append("  not measurable: no target and no size of a change was found")
    return "\n".join(lines)
