"""How much each key result of an objective counts: one small form, for those who want other weights than equal ones."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from vitalfew.accounts.models import Role
from vitalfew.okrs import weights
from vitalfew.okrs.models import KeyResult, Objective
from vitalfew.web.addresses import go_to
from vitalfew.web.okrs.fields import NumberField
from vitalfew.web.requests import PageRequest
from vitalfew.web.roles import needs
from vitalfew.web.saving import saving

EQUAL = "equal"


class WeightsForm(forms.Form):
    """A percentage for each key result."""

    def __init__(self, data: Mapping[str, Any] | None = None, *, key_results: list[KeyResult]) -> None:
        super().__init__(data, use_required_attribute=False)
        self.key_results = key_results
        for one, share in zip(key_results, weights.shares(key_results), strict=True):
            self.fields[f"kr{one.pk}"] = NumberField(
                label=f"{one}, %", initial=share, error_messages={"required": "Say how many percent it counts."}
            )

    def clean(self) -> dict[str, Any]:
        """Each counts something, and together they are the whole."""
        said: dict[str, Any] = super().clean() or self.cleaned_data
        for name, percent in list(said.items()):
            if percent <= 0:
                self.add_error(name, "It counts something, or it is no key result: give it more than 0 %.")
        if not self.errors and (words := weights.wrong([said[name] for name in self.fields])):
            self.add_error(list(self.fields)[-1], words)
        return said

    @property
    def percents(self) -> dict[int, float]:
        """What each key result counts, by its key."""
        return {one.pk: self.cleaned_data[f"kr{one.pk}"] for one in self.key_results}


@needs(Role.MEMBER)
def weigh(request: PageRequest, pk: int) -> HttpResponse:
    """The weights of an objective's key results."""
    one = get_object_or_404(Objective.objects.select_related("cycle", "team"), pk=pk)
    one.cycle.refuse_if_closed()
    key_results = list(one.key_results.all())
    if not key_results:
        return go_to(request, "objective", one.pk)
    if request.method == "POST" and EQUAL in request.POST:
        return _put(request, one, {each.pk: weights.WHOLE / len(key_results) for each in key_results})
    form = WeightsForm(request.POST or None, key_results=key_results)
    if request.method == "POST" and form.is_valid():
        return _put(request, one, form.percents)
    context = {"objective": one, "form": form, "are_equal": weights.are_equal(key_results)}
    return render(request, "web/okrs/weigh.html", context)


def _put(request: PageRequest, one: Objective, percents: dict[int, float]) -> HttpResponse:
    with saving(request, f"Weights of “{one}”"):
        weights.put(objective=one, percents=percents)
    return go_to(request, "objective", one.pk)
