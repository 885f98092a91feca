"""The strategy: the few sentences from which objectives hang."""

from django import forms
from django.http import HttpResponse
from django.shortcuts import render

from vitalfew.accounts.models import Role
from vitalfew.okrs.models import Strategy
from vitalfew.okrs.queries import current_strategy
from vitalfew.web.addresses import go_to
from vitalfew.web.requests import PageRequest
from vitalfew.web.roles import insist
from vitalfew.web.saving import saving

MOST_EARLIER = 20


class StrategyForm(forms.Form):
    """A few sentences."""

    text = forms.CharField(
        label="What are we trying to achieve?", max_length=2000,
        widget=forms.Textarea(attrs={"rows": 6, "class": "big"}),
        help_text="A few sentences that everybody could repeat. Objectives hang from them.",
    )  # fmt: skip


def strategy(request: PageRequest) -> HttpResponse:
    """Read the strategy and what it was before; a lead may write it anew."""
    kept = current_strategy()
    form = StrategyForm(request.POST or None, initial={"text": kept.text if kept else ""})
    if request.method == "POST":
        insist(request.person, Role.LEAD)
        if form.is_valid():
            with saving(request, "The strategy"):
                if kept is None or kept.text != form.cleaned_data["text"]:
                    Strategy.objects.create(text=form.cleaned_data["text"], by=request.person)
            return go_to(request, "okrs")
    earlier = Strategy.objects.select_related("by")[1 : MOST_EARLIER + 1]
    return render(request, "web/okrs/strategy.html", {"strategy": kept, "form": form, "earlier": earlier})
