"""Half-way: is each objective still relevant? What is not is dropped, with its reason."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from vitalfew.accounts.models import Role, Team
from vitalfew.okrs.models import Cycle, Objective
from vitalfew.okrs.queries import ObjectiveStands, objectives, stands
from vitalfew.web.addresses import go_to
from vitalfew.web.okrs.words import score_words, week_words
from vitalfew.web.requests import PageRequest
from vitalfew.web.roles import insist
from vitalfew.web.saving import saving

KEEP, DROP = "keep", "drop"


class RelevantForm(forms.Form):
    """Keep it or drop it, and why."""

    answer = forms.ChoiceField(
        label="Does it still matter?", required=False, widget=forms.RadioSelect,
        choices=[("", "Not talked about yet"), (KEEP, "Yes, keep it"), (DROP, "No, drop it")],
    )  # fmt: skip
    because = forms.CharField(label="Why", required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, data: Any, *, objective: Objective) -> None:
        begun = {"answer": KEEP if objective.relevant_at else "", "because": objective.relevant_because}
        super().__init__(data, prefix=f"o{objective.pk}", initial=begun)

    def clean(self) -> dict[str, Any]:
        """What is dropped says why."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("answer") == DROP and not data.get("because", "").strip():
            self.add_error("because", "Say why it is dropped; the next cycle learns from it.")
        return data


@dataclass(frozen=True, slots=True)
class Row:
    """An objective as it stands, and the question."""

    objective: Objective
    stands: ObjectiveStands
    score: str
    form: RelevantForm


def half_way(request: PageRequest, pk: int, team: int) -> HttpResponse:
    """A team's objectives at work, each to keep or to drop."""
    now = timezone.now()
    cycle = get_object_or_404(Cycle.objects.select_related("workspace"), pk=pk)
    whose = get_object_or_404(Team, pk=team)
    data = request.POST if request.method == "POST" else None
    if data is not None:
        insist(request.person, Role.MEMBER)
        cycle.refuse_if_closed()
    rows = [_row(each, data, now) for each in objectives(cycle=cycle, state=Objective.State.ACTIVE).filter(team=whose)]
    valid = [row.form.is_valid() for row in rows] if data is not None else [False]
    if all(valid):
        with saving(request, f"What still matters to {whose} in {cycle}", general=True):
            _keep(rows, now=now)
        return go_to(request, "review_half_way", pk, team)
    context = {
        "cycle": cycle,
        "team": whose,
        "rows": rows,
        "week": week_words(cycle, now=now),
        "open": cycle.state == Cycle.State.ACTIVE and request.person.may(Role.MEMBER),
        "wrong": data is not None,
    }
    return render(request, "web/reviews/half_way.html", context)


def _row(objective: Objective, data: Any, now: datetime) -> Row:
    found = stands(objective, now=now)
    return Row(objective, found, score_words(found), RelevantForm(data, objective=objective))


def _keep(rows: Sequence[Row], *, now: datetime) -> None:
    for row in rows:
        said = row.form.cleaned_data
        if said["answer"] == DROP:
            row.objective.drop(because=said["because"])
        elif said["answer"] == KEEP and row.form.has_changed():
            row.objective.relevant_at, row.objective.relevant_because = now, said["because"].strip()
            row.objective.save(update_fields=["relevant_at", "relevant_because"])
