"""The reader of plain lines gives up, or gives the nodes that PyYAML's events make."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from vitalfew.planfile.any_yaml import parse
from vitalfew.planfile.nodes import Items, Node, Scalar
from vitalfew.planfile.plain_yaml import read_plain
from vitalfew.planfile.problems import PlanError

pytestmark = pytest.mark.plain

PLANS = [Path(__file__).parent / "goals.yaml", *(Path(__file__).parent.parent / "starters").glob("*.yaml")]


def told(node: Node | None) -> Any:
    """All that a node holds, for comparing."""
    if node is None or isinstance(node, Scalar):
        return node
    if isinstance(node, Items):
        return [node.line, *map(told, node.items)]
    return node.line, node.lines, node.key, [(key, told(each)) for key, each in node.items.items()]


def agrees(text: str) -> bool:
    """Whether the plain reader read it; fails where it read something else than PyYAML does."""
    found = read_plain(text)
    if found is None:
        return False
    try:
        assert told(found) == told(parse(text, "goals.yaml"))
    except PlanError as error:
        pytest.fail(f"PyYAML refuses it: {error}")
    return True


PARTS = r"""a b name: x 12 -5 2.3% 'q it''s' "d" # : - [ ] { } , [a,b] [a, {b: c}] {a: 1, b: '2'} [] {} ? ! & * | > @ `
... --- -- % a:b a# #a é \ ~ null key: k-1: 'a': <<: 1: É: "a\n" [a ] {a } http://x"""
WORD = st.sampled_from([*PARTS.split(), "\u00a0", "\u2028", "\t", ""])
VALUE = st.lists(WORD, max_size=3).map(" ".join)
LINE = st.builds(
    lambda indent, dash, key, value, end: f"{' ' * indent}{dash}{key}{value}{end}",
    st.sampled_from((0, 0, 2, 2, 2, 4, 4, 1, 3, 6)),
    st.sampled_from(("", "", "", "- ", "- ", "-   ", "- - ", "-")),
    st.sampled_from(("", "", "a: ", "b: ", "c:", "d:  ", "e: ", "f:", "g: |", "h: >-")),
    VALUE,
    st.sampled_from(("", "", "", "", " ", " # why", "  #", "\r")),
)
TEXT = st.lists(LINE, min_size=1, max_size=7).map("\n".join)


@pytest.mark.parametrize("file", PLANS, ids=lambda file: file.stem)
def test_plans_are_read_without_pyyaml(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    assert agrees(text)
    assert agrees(text.replace("\n", "\r\n"))
    assert agrees(text.rstrip())


@settings(max_examples=1_500, deadline=None)
@given(TEXT)
@example("a:\n- b: 1\n  c:\n  - d\nd:\n")
@example("# plan\n\na: {b: [c, d], e: {}}   # why\nb: 'it''s'\n")
@example("a: 1\n  b: 2")
@example("a:\n\n\n  - b\n\nc:   \n")
@example("a: b\n  c\n  d\ne:\n- f\n  g h\n- i\n")
@example("a: >-\n  b\n  c\n\nd: |\n    e\n     f: g\n# h\ni:\n- |\n  j\n")
@example("- a: |\n    b\n   c: d\n")
def test_any_lines(text: str) -> None:
    agrees(text)


@settings(max_examples=600, deadline=None)
@given(st.sampled_from(PLANS), st.integers(0, 1_500), st.integers(0, 3), st.text(" \n-:#'\"[]{},|>&*a\t", max_size=3))
def test_plans_that_were_mangled(plan: Path, at: int, cut: int, put: str) -> None:
    text = plan.read_text(encoding="utf-8")[:1500]
    at %= len(text)
    agrees(text[:at] + put + text[at + cut :])


@pytest.mark.parametrize(
    "text",
    [
        "", "# nothing", "a: &x 1", "a: *x", "a: !t 1", "a: |\n  b", "a: |+\n  b\n", "a: b\n\n  c", "a:\n  b",
        "a: 'b\n  c'", "a: [b,\n c]", "a:\tb", "a: 1\na: 2", "a: {b: 1, b: 2}", "--- \na: 1", "a: 1\n...", "\ufeffa: 1",
        "a: \x07", "- - a", "a: b: c", "? a\n: b", "'a': b", "a b: c", "a: [b: c]", "a: [b c", "a: [b, ]", 'a: "b\\n"',
        "a: \ud800", "a:\n    b: 1\n  c: 2", "- a\nb: 1", "a: [http://x]", "a: {b: c}: d", "a: {'b': c}",
        "%YAML 1.1\n---\na: b",
    ],
)  # fmt: skip
def test_at_anything_else_it_gives_up(text: str) -> None:
    assert read_plain(text) is None
