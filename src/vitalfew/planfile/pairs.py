"""What `lint:` and `allow:` hold: words, reasons and numbers by the code of a rule or the name of a limit."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from vitalfew.method.rules.catalogue import LIMITS_SAID
from vitalfew.method.rules.codes import codes
from vitalfew.method.rules.rule import LIMITS, SEVERITIES
from vitalfew.planfile.kinds import Report, Schema
from vitalfew.planfile.nodes import Mapping, Node, Scalar
from vitalfew.planfile.problems import nearest_word, quoted
from vitalfew.planfile.values import read_number

LONGEST_REASON = 300
MOST_LIMIT = 1_000_000
LIMITS_NAMES = tuple(LIMITS)


def _pairs(node: Node, key: str, report: Report, wanted: str, known: Sequence[str]) -> Iterable[tuple[str, Node, int]]:
    """The known names of a mapping with their values and lines; the others are reported."""
    if not isinstance(node, Mapping):
        report.wrong_type(node, key, wanted)
        return
    for written, value in node.items.items():
        name = written.upper() if written.upper() in known else written
        if name in known:
            yield name, value, node.lines[written]
        else:
            report.add(node.lines[written], f'{quoted(written)} in "{key}" is unknown.', _nearest(written, known))


def _nearest(written: str, known: Sequence[str]) -> str:
    """What to write for an unknown name."""
    if known == codes():
        return _nearest_code(written)
    near = nearest_word(written.lower(), known)
    return f'Did you mean "{near}"?' if near else f"Known are: {', '.join(known)}."


def _nearest_code(written: str) -> str:
    """What to write for a code that no rule has."""
    from vitalfew.method.rules.engine import rules  # a plan is read without its rules

    begun = [code for code in codes() if code.startswith(written.strip().upper())]
    if len(begun) > 1:
        return f"Here each rule stands by its whole code, from {begun[0]} to {begun[-1]}; beginnings are for --select."
    named = {rule.name: rule.code for rule in rules()}.get(written.strip().lower())
    near = named or (begun and begun[0]) or nearest_word(written.upper(), codes())
    return f'Did you mean "{near}"?' if near else "`vitalfew rule` lists the codes."


class AllowKind:
    """{K203: "counted from the launch on"}: rules that are silent here, each with a reason."""

    def read(self, node: Node, key: str, report: Report) -> tuple[tuple[str, str], ...]:
        found = []
        for code, value, line in _pairs(node, key, report, 'a mapping such as {K203: "the reason"}', codes()):
            reason = value.text.strip() if isinstance(value, Scalar) and not value.empty else ""
            if not reason:
                report.add(line, f'"{key}" silences {code} without a reason.', f'Write {code}: "why".')
            elif len(reason) > LONGEST_REASON:
                report.add(line, f"The reason has {len(reason)} characters.", f"Shorten it to {LONGEST_REASON}.")
            else:
                found.append((code, reason))
        return tuple(found)

    def plain(self, value: Any) -> dict[str, str]:
        return dict(value)

    def schema(self) -> Schema:
        return {"$ref": "#/$defs/Allow"}


class StepsKind:
    """{2026-11-15: 4, 2026-12-01: 4.5}: what a key result should be by which day, in its unit."""

    def read(self, node: Node, key: str, report: Report) -> tuple[tuple[date, float], ...]:
        if not isinstance(node, Mapping):
            report.wrong_type(node, key, "a mapping such as {2026-12-01: 4.5}")
            return ()
        found = []
        for written, value in node.items.items():
            day, number = _day(written), read_number(value.text) if isinstance(value, Scalar) else None
            if day is None:
                report.add(node.lines[written], f'{quoted(written)} in "{key}" is no day.', "Write it as 2026-12-01.")
            elif number is None:
                report.add(node.lines[written], f'"{key}" has no number for {written}.', f"Write {written}: 4.5.")
            else:
                found.append((day, number))
        return tuple(sorted(found))

    def plain(self, value: Any) -> dict[str, float | int]:
        return {day.isoformat(): int(number) if number.is_integer() else number for day, number in value}

    def schema(self) -> Schema:
        day = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
        return {"type": "object", "patternProperties": {day: {"type": "number"}}, "additionalProperties": False}


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        return None


def allow_schema() -> Schema:
    """What every `allow:` refers to."""
    reason = {"type": "string", "minLength": 1, "maxLength": LONGEST_REASON}
    return {"type": "object", "properties": _by_code(reason), "additionalProperties": False}


def _by_code(each: Schema) -> dict[str, Schema]:
    """A property for each rule, which an editor explains with the rule's own words."""
    from vitalfew.method.rules.engine import rules  # a plan is read without its rules

    told = {rule.code: f"{rule.name}: {rule.message} {rule.why}" for rule in rules()}
    return {code: each | ({"description": told[code]} if code in told else {}) for code in codes()}


class SeveritiesKind:
    """{K203: off, O112: warning}."""

    def read(self, node: Node, key: str, report: Report) -> tuple[tuple[str, str], ...]:
        found = []
        for code, value, line in _pairs(node, key, report, "a mapping such as {K203: off}", codes()):
            word = value.text.strip().lower() if isinstance(value, Scalar) else ""
            if word in SEVERITIES:
                found.append((code, word))
            else:
                what = f"The severity of {code} is {quoted(value.text) if isinstance(value, Scalar) else 'no word'}."
                report.add(line, what, f"Write one of: {', '.join(SEVERITIES)}.")
        return tuple(found)

    def plain(self, value: Any) -> dict[str, str]:
        return dict(value)

    def schema(self) -> Schema:
        known = _by_code({"enum": list(SEVERITIES)})
        return {"type": "object", "properties": known, "additionalProperties": False}


class LimitsKind:
    """{kpis_too_many: 12}."""

    def read(self, node: Node, key: str, report: Report) -> tuple[tuple[str, float], ...]:
        found = []
        for name, value, line in _pairs(node, key, report, "a mapping such as {kpis_too_many: 12}", LIMITS_NAMES):
            number = read_number(value.text) if isinstance(value, Scalar) else None
            if number is not None and 0 <= number <= MOST_LIMIT:
                found.append((name, number))
            else:
                report.add(line, f'"{name}" should be a number from 0 on.', f"For example {name}: {LIMITS[name]:g}.")
        return tuple(found)

    def plain(self, value: Any) -> dict[str, float]:
        return {name: int(number) if number.is_integer() else number for name, number in value}

    def schema(self) -> Schema:
        number = {"type": "number", "minimum": 0, "maximum": MOST_LIMIT}
        known = {
            name: number | {"default": default, "description": LIMITS_SAID[name]} for name, default in LIMITS.items()
        }
        return {"type": "object", "properties": known, "additionalProperties": False}
