"""The kinds of value that a field of the plan can hold: how each is read, written, and described to an editor."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from vitalfew.planfile.nodes import Items, Mapping, Node, Scalar
from vitalfew.planfile.problems import PlanError, Problem, nearest, quoted
from vitalfew.planfile.values import read_number

Schema = dict[str, Any]
LONGEST = 200
MOST = 1_000


class Report:
    """Collects the problems of one file while reading goes on.

    Where the rules are `judging` the plan, what contradicts itself is theirs to say, and `doubt` keeps silent.
    """

    def __init__(self, file: str, *, judging: bool = False) -> None:
        self.file, self.judging = file, judging
        self.problems: list[Problem] = []

    def add(self, line: int, what: str, what_to_do: str = "") -> None:
        """Note that something is wrong in this line; raises PlanError when there is too much to go on."""
        self.problems.append(Problem(self.file, line, what, what_to_do))
        if len(self.problems) == MOST:
            found = sorted(self.problems, key=lambda problem: problem.line)
            enough = f"Reading stopped here, after {MOST:,} problems in the file."
            raise PlanError([*found, Problem(self.file, found[-1].line, enough, "Mend these first.")])

    def doubt(self, line: int, what: str, what_to_do: str = "") -> None:
        """Note that what was written contradicts itself."""
        if not self.judging:
            self.add(line, what, what_to_do)

    def wrong_type(self, node: Node, key: str, wanted: str) -> None:
        """Note that a field holds a list, a mapping or a word where something else is wanted."""
        if isinstance(node, Mapping):
            self.add(node.line, f'"{key}" should be {wanted}, and keys stand below it.', "Look at their indentation.")
            return
        found = "a list" if isinstance(node, Items) else quoted(node.text)
        self.add(node.line, f'"{key}" should be {wanted} and is {found}.')


class Kind(Protocol):
    """What a field can hold. `read` returns None after reporting what is wrong; `plain` is what YAML would hold."""

    def read(self, node: Node, key: str, report: Report) -> Any: ...

    def plain(self, value: Any) -> Any: ...

    def schema(self) -> Schema: ...


@dataclass(slots=True, eq=False, repr=False)
class Text:
    """A piece of text of at most `most` characters."""

    most: int = 10_000

    def read(self, node: Node, key: str, report: Report) -> str | None:
        if not isinstance(node, Scalar):
            report.wrong_type(node, key, "text")
            return None
        text = node.text.strip()
        if len(text) > self.most:
            report.add(node.line, f'"{key}" has {len(text)} characters.', f"Shorten it to {self.most}.")
            return None
        return text

    def plain(self, value: str) -> str:
        return value

    def schema(self) -> Schema:
        return {"type": ["string", "number", "boolean"], "maxLength": self.most}


@dataclass(slots=True, eq=False, repr=False)
class Choice:
    """One of a few words; a space, a hyphen or a stroke may stand for an underscore."""

    options: tuple[str, ...]

    def read(self, node: Node, key: str, report: Report) -> str | None:
        if not isinstance(node, Scalar):
            report.wrong_type(node, key, f"one of {', '.join(self.options)}")
            return None
        word = node.text.strip().lower().replace(" ", "_").replace("-", "_").replace("/", "_")
        if word in self.options:
            return word
        report.add(node.line, f'"{key}" cannot be {quoted(node.text)}.', self._hint(node.text, key))
        return None

    def _hint(self, written: str, key: str) -> str:
        return nearest(written, self.options) if len(self.options) > 1 else f"Write {key}: {self.options[0]}."

    def plain(self, value: str) -> str:
        return value

    def schema(self) -> Schema:
        return {"enum": [*self.options, *(int(option) for option in self.options if option.isdecimal())]}


class Weight:
    """A number above zero."""

    def read(self, node: Node, key: str, report: Report) -> float | None:
        value = read_number(node.text) if isinstance(node, Scalar) else None
        if value is None or value <= 0:
            report.wrong_type(node, key, "a number above 0")
            return None
        return value

    def plain(self, value: float) -> float | int:
        return int(value) if value.is_integer() else value

    def schema(self) -> Schema:
        return {"type": "number", "exclusiveMinimum": 0}


@dataclass(slots=True, eq=False, repr=False)
class Worded:
    """A value that people write in words or as a number: a target, a red line, a frequency."""

    meaning: Callable[[str], Any]
    words: Callable[[Any], str]
    examples: tuple[str, ...]

    def read(self, node: Node, key: str, report: Report) -> Any:
        if not isinstance(node, Scalar):
            report.wrong_type(node, key, f"text such as {self.examples[0]}")
            return None
        value = self.meaning(node.text.strip()) if len(node.text) <= LONGEST else None
        if value is None:
            known = " or ".join(f'"{example}"' for example in self.examples)
            report.add(
                node.line, f'{quoted(node.text.strip())} is not understood as "{key}".', f"Write it like {known}."
            )
        return value

    def plain(self, value: Any) -> str:
        return self.words(value)

    def schema(self) -> Schema:
        return {"type": ["string", "number"], "examples": list(self.examples)}


@dataclass(slots=True, eq=False, repr=False)
class Many:
    """A list of one kind; a single value stands for a list of one."""

    kind: Kind

    def read(self, node: Node, key: str, report: Report) -> tuple[Any, ...]:
        nodes: Sequence[Node] = node.items if isinstance(node, Items) else (node,)
        values = []
        for item in nodes:
            if isinstance(item, Scalar) and item.empty:
                report.add(item.line, f'An item of "{key}" is empty.', "Write it, or delete the line.")
            else:
                values.append(self.kind.read(item, key, report))
        return tuple(value for value in values if value is not None)

    def plain(self, value: Sequence[Any]) -> list[Any]:
        return [self.kind.plain(item) for item in value]

    def schema(self) -> Schema:
        one = self.kind.schema()
        return {"anyOf": [{"type": "array", "items": one}, one]}
