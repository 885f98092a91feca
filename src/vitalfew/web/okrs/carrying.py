"""A new cycle from the last one: each objective is carried over, with a target again, or left."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from vitalfew.accounts.models import Role, Team
from vitalfew.accounts.queries import branch_of
from vitalfew.method.numbers import show
from vitalfew.okrs.cycles.life import Ended, Offered, before, carry, to_carry
from vitalfew.okrs.models import Cycle, Objective
from vitalfew.web.addresses import address, go_to, key_in
from vitalfew.web.okrs.fields import NumberField
from vitalfew.web.requests import PageRequest
from vitalfew.web.roles import needs
from vitalfew.web.saving import saving


class ObjectiveRow(forms.Form):
    """Whether an objective comes along."""

    carry = forms.BooleanField(required=False)

    def __init__(self, data: Any, *, row: Offered) -> None:
        super().__init__(data, prefix=f"o{row.objective.pk}", initial={"carry": row.proposed})
        self.fields["carry"].label = str(row.objective)


class KeyResultRow(forms.Form):
    """Whether a key result comes along, and how far it is to go."""

    carry = forms.BooleanField(required=False)
    target = NumberField(label="To", required=False)

    def __init__(self, data: Any, *, ended: Ended) -> None:
        key_result = ended.key_result
        begun = {"carry": ended.proposed, "target": key_result.target}
        super().__init__(data, prefix=f"kr{key_result.pk}", initial=begun)
        self.ended = ended
        self.fields["carry"].label = str(key_result)

    @property
    def starts(self) -> str:
        """Where it begins: where it ended."""
        return show(self.ended.ended, self.ended.key_result.unit) if self.ended.ended is not None else "not measured"

    @property
    def reviewed(self) -> Sequence[str]:
        """What the review said of it: 'our score 0.50', 'stop it'."""
        final = getattr(self.ended.key_result, "final", None)
        if final is None:
            return []
        score = "" if final.score is None else f"our score {final.score:.2f}"
        label = final.get_outcome_display() if final.outcome else ""
        return [each for each in (score, label and f"the review said: {label[:1].lower()}{label[1:]}") if each]

    @property
    def ticked(self) -> bool:
        """Whether it is to come along; it need not have been checked."""
        return bool(self["carry"].value())

    def clean(self) -> dict[str, Any]:
        """A target that leaves something to do."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("carry") and "target" not in self.errors and (why := self.ended.refusal(data.get("target"))):
            self.add_error("target", why)
        return data


@dataclass(frozen=True, slots=True)
class Row:
    """An objective with its tick and its key results' rows."""

    offered: Offered
    form: ObjectiveRow
    key_results: Sequence[KeyResultRow]

    @property
    def chosen(self) -> bool:
        """Whether it was ticked; both forms must have been checked."""
        return bool(self.offered.carried is None and self.form.cleaned_data["carry"])

    @property
    def is_left(self) -> bool:
        """Whether it could have come along and was not ticked; both forms must have been checked."""
        return self.offered.carried is None and not self.chosen

    def is_valid(self) -> bool:
        """What is not carried cannot be wrong."""
        if not self.form.is_valid() or not self.chosen:
            return self.form.is_valid()
        valid = [each.is_valid() for each in self.key_results]
        return all(valid)

    @property
    def targets(self) -> dict[int, float | None]:
        """The targets of the key results that come along."""
        ticked = [each for each in self.key_results if each.is_valid() and each.cleaned_data["carry"]]
        return {each.ended.key_result.pk: each.cleaned_data["target"] for each in ticked}


@needs(Role.MEMBER)
def carry_over(request: PageRequest, pk: int) -> HttpResponse:
    """What a team takes along into this cycle from the last one; `?team=` another team."""
    new = get_object_or_404(Cycle.objects.select_related("team", "follows", "workspace"), pk=pk)
    new.refuse_if_closed()
    old, now = before(new), timezone.now()
    teams = _teams(new, old)
    team = next((each for each in teams if each.pk == key_in(request.GET.get("team", ""))), None) or next(
        (each for each in teams if each.pk == request.person.team_id), next(iter(teams), None)
    )
    data = request.POST if request.method == "POST" else None
    rows = [_row(each, data) for each in to_carry(old=old, new=new, team=team)] if old and team else []
    valid = [each.is_valid() for each in rows] if data is not None else [False]
    if rows and all(valid):
        chosen = [each for each in rows if each.chosen]
        with saving(request, f"What comes along from {old} into {new}", general=True):
            for each in chosen:
                carry(row=each.offered, into=new, targets=each.targets, now=now)
        _say_what_stays(request, rows)
        return _on(request, new)
    if data is not None and not rows:
        return go_to(request, "cycle_carry", pk)
    context = {"cycle": new, "old": old, "team": team, "teams": [each for each in teams if each != team], "rows": rows,
               "wrong": data is not None, "left": [each for each in rows if each.offered.carried is None]}  # fmt: skip
    return render(request, "web/okrs/carry.html", context)


def _say_what_stays(request: PageRequest, rows: Sequence[Row]) -> None:
    """A key result that was ticked below an objective that was not."""
    behind = [f"“{kr.ended.key_result}”" for row in rows if row.is_left for kr in row.key_results if kr.ticked]
    if behind:
        words = "stays behind with its objective, which was" if len(behind) == 1 else "stay behind: their objective was"
        messages.info(request, f"{', '.join(behind)} {words} not ticked.")


def _on(request: PageRequest, cycle: Cycle) -> HttpResponse:
    answer = go_to(request, "okrs")
    answer["Location"] = f"{address(request.person.workspace, 'okrs')}?cycle={cycle.pk}&show=drafts"
    return answer


def _row(offered: Offered, data: Any) -> Row:
    key_results = [KeyResultRow(data, ended=each) for each in offered.key_results]
    return Row(offered, ObjectiveRow(data, row=offered), key_results)


def _teams(new: Cycle, old: Cycle | None) -> list[Team]:
    """The teams that had objectives in the last cycle and may have them in this one."""
    if old is None:
        return []
    had = Objective.objects.filter(cycle=old).exclude(state=Objective.State.DROPPED)
    found = Team.objects.filter(pk__in=had.values("team")).order_by("name")
    return list(found if new.team_id is None else found.filter(pk__in=branch_of(new.team_id)))
