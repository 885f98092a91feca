"""Applies the rules from the data to histories, and gives every rule there is."""

import pkgutil
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from importlib import import_module

from vitalfew.method.rules import data
from vitalfew.method.rules.engine import rules
from vitalfew.method.rules.histories import History
from vitalfew.method.rules.rule import Finding, Hit, Rule, Settings

OWNERS_ONLY = frozenset({"D504"})
"""What is a question to the owner and shown to nobody else."""


@cache
def data_rules() -> tuple[Rule, ...]:
    """Every rule from the data, by code: each module in `rules/data/` holds one, named `RULE`."""
    names = (module.name for module in pkgutil.iter_modules(data.__path__) if not module.ispkg)
    found: list[Rule] = [import_module(f"{data.__name__}.{name}").RULE for name in names]
    return tuple(sorted(found, key=lambda rule: rule.code))


def all_rules() -> tuple[Rule, ...]:
    """Every rule: those for the writing, then those from the data."""
    return (*rules(), *data_rules())


def look_at(histories: Iterable[History], *, settings: Settings | None = None) -> list[Finding]:
    """What the data say: at most one finding of each rule on each history."""
    chosen = settings or Settings()
    active = [rule for rule in data_rules() if chosen.severities.get(rule.code) != "off"]
    return [finding for history in histories for finding in _on(history, active, chosen)]


def _on(history: History, active: Sequence[Rule], settings: Settings) -> Iterator[Finding]:
    checked = [(rule, rule.check(history, settings)) for rule in active if rule.on == history.on]
    found = [(rule, hit) for rule, hit in checked if isinstance(hit, Hit)]
    codes = {rule.code for rule, _ in found}
    for rule, hit in found:
        if codes.isdisjoint(rule.unless) and rule.code not in history.allowed:
            yield _finding(history, rule, hit, settings)


def _finding(history: History, rule: Rule, hit: Hit, settings: Settings) -> Finding:
    return Finding(
        code=rule.code,
        name=rule.name,
        severity=settings.severities.get(rule.code) or hit.severity or rule.severity,
        message=hit.message or rule.message,
        subject=history.path,
        suggestion=hit.suggestion,
        field=hit.field,
    )
