"""What an objective contributes to, chosen from a list: what dragging does on the map, for every hand."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from vitalfew.accounts.models import Role, Team
from vitalfew.okrs.alignment.aligning import below, contribute, refuse_circle, refuse_over
from vitalfew.okrs.models import Cycle, Objective
from vitalfew.web.addresses import go_to, key_in
from vitalfew.web.forms import RecordsField
from vitalfew.web.requests import PageRequest
from vitalfew.web.roles import needs
from vitalfew.web.saving import saving

MOST = 300
"""So many objectives are offered at once; where there are more, those of one team."""
NO_CHOICE = (
    "It cannot contribute to that one: it does already, that one contributes to it, or it is over. Choose another."
)


class AlignForm(forms.Form):
    """What it contributes to now, each to be kept or not, and one more."""

    parents = RecordsField(
        queryset=None, label="It contributes to", required=False, widget=forms.CheckboxSelectMultiple
    )
    under: Any = forms.ModelChoiceField(
        queryset=None, label="Contributes to", required=False, empty_label="Nothing more"
    )
    serves_strategy = forms.BooleanField(label="It serves the strategy", required=False)

    def __init__(self, *args: Any, objective: Objective, among: Team | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.objective = objective
        above = objective.parents.select_related("team")
        self.fields["parents"].queryset = above  # type: ignore[attr-defined]
        self.fields["parents"].initial = [each.pk for each in above]
        self.fields["serves_strategy"].initial = objective.serves_strategy
        self.fields["under"].queryset = may_be_above(objective, among=among).exclude(contributors=objective)  # type: ignore[attr-defined]
        self.fields["under"].error_messages["invalid_choice"] = NO_CHOICE
        self.fields["under"].label_from_instance = _words  # type: ignore[attr-defined]
        self.fields["parents"].label_from_instance = _words  # type: ignore[attr-defined]
        if not above:
            del self.fields["parents"]
        else:
            self.fields["under"].label = "And contributes to"

    def clean(self) -> dict[str, Any]:
        """No circles, and nothing of what is over."""
        refuse_over(self.objective)
        under = self.cleaned_data.get("under")
        if under is not None:
            try:
                refuse_circle(objective=self.objective, parents=[under])
            except forms.ValidationError as error:
                raise forms.ValidationError({"under": error.messages}) from error
        return self.cleaned_data

    def write(self) -> None:
        """Let it contribute to what was chosen."""
        said = self.cleaned_data
        parents = [*said.get("parents", ()), *([said["under"]] if said["under"] else ())]
        contribute(objective=self.objective, parents=parents, strategy=said["serves_strategy"])


def may_be_above(objective: Objective, *, among: Team | None = None) -> Any:
    """What is written or at work in a cycle that is not closed, of one team where one is given; without itself and what
    contributes to it: two cannot hang from each other.
    """
    at_work = Objective.objects.filter(state__in=(Objective.State.ACTIVE, Objective.State.DRAFT))
    open_ones = at_work.exclude(cycle__state=Cycle.State.CLOSED).select_related("team", "cycle")
    found = open_ones.exclude(pk__in={objective.pk} | below(objective.pk))
    return (found.filter(team=among) if among else found).order_by("team__name", "pk")


def _words(objective: Objective) -> str:
    return f"{objective.team} · {objective}"


@needs(Role.MEMBER)
def align(request: PageRequest, pk: int) -> HttpResponse:
    """Choose what an objective contributes to; `?among=` names the team whose objectives are offered."""
    one = get_object_or_404(Objective.objects.select_related("team", "cycle"), pk=pk)
    one.cycle.refuse_if_closed()
    many = may_be_above(one).count() > MOST
    teams = list(Team.objects.order_by("name")) if many else []
    wanted = key_in(request.GET.get("among", ""))
    among = next((team for team in teams if team.pk == (wanted or one.team_id)), None)
    form = AlignForm(request.POST or None, objective=one, among=among)
    if request.method == "POST" and form.is_valid():
        with saving(request, f"What “{one}” contributes to was changed"):
            form.write()
        return go_to(request, "map")
    return render(request, "web/map/align.html", {"objective": one, "form": form, "teams": teams, "among": among})
