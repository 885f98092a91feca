"""The rules, each with what it says, why, examples, and where it is silent."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import Http404, HttpResponse
from django.shortcuts import render

from vitalfew.findings.models import Silence
from vitalfew.findings.queries import settings_of
from vitalfew.method.rules.catalogue import SEVERITIES_SAID, by_family
from vitalfew.method.rules.data_engine import OWNERS_ONLY, all_rules
from vitalfew.method.rules.rule import Rule, Settings
from vitalfew.web.requests import PageRequest
from vitalfew.web.rules.silencing import Silent, silent_places
from vitalfew.web.rules.spoken import SHAPES, rule_of


@dataclass(frozen=True, slots=True)
class Row:
    """A rule in the list, as strict as this workspace has it."""

    rule: Rule
    severity: str
    shape: str


def rules(request: PageRequest) -> HttpResponse:
    """All rules, by what they speak about."""
    settings = settings_of(request.person.workspace)
    groups = [(family.title, [_row(rule, settings) for rule in members]) for family, members in by_family(all_rules())]
    return render(request, "web/rules/rules.html", {"groups": groups})


def rule(request: PageRequest, code: str) -> HttpResponse:
    """One rule."""
    found = rule_of(code)
    if found is None:
        raise Http404(f"There is no rule {code}.")
    row = _row(found, settings_of(request.person.workspace))
    return render(request, "web/rules/rule.html", {"rule": found, "row": row, "silent": _silent(found.code)})


def _row(rule: Rule, settings: Settings) -> Row:
    severity = settings.severities.get(rule.code, rule.severity)
    return Row(rule, SEVERITIES_SAID[severity], SHAPES.get(severity, "none"))


def _silent(code: str) -> Sequence[Silent]:
    related = ("by", "team", "kpi__definition", "objective", "key_result__objective")
    return silent_places(Silence.objects.filter(code=code).exclude(code__in=OWNERS_ONLY).select_related(*related))
