"""Applies the text rules to a plan, a team, or a single subject."""

import pkgutil
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from importlib import import_module
from typing import Any

from vitalfew.method.rules import text
from vitalfew.method.rules.rule import Finding, Hit, Rule, Settings
from vitalfew.method.rules.subjects import KeyResult, Kpi, Objective, Plan, Subject, Team

_KINDS: dict[type[Subject], str] = {
    Plan: "plan", Team: "team", Objective: "objective", KeyResult: "key_result", Kpi: "kpi",
}  # fmt: skip


@cache
def rules() -> tuple[Rule, ...]:
    """Every text rule, by code: each module in `rules/text/` holds one, named `RULE`."""
    names = (module.name for module in pkgutil.iter_modules(text.__path__) if not module.ispkg)
    found: list[Rule] = [import_module(f"{text.__name__}.{name}").RULE for name in names]
    return tuple(sorted(found, key=lambda rule: rule.code))


def look(subject: Subject, *, settings: Settings | None = None) -> list[Finding]:
    """Everything the rules find on this subject and below it, in the order in which it stands."""
    chosen = settings or Settings()
    by_kind = _by_kind(chosen)
    return [finding for each in _below(subject) for finding in _on(each, by_kind[_KINDS[type(each)]], chosen)]


def _by_kind(settings: Settings) -> dict[str, list[Rule]]:
    """The rules that are not off, by what they look at; after those that they give way to."""
    kinds: dict[str, list[Rule]] = {kind: [] for kind in _KINDS.values()}
    for rule in rules():
        if settings.severities.get(rule.code) != "off":
            kinds[rule.on].append(rule)
    return kinds


def _below(subject: Subject) -> Iterator[Subject]:
    yield subject
    if isinstance(subject, Plan):
        for team in subject.teams:
            yield from _below(team)
    elif isinstance(subject, Team):
        yield from subject.kpis
        for objective in subject.objectives:
            yield from _below(objective)
    elif isinstance(subject, Objective):
        yield from subject.key_results


def _on(subject: Subject, active: Sequence[Rule], settings: Settings) -> Iterator[Finding]:
    found = [(rule, hit) for rule in active for hit in _hits(rule.check(subject, settings))]
    if not found:
        return
    codes = {rule.code for rule, _ in found}
    for rule, hit in found:
        if codes.isdisjoint(rule.unless) and rule.code not in subject.allowed:
            yield _finding(subject, rule, hit, settings)


def _hits(found: Any) -> Iterable[Hit]:
    if found is None:
        return ()
    return (found,) if isinstance(found, Hit) else found


def _finding(subject: Subject, rule: Rule, hit: Hit, settings: Settings) -> Finding:
    return Finding(
        code=rule.code,
        name=rule.name,
        severity=settings.severities.get(rule.code) or hit.severity or rule.severity,
        message=hit.message or rule.message,
        subject=subject.path,
        suggestion=hit.suggestion,
        span=hit.span,
        field=hit.field,
        fix=hit.fix,
        file=subject.file,
        line=subject.line,
    )
