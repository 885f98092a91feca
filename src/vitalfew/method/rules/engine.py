"""Applies the text rules to a plan, a team, or a single subject."""

import pkgutil
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib import import_module
from typing import Any, TypeAlias

from vitalfew.method.rules import text
from vitalfew.method.rules.rule import Check, Finding, Hit, Rule, Settings
from vitalfew.method.rules.subjects import KeyResult, Kpi, Objective, Plan, Subject, Team

_KINDS: dict[type[Subject], str] = {
    Plan: "plan", Team: "team", Objective: "objective", KeyResult: "key_result", Kpi: "kpi",
}  # fmt: skip
Below: TypeAlias = tuple[Subject, Mapping[str, str]]  # with what is allowed there, or on something above it


@cache
def rules() -> tuple[Rule, ...]:
    """Every text rule, by code: each module in `rules/text/` holds one, named `RULE`."""
    names = (module.name for module in pkgutil.iter_modules(text.__path__) if not module.ispkg)
    found: list[Rule] = [import_module(f"{text.__name__}.{name}").RULE for name in names]
    return tuple(sorted(found, key=lambda rule: rule.code))


def look(subject: Subject, *, settings: Settings | None = None, silenced: list[Finding] | None = None) -> list[Finding]:
    """Everything the rules find on this subject and below it, in the order in which it stands.

    What is allowed there, or on something above it within `subject`, goes to `silenced` instead.
    """
    return look_at(below(subject), settings=settings or Settings(), silenced=[] if silenced is None else silenced)


def look_at(subjects: Iterable[Below], *, settings: Settings, silenced: list[Finding]) -> list[Finding]:
    """Everything the rules find on these subjects alone, in this order; what is allowed goes to `silenced`."""
    kinds = _by_kind()
    found: list[Finding] = []
    for each, allowed in subjects:
        hits = _hits(each, kinds[type(each)], settings)
        if hits:
            _keep(each, hits, allowed, settings, found, silenced)
    return found


@cache
def _by_kind() -> dict[type[Subject], tuple[tuple[Rule, Check], ...]]:
    """The rules by what they look at, each with its check."""
    return {of: tuple((rule, rule.check) for rule in rules() if rule.on == kind) for of, kind in _KINDS.items()}


def below(subject: Subject) -> Iterator[Below]:
    """The subject and all below it, in the order in which they stand."""
    return _below(subject, subject.allowed)


def _below(subject: Subject, allowed: Mapping[str, str]) -> Iterator[Below]:
    yield subject, allowed
    for each in _children(subject):
        yield from _below(each, {**allowed, **each.allowed} if each.allowed else allowed)


def _children(subject: Subject) -> Iterable[Subject]:
    if isinstance(subject, Objective):
        return subject.key_results
    if isinstance(subject, Team):
        return (*subject.kpis, *subject.objectives)
    return subject.teams if isinstance(subject, Plan) else ()


def _hits(subject: Subject, active: Iterable[tuple[Rule, Check]], settings: Settings) -> list[tuple[Rule, Hit]]:
    """What each rule says; also what is off, because others give way to it."""
    found: list[tuple[Rule, Hit]] = []
    for rule, check in active:
        said: Any = check(subject, settings)
        if said is None:
            continue
        if said.__class__ is Hit:
            found.append((rule, said))
        else:
            found += [(rule, hit) for hit in said]
    return found


def _keep(
    subject: Subject,
    hits: list[tuple[Rule, Hit]],
    allowed: Mapping[str, str],
    settings: Settings,
    found: list[Finding],
    silenced: list[Finding],
) -> None:
    codes = {rule.code for rule, _ in hits}
    for rule, hit in hits:
        severity = settings.severities.get(rule.code) or hit.severity or rule.severity
        if severity != "off" and codes.isdisjoint(rule.unless):
            kept = silenced if rule.code in allowed else found
            kept.append(_finding(subject, rule, hit, severity))


def _finding(subject: Subject, rule: Rule, hit: Hit, severity: str) -> Finding:
    message, suggestion, _, span, field, fix = hit
    return Finding(
        rule.code,
        rule.name,
        severity,
        message or rule.message,
        subject.path,
        suggestion,
        span,
        field,
        fix,
        subject.file,
        subject.line,
    )
