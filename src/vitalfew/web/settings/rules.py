"""How strict the rules for the writing are in this workspace."""

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.forms import BoundField
from django.http import HttpResponse
from django.shortcuts import render

from vitalfew.accounts.models import Role, Workspace
from vitalfew.findings.actions import set_rules
from vitalfew.findings.queries import settings_of
from vitalfew.method.rules.catalogue import LIMITS_SAID, SEVERITIES_SAID, by_family
from vitalfew.method.rules.data_engine import all_rules
from vitalfew.method.rules.rule import LIMITS, SEVERITIES, Rule
from vitalfew.web.addresses import go_to
from vitalfew.web.requests import PageRequest
from vitalfew.web.roles import needs
from vitalfew.web.saving import saving

MOST = 1000
RISING = (
    ("kpis_most", "kpis_too_many"), ("objectives_most", "objectives_too_many"),
    ("key_results_fewest", "key_results_most"), ("key_results_most", "key_results_too_many"),
)  # fmt: skip


class RulesForm(forms.Form):
    """A severity for each rule, and the limits; what is left at its default is not stored."""

    def __init__(self, *args: Any, workspace: Workspace, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = settings_of(workspace)
        for rule in all_rules():
            options = [
                (name, f"{SEVERITIES_SAID[name]} (default)" if name == rule.severity else SEVERITIES_SAID[name])
                for name in SEVERITIES
            ]
            self.fields[rule.code] = forms.ChoiceField(
                label=f"{rule.code} · {rule.message}", choices=options,
                initial=chosen.severities.get(rule.code, rule.severity),
            )  # fmt: skip
        for name, default in LIMITS.items():
            self.fields[name] = forms.IntegerField(
                label=LIMITS_SAID[name], min_value=0, max_value=MOST,
                initial=int(chosen.limit(name)), help_text=f"{int(default)} unless you say otherwise.",
            )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """A limit that is the stricter of two lies below the other."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        for lower, upper in RISING:
            few, many = data.get(lower), data.get(upper)
            if few is not None and many is not None and few > many:
                self.add_error(upper, f"This lies below {few}, which stands for “{LIMITS_SAID[lower]}” Raise it.")
        return data

    def severities(self) -> Mapping[str, str]:
        """The severities that differ from the rules' own."""
        given = ((rule, self.cleaned_data[rule.code]) for rule in all_rules())
        return {rule.code: severity for rule, severity in given if severity != rule.severity}

    def limits(self) -> Mapping[str, float]:
        """The limits that differ from the defaults."""
        return {name: self.cleaned_data[name] for name, default in LIMITS.items() if self.cleaned_data[name] != default}

    def families(self) -> Iterator[tuple[str, list[tuple[Rule, BoundField]]]]:
        """The rules with their fields, by what they speak of."""
        for family, rules in by_family(all_rules()):
            yield family.title, [(rule, self[rule.code]) for rule in rules]

    def limit_fields(self) -> list[BoundField]:
        """The limits' fields."""
        return [self[name] for name in LIMITS]


@needs(Role.ADMIN)
def rules(request: PageRequest) -> HttpResponse:
    """Change how strict the rules are, or go back to the defaults."""
    workspace = Workspace.objects.get(pk=request.person.workspace_id)
    if request.method == "POST" and "defaults" in request.POST:
        with saving(request, "The rules for the writing are at their defaults"):
            set_rules(workspace=workspace, severities={}, limits={})
        return go_to(request, "workspace_rules")
    form = RulesForm(request.POST or None, workspace=workspace)
    if request.method == "POST" and form.is_valid():
        with saving(request, "The rules for the writing"):
            set_rules(workspace=workspace, severities=form.severities(), limits=form.limits())
        return go_to(request, "workspace_rules")
    return render(request, "web/settings/rules.html", {"form": form, "changed": bool(workspace.lint)})
