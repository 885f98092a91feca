"""The form of an objective: 'I will …, as measured by …'."""

from collections.abc import Mapping, Sequence
from typing import Any, cast

from django import forms
from django.db.models import Q, QuerySet
from django.utils import timezone

from vitalfew.accounts.models import Person, Team
from vitalfew.kpis.models import Kpi
from vitalfew.okrs.alignment.aligning import refuse_circle
from vitalfew.okrs.cycles.life import offered_to
from vitalfew.okrs.models import Cycle, KeyResult, Objective
from vitalfew.okrs.writing import write_objective
from vitalfew.web.forms import RecordForm
from vitalfew.web.okrs.fields import RecordField
from vitalfew.web.okrs.hiding import refuse_to_hide_from
from vitalfew.web.okrs.key_result_form import KeyResultForm
from vitalfew.web.okrs.offers import Offer, kpi_words, may_be_parents

ROWS = 5
KINDS = {
    Objective.Kind.ASPIRATIONAL: "Aspirational: a stretch, 0.7 is success",
    Objective.Kind.COMMITTED: "Committed: a promise, 1.0 is expected",
    Objective.Kind.LEARNING: "Learning: success is a question answered",
}


class ObjectiveForm(RecordForm):
    """What is aimed at, by whom, in which cycle, and what it hangs from."""

    owner = RecordField(label="Owner", nothing="Nobody yet")
    responds_to = RecordField(label="Responds to the KPI", nothing="None")
    kind = forms.ChoiceField(
        label="Kind", choices=KINDS.items(), widget=forms.RadioSelect, initial=Objective.Kind.ASPIRATIONAL
    )

    class Meta(RecordForm.Meta):
        model = Objective
        fields = (
            "title", "team", "owner", "cycle", "why", "serves_strategy", "kind", "responds_to", "guardrails", "parents",
            "stops", "rhythm", "helpers", "teams", "recurring", "private",
        )  # fmt: skip
        labels = {
            "title": "Objective",
            "serves_strategy": "It serves the strategy",
            "parents": "It contributes to",
            "stops": "What we stop so that this gets attention",
            "rhythm": "Checked in on",
            "helpers": "Who helps",
            "recurring": "Offer it again for each next cycle",
            "private": "Private: only its owner and its helpers see it",
        }
        widgets = {
            "title": forms.TextInput(attrs={"class": "big", "placeholder": "Offer an ultra-smooth mobile experience"}),
            "why": forms.Textarea(attrs={"rows": 3}),
            "stops": forms.Textarea(attrs={"rows": 2}),
            "guardrails": forms.CheckboxSelectMultiple,
            "parents": forms.CheckboxSelectMultiple,
            "helpers": forms.CheckboxSelectMultiple,
            "teams": forms.CheckboxSelectMultiple,
        }
        help_texts = {"private": "For drafts and sensitive work. All that hangs from it stays with them, too."}

    def __init__(self, *args: Any, offer: Offer, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, use_required_attribute=False, **kwargs)
        self.person = person
        if self.instance.pk:  # the kind is chosen when it is written, never afterwards
            del self.fields["kind"]
        team = self.instance.team if self.instance.pk else person.team
        cast("RecordField", self.fields["owner"]).offer(offer.people)
        cast("RecordField", self.fields["responds_to"]).offer(offer.kpis, kpi_words)
        self._among("guardrails", Kpi.objects.filter(pk__in=[kpi.pk for kpi in offer.kpis.values()]))
        people, teams = list(offer.people.values()), Team.objects.order_by("name")
        self._among("helpers", Person.objects.filter(pk__in=[each.pk for each in people]), offered=people)
        self._among("teams", teams, offered=list(teams))
        self._among("parents", may_be_parents(self.instance, team=team))
        self._among("cycle", _cycles(self.instance, team))

    def clean(self) -> dict[str, Any]:
        """An objective hangs neither from itself nor from what hangs from it, and stays in its writer's sight."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        refuse_to_hide_from(self.person, form=self)
        refuse_circle(objective=self.instance, parents=cleaned.get("parents") or ())
        return cleaned

    def _among(self, name: str, records: QuerySet[Any], *, offered: Sequence[Any] | None = None) -> None:
        """Let a field choose among these; `offered` are they, where they were read already."""
        field = cast("forms.ModelChoiceField[Any]", self.fields[name])
        field.queryset = records
        if offered is not None:
            field.choices = [(each.pk, str(each)) for each in offered]


def _cycles(objective: Objective, team: Team | None) -> QuerySet[Cycle]:
    """The cycles to choose from: not closed, and of everyone, of its team, or of its writer's."""
    offered = offered_to(team)
    if objective.team_id not in (None, team.pk if team else None):
        offered |= offered_to(objective.team_id)
    open_to: QuerySet[Cycle] = Cycle.objects.filter(offered, ~Q(state=Cycle.State.CLOSED))
    return open_to | Cycle.objects.filter(pk=objective.cycle_id)


def rows(
    *,
    objective: Objective,
    offer: Offer,
    data: Mapping[str, Any] | None = None,
    begun: Sequence[Mapping[str, Any]] = (),
) -> list[KeyResultForm]:
    """The key results of the form: those that are there, then empty ones up to five, at least one.

    `begun` is what the first empty ones begin with.
    """
    kept = list(objective.key_results.all()) if objective.pk else []
    there = [KeyResultForm(data, offer=offer, instance=each, prefix=f"kr{each.pk}") for each in kept]
    blank = range(max(ROWS - len(kept), 1))
    return there + [_blank(data, offer, number, begun[number] if number < len(begun) else {}) for number in blank]


def _blank(data: Mapping[str, Any] | None, offer: Offer, number: int, begun: Mapping[str, Any]) -> KeyResultForm:
    form = KeyResultForm(data, offer=offer, prefix=f"new{number}", empty_permitted=True, instance=KeyResult())
    form.initial.update(begun)
    return form


def write(form: ObjectiveForm, key_results: list[KeyResultForm]) -> Objective:
    """Save an objective and the rows of its form that say something; both must be valid."""
    said = [row for row in key_results if row.instance.pk or row.has_changed()]
    written = write_objective(
        objective=form.save(commit=False),
        key_results=[row.written() for row in said],
        parents=form.cleaned_data["parents"],
        guardrails=form.cleaned_data["guardrails"],
    )
    for row in said:
        row.keep_course(by=form.person, now=timezone.now())
    written.helpers.set(form.cleaned_data["helpers"])
    written.teams.set([team for team in form.cleaned_data["teams"] if team != written.team])
    return written
