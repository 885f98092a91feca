"""Kinds with two forms: a cycle by its name or by its dates, a source in words or as a recipe, an amount."""

from datetime import date
from typing import Any

from vitalfew.method.wording.amount import Amount, read_amount
from vitalfew.method.wording.comparing import compared
from vitalfew.planfile.kinds import Report, Schema
from vitalfew.planfile.nodes import Mapping, Node, Scalar
from vitalfew.planfile.problems import nearest, quoted
from vitalfew.planfile.recipes import Recipe, kinds, recipe_of
from vitalfew.planfile.values import Cycle, Source, number_text, read_cycle

MOST_CHARACTERS = 300
_CYCLE_KEYS = ("name", "start", "end")


class CycleKind:
    """'2026-Q4', '2026-H1', '2026', or {name, start, end}."""

    def read(self, node: Node, key: str, report: Report) -> Cycle | None:
        if isinstance(node, Mapping):
            return _dated_cycle(node, report)
        cycle = read_cycle(node.text, node.line) if isinstance(node, Scalar) else None
        if cycle is None:
            report.wrong_type(node, key, "a cycle such as 2026-Q4, 2026-H1, 2026 or {name, start, end}")
        return cycle

    def plain(self, value: Cycle) -> Any:
        if read_cycle(value.name) == value:
            return value.name
        return {"name": value.name, "start": value.start.isoformat(), "end": value.end.isoformat()}

    def schema(self) -> Schema:
        dates = {key: {"type": "string"} for key in _CYCLE_KEYS}
        long = {"type": "object", "properties": dates, "required": list(_CYCLE_KEYS), "additionalProperties": False}
        return {"anyOf": [{"type": ["string", "integer"], "examples": ["2026-Q4", "2026-H1", "2026"]}, long]}


def _dated_cycle(node: Mapping, report: Report) -> Cycle | None:
    texts = {key: each.text.strip() for key, each in node.items.items() if isinstance(each, Scalar)}
    for key in node.items:
        if key not in _CYCLE_KEYS:
            report.add(node.lines[key], f"unknown key {quoted(key)} in a cycle;", nearest(key, _CYCLE_KEYS))
    if not all(texts.get(key) for key in _CYCLE_KEYS):
        report.add(node.line, "A cycle needs name, start and end.", "Write the dates as 2026-10-01.")
        return None
    try:
        start, end = date.fromisoformat(texts["start"]), date.fromisoformat(texts["end"])
    except ValueError:
        report.add(node.line, "A cycle's start or end is not a date.", "Write it as 2026-10-01.")
        return None
    if end <= start:
        report.add(node.line, "The cycle ends before it begins.", "Put the later date as end.")
        return None
    return Cycle(name=texts["name"][:60], start=start, end=end, line=node.line)


class SourceKind:
    """'Jira board', or a recipe such as {sql: …}."""

    def read(self, node: Node, key: str, report: Report) -> Source | None:
        if isinstance(node, Scalar):
            if len(node.text) > MOST_CHARACTERS:
                report.add(node.line, f'"{key}" has {len(node.text)} characters.', "Shorten it to 300.")
                return None
            return Source(text=node.text.strip(), line=node.line)
        if not isinstance(node, Mapping) or len(node.items) != 1:
            report.wrong_type(node, key, f"text or one of {', '.join(kinds())}")
            return None
        kind, spec = next(iter(node.items.items()))
        if kind not in kinds():
            report.add(node.line, f"unknown kind of source {quoted(kind)}.", nearest(kind, kinds()))
            return None
        if isinstance(spec, Mapping):
            return _recipe(kind, spec, node.line, report)
        if not isinstance(spec, Scalar):
            report.wrong_type(spec, kind, f"text or settings such as {recipe_of(kind).keys[0]}")
            return None
        return Source(kind=kind, spec=spec.text, line=node.line)

    def plain(self, value: Source) -> Any:
        return {value.kind: value.spec} if value.kind else value.text

    def schema(self) -> Schema:
        recipes: dict[str, Schema] = {kind: _recipe_schema(recipe_of(kind)) for kind in kinds()}
        recipe = {"type": "object", "properties": recipes, "maxProperties": 1, "additionalProperties": False}
        return {"anyOf": [{"type": "string", "maxLength": MOST_CHARACTERS}, recipe]}


def _recipe(kind: str, node: Mapping, line: int, report: Report) -> Source | None:
    recipe, before = recipe_of(kind), len(report.problems)
    spec = {key: _setting(key, value, report) for key, value in node.items.items() if key in recipe.keys}
    for key in node.items.keys() - spec.keys():
        if key in recipe.secrets or key == "password":
            what = f"{quoted(key)} is a secret, which no plan file holds."
            report.add(node.lines[key], what, "Leave it out, and type it on the KPI's page.")
        else:
            report.add(node.lines[key], f"unknown key {quoted(key)} in {kind};", nearest(key, recipe.keys))
    for key in recipe.needs:
        if not spec.get(key):
            report.add(node.line, f'A source of the kind {kind} needs "{key}".', f"Write {key}: below {kind}:.")
    return Source(kind=kind, spec=spec, line=line, lines=node.lines) if len(report.problems) == before else None


def _setting(key: str, node: Node, report: Report) -> str:
    if not isinstance(node, Scalar):
        report.wrong_type(node, key, "text")
        return ""
    return "" if node.empty else node.text.strip()


def _recipe_schema(recipe: Recipe) -> Schema:
    settings = {key: {"type": ["string", "number", "null"]} for key in recipe.keys}
    spec = {"type": "object", "properties": settings, "required": list(recipe.needs), "additionalProperties": False}
    return {"anyOf": [{"type": "string"}, spec]}


class AmountKind:
    """A number with or without its unit: 4 s, 95 %, $1.2M, 32."""

    def read(self, node: Node, key: str, report: Report) -> Amount | None:
        amount = _amount(node.text[:MOST_CHARACTERS]) if isinstance(node, Scalar) else None
        if amount is None:
            report.wrong_type(node, key, "a number with or without a unit, such as 95 %")
        return amount

    def plain(self, value: float) -> str | float:
        text = number_text(value)
        return int(text) if text.lstrip("-").isdecimal() else value

    def schema(self) -> Schema:
        return {"type": ["number", "string"], "examples": [32, "95 %", "4 s"]}


def _amount(text: str) -> Amount | None:
    """The amount, of 'at or below 5 %' too: where it starts says from which side."""
    amount = read_amount(text)
    said = compared(text) if amount is None else None
    return read_amount(said.rest) if said else amount
