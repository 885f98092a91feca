"""The pages of docs/rules/, made of the rules themselves."""

from collections.abc import Callable, Iterator
from functools import partial

from vitalfew.method.rules.catalogue import LIMITS_SAID, ON, by_family
from vitalfew.method.rules.data_engine import all_rules
from vitalfew.method.rules.rule import LIMITS, Rule
from vitalfew.planfile.examples import is_part_of_plan

MADE = "<!-- Made by `python -m vitalfew.cli.reference` from the rules themselves; change those. -->\n"
HEAD = "| rule | name | severity | what it says |\n|---|---|---|---|\n"
INTRODUCTION = """# The rules

How goals and KPIs are written well, and what their values say: {count} rules. `vitalfew lint goals.yaml` applies the
first four families to a plan file, the pages apply all of them to what is in the workspace, and `vitalfew rule CODE`
tells about one in the terminal. An *error* makes the goal useless, a *warning* will probably mislead, an *info* is a
thought worth a minute. None of them keeps you from saving a draft.

Examples are sentences or parts of a plan file. Some tell beside it what a file says elsewhere or cannot say: the
`team`, the `start` and `end` of the cycle, `parent_key_results`, a KPI's `history`.
"""
SETTINGS = """## How strict

A workspace sets severities and limits in its settings, under *Rules for the writing*; a plan file with `lint:`.

```yaml
lint:
  severity: {O112: off, H305: error}
  limits: {kpis_too_many: 12}
```

Severities are `off`, `info`, `warning` and `error`. A rule that is right in general and wrong in one place is silenced
there, with the reason: `allow: {K203: "counted from the launch on"}` on a team, KPI, objective or key result, or on the
whole plan; on the pages beside the finding.

| limit | default | what it says |
|---|---|---|
"""


def rule_pages() -> dict[str, Callable[[], str]]:
    """Each page's name under docs/ and what makes it."""
    pages = {f"rules/{rule.code}.md": partial(page, rule) for rule in all_rules()}
    return {"rules/README.md": index, **pages}


def index() -> str:
    """The list of all rules by family, and the settings."""
    return MADE + INTRODUCTION.format(count=len(all_rules())) + "\n" + "".join(_families()) + SETTINGS + _limits()


def page(rule: Rule) -> str:
    """One rule: what it says, why, what trips it, what does not, and how it is silenced."""
    return MADE + "\n".join(
        [
            f"# {rule.code} {rule.name}\n",
            f"**{rule.severity.capitalize()}**, on {ON[rule.on]}. {rule.message}\n",
            f"{rule.why}\n",
            *_examples("What it finds", rule.bad),
            *_examples("What it leaves alone", rule.good),
            *_silencing(rule),
            "[All rules](README.md)\n",
        ]
    )


def _families() -> Iterator[str]:
    for family, rules in by_family(all_rules()):
        rows = "".join(
            f"| [{rule.code}]({rule.code}.md) | `{rule.name}` | {rule.severity} | {rule.message} |\n" for rule in rules
        )
        yield f"## {family.title}\n\n{family.what}\n\n{HEAD}{rows}\n"


def _limits() -> str:
    return "".join(f"| `{name}` | {LIMITS[name]:g} | {said} |\n" for name, said in LIMITS_SAID.items())


def _examples(title: str, examples: tuple[str, ...]) -> Iterator[str]:
    yield f"## {title}\n"
    sentences = [f"- {each}" for each in examples if not is_part_of_plan(each)]
    if sentences:
        yield "\n".join(sentences) + "\n"
    parts = [each for each in examples if is_part_of_plan(each)]
    if parts:
        yield "```yaml\n" + "\n---\n".join(parts) + "\n```\n"


def _silencing(rule: Rule) -> Iterator[str]:
    yield "## Silencing it\n"
    settings = f"Everywhere: set {rule.code} to *Off* in the workspace's settings"
    if rule.code.startswith("D"):
        yield f"Here only: *Silence it here* beside the finding. {settings}.\n"
    else:
        where = "the top of the plan file" if rule.on == "plan" else ON[rule.on]
        yield f'Here only: `allow: {{{rule.code}: "the reason"}}` on {where}, or *Silence it here* beside the finding.'
        yield f"{settings}, or write `lint: {{severity: {{{rule.code}: off}}}}` in the plan file.\n"
    if rule.unless:
        others = " or ".join(f"[{code}]({code}.md)" for code in rule.unless)
        yield f"It is silent by itself where {others} speaks of the same thing.\n"
