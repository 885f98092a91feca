"""A value that stands in for the measured one until a day, with the reason."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from vitalfew.accounts.models import Role
from vitalfew.method.numbers import show
from vitalfew.okrs.course import stand_ins
from vitalfew.okrs.models import KeyResult
from vitalfew.okrs.queries import key_results_with_everything, today_here
from vitalfew.web.addresses import go_to
from vitalfew.web.okrs.fields import NumberField
from vitalfew.web.requests import PageRequest
from vitalfew.web.roles import needs
from vitalfew.web.saving import saving

USUAL = timedelta(days=7)


class StandInForm(forms.Form):
    """Which value, why, and until when."""

    value = NumberField(label="Value that stands in", error_messages={"required": "Say which value stands in."})
    reason = forms.CharField(
        label="Why does it stand in?", max_length=200,
        error_messages={"required": "Say why it stands in for the measured value; it is shown beside it."},
    )  # fmt: skip
    until = forms.DateField(
        label="Until the end of", widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        help_text="Then the measured value counts again by itself.",
        error_messages={"required": "Say until which day it stands in."},
    )  # fmt: skip

    def __init__(self, data: Mapping[str, Any] | None = None, *, key_result: KeyResult, until: date) -> None:
        """`until` is the day that it begins with."""
        super().__init__(data, initial={"until": until}, use_required_attribute=False)
        self.key_result = key_result
        if key_result.unit:
            self.fields["value"].label = f"Value that stands in, {key_result.unit}"

    def clean_until(self) -> date:
        """A day that is ahead, within the cycle."""
        until: date = self.cleaned_data["until"]
        stand_ins.refuse_day(until, key_result=self.key_result, now=timezone.now())
        return until


@needs(Role.MEMBER)
def stand_in(request: PageRequest, pk: int) -> HttpResponse:
    """Let a value stand in for the measured one of a key result."""
    one = get_object_or_404(key_results_with_everything(), pk=pk)
    one.objective.cycle.refuse_if_closed()
    until = min(today_here(timezone.now()) + USUAL, one.objective.cycle.end)
    form = StandInForm(request.POST or None, key_result=one, until=until)
    if request.method == "POST" and form.is_valid():
        value = show(form.cleaned_data["value"], one.unit)
        with saving(request, f"{value} stands in for the measured value of “{one}”"):
            stand_ins.stand_in(key_result=one, by=request.person, now=timezone.now(), **form.cleaned_data)
        return go_to(request, "key_result", one.pk)
    context = {"key_result": one, "form": form, "standing": getattr(one, "standing", None)}
    return render(request, "web/okrs/stand_in.html", context)


@needs(Role.MEMBER)
@require_POST
def end(request: PageRequest, pk: int) -> HttpResponse:
    """Let the measured value of a key result count again."""
    one = get_object_or_404(key_results_with_everything(), pk=pk)
    with saving(request, f"The measured value of “{one}” counts again"):
        stand_ins.end(key_result=one, now=timezone.now())
    return go_to(request, "key_result", one.pk)
