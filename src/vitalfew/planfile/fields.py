"""Reads mappings into records by the fields that the records declare: strict keys, several problems at once."""

from collections.abc import Iterator
from dataclasses import MISSING, Field, dataclass, field, fields
from functools import cache
from typing import Any

from vitalfew.planfile.kinds import Kind, Report, Schema, Text
from vitalfew.planfile.misread import instead_of_record, misread, unknown_key
from vitalfew.planfile.nodes import NOTHING, Mapping, Node, Scalar


def item(kind: Kind, doc: str, *, key: str = "", default: Any = None, required: bool = False) -> Any:
    """A record's field: what it holds, what it means, and the key in the file if that is not the field's name."""
    metadata = {"kind": kind, "doc": doc, "key": key}
    return field(metadata=metadata) if required else field(default=default, metadata=metadata)


def place() -> Any:
    """The line (or file) that a record came from; it takes no part in comparisons."""
    return field(default=0, compare=False)


def names() -> Any:
    """The names of the fields that the file gave, others having their default; it takes no part in comparisons."""
    return field(default=frozenset(), compare=False)


@dataclass(slots=True, eq=False, repr=False)
class Declared:
    """One declared field of a record."""

    name: str
    key: str
    kind: Kind
    doc: str
    required: bool
    default: Any
    most: int  # characters of a mere text; -1 for other kinds


@cache
def declared(record: type) -> dict[str, Declared]:
    """The fields of a record by their keys in the file."""
    return {each.key: each for each in map(_declared, fields(record)) if each is not None}


def _declared(one: "Field[Any]") -> Declared | None:
    if "kind" not in one.metadata:
        return None
    key = one.metadata["key"] or one.name
    required = one.default is MISSING
    kind = one.metadata["kind"]
    most = kind.most if kind.__class__ is Text else -1
    return Declared(one.name, key, kind, one.metadata["doc"], required, one.default, most)


@cache
def _required(record: type) -> list[Declared]:
    return [each for each in declared(record).values() if each.required]


def read_values(record: type, node: Mapping, called: str, report: Report) -> dict[str, Any] | None:
    """The record's values by field name; None if a required one is missing. Problems go to the report."""
    known = declared(record)
    values: dict[str, Any] = {}
    for key, value in node.items.items():
        one = known.get(key)
        if one is None:
            report.add(node.lines[key], _unknown(key, called, list(known)))
            continue
        if isinstance(value, Scalar):
            text, _, _, plain = value
            if plain and text in NOTHING:
                continue
            if len(text) <= one.most:  # nearly every field is a short text, and looked at no further
                values[one.name] = text.strip()
                continue
        found = one.kind.read(value, key, report)
        if found is not None or one.required:
            values[one.name] = found
    return values if _complete(record, values, node, called, report) else None


def _complete(record: type, values: dict[str, Any], node: Mapping, called: str, report: Report) -> bool:
    """Whether the required fields are there; one that was given and is wrong was reported already."""
    for one in _required(record):
        if one.name not in values:
            report.add(node.line, f'"{one.key}" is missing in {called}.', f"Add {one.key}: to it.")
    return all(values.get(one.name) is not None for one in _required(record))


def _unknown(key: str, called: str, known: list[str]) -> str:
    elsewhere = [name for name, record in _CALLED.items() if key in declared(record)]
    return unknown_key(key, called, known=known, elsewhere=elsewhere)


_CALLED: dict[str, Any] = {}


@dataclass(slots=True, eq=False, repr=False)
class Record:
    """A mapping that is read into a record. A record may have `settle(values, report, line)`, which completes the
    values, and `short` names the field that a mere text stands for."""

    record: Any
    called: str
    short: str = ""

    def __post_init__(self) -> None:
        _CALLED[self.called] = self.record

    def read(self, node: Node, key: str, report: Report) -> Any:
        if isinstance(node, Scalar) and self.short:
            brief = Mapping(node.line)
            brief.items, brief.lines = {self.short: node}, {self.short: node.line}
            node = brief
        if not isinstance(node, Mapping):
            report.add(node.line, *instead_of_record(node, self.called, known=self._keys(), first=self._first()))
            return None
        if node.items.keys().isdisjoint(declared(self.record)):
            wrong = misread(node, self.called, known=self._keys(), first=self._first(), short=self.short)
            if wrong:
                report.add(node.line, *wrong)
                return None
        values = read_values(self.record, node, self.called, report)
        if values is None:
            return None
        given = frozenset(values)
        settle = getattr(self.record, "settle", None)
        if settle is not None:
            settle(values, report, node)
        return self.record(**values, given=given, line=node.line, file=report.file)

    def _keys(self) -> list[str]:
        return list(declared(self.record))

    def _first(self) -> str:
        return next((each.key for each in _required(self.record)), self.short)

    def plain(self, value: Any) -> Any:
        written = dict(self._written(value))
        return written[self.short] if set(written) == {self.short} else written

    def _written(self, value: Any) -> Iterator[tuple[str, Any]]:
        derived: dict[str, Any] = getattr(value, "derived", dict)()
        for key, one in declared(self.record).items():
            held = getattr(value, one.name)
            if held != derived.get(one.name, one.default):
                yield key, one.kind.plain(held)

    def schema(self) -> Schema:
        reference = {"$ref": f"#/$defs/{self.record.__name__}"}
        return {"anyOf": [{"type": "string"}, reference]} if self.short else reference
