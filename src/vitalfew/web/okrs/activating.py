"""Putting an objective to work: errors in its writing are asked about once, and never stand in the way."""

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from vitalfew.accounts.models import Role
from vitalfew.findings.queries import Found, findings_of_objective
from vitalfew.okrs.guarding import crossed, waits
from vitalfew.okrs.models import Objective
from vitalfew.okrs.queries import objective_page
from vitalfew.okrs.readiness import is_measurable, lacks, may_be_activated, missing
from vitalfew.web.addresses import go_to
from vitalfew.web.okrs.words import capital, count_of
from vitalfew.web.requests import PageRequest
from vitalfew.web.roles import needs
from vitalfew.web.rules.found import say
from vitalfew.web.saving import saving


class ActivateForm(forms.Form):
    """What is asked when an objective is put to work."""

    stops = forms.CharField(
        label="What are we stopping so that this gets attention?", required=False, max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip


@needs(Role.MEMBER)
def activate(request: PageRequest, pk: int) -> HttpResponse:
    """Put a draft, or one that was dropped, to work."""
    one = get_object_or_404(objective_page(pk=pk).exclude(state=Objective.State.ACTIVE))
    one.cycle.refuse_if_closed()
    form = ActivateForm(request.POST or None, initial={"stops": one.stops})
    found = findings_of_objective(objective=one, workspace=request.person.workspace)
    lacking, guards = _lacking(one, found), crossed(one.guardrails.all(), now=timezone.now())
    possible = may_be_activated(one)
    asked = "all_the_same" in request.POST or not (found.errors or lacking or waits(guards))
    if request.method == "POST" and possible and asked and form.is_valid():
        with saving(request, f"“{one}” is at work"):
            one.stops = form.cleaned_data["stops"]
            one.save(update_fields=["stops"])
            one.activate()
        return go_to(request, "objective", one.pk)
    things = len(found.errors) + len(lacking) + sum(not each.answered for each in guards)
    context = {
        "objective": one,
        "form": form,
        "errors": [say(each, found) for each in found.errors] if possible else [],
        "missing": lacking if possible else missing(one),
        "waits": guards,
        "held": waits(guards),
        "possible": possible,
        "title": f"{capital(count_of(things, 'thing'))} first?" if possible and things else "Put it to work",
    }
    return render(request, "web/okrs/activate.html", context)


def _lacking(objective: Objective, found: Found) -> list[str]:
    """The key results without from and to of which no finding speaks already."""
    spoken = {each.subject for each in found.errors}
    return [
        lacks(each)
        for each in objective.key_results.all()
        if not is_measurable(each) and f"key_result:{each.pk}" not in spoken
    ]
