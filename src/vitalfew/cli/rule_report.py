"""Rules as text and JSON."""

import textwrap
from collections.abc import Iterator, Sequence
from typing import Any

from vitalfew.cli.output import print_json, print_text
from vitalfew.method.rules.catalogue import LIMITS_SAID, ON, by_family
from vitalfew.method.rules.rule import LIMITS, Rule
from vitalfew.planfile.examples import is_part_of_plan

WIDTH = 100


def list_as_text(rules: Sequence[Rule]) -> None:
    """The rules by family, a line each; after all of them the limits that can be set."""
    families = list(by_family(rules))
    for family, members in families:
        print_text(f"{family.title}: {family.what}")
        for rule in members:
            print_text(f"  {rule.code}  {rule.severity:<8} {rule.message}")
        print_text()
    if len(families) > 1:
        print_text("Limits, to be set under lint: limits: in a plan file, or in the workspace's settings:")
        for name, said in LIMITS_SAID.items():
            print_text(f"  {name:<22} {LIMITS[name]:>3g}  {said}")


def one_as_text(rule: Rule) -> None:
    """One rule in full."""
    print_text(f"{rule.code} {rule.name} ({rule.severity}, on {ON[rule.on]})")
    print_text(f"{rule.message}\n")
    print_text(textwrap.fill(rule.why, WIDTH))
    for title, examples in (("What it finds:", rule.bad), ("What it leaves alone:", rule.good)):
        print_text(f"\n{title}")
        for example in examples:
            print_text("\n".join(_indented(example)))
    if not rule.code.startswith("D"):
        print_text(f'\nSilence it where it stands: allow: {{{rule.code}: "the reason"}}')


def _indented(example: str) -> Iterator[str]:
    lines = example.splitlines() if is_part_of_plan(example) else textwrap.wrap(example, WIDTH - 4)
    for n, line in enumerate(lines):
        yield f"  {'·' if n == 0 else ' '} {line}"


def list_as_json(rules: Sequence[Rule]) -> None:
    """The rules as a list of objects."""
    print_json([plain(rule) for rule in rules])


def one_as_json(rule: Rule) -> None:
    """One rule as an object."""
    print_json(plain(rule))


def plain(rule: Rule) -> dict[str, Any]:
    """A rule as JSON holds it."""
    fields = ("code", "name", "severity", "on", "message", "why", "bad", "good", "unless")
    return {field: getattr(rule, field) for field in fields}


REPORTS = {"text": list_as_text, "json": list_as_json}
