"""KPI or key result? The answers are in the address; nothing is stored."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django import forms
from django.http import HttpResponse
from django.shortcuts import render

from vitalfew.method.decision import QUESTIONS, Decision, decide
from vitalfew.web.addresses import address
from vitalfew.web.requests import PageRequest

YES_NO = (("yes", "Yes"), ("no", "No"))
BIG = forms.TextInput(attrs={"class": "big", "placeholder": "Day-30 retention"})


class DecideForm(forms.Form):
    """What it is about, the four questions, and whether anybody would act."""

    use_required_attribute = False

    what = forms.CharField(label="What is it about?", max_length=120, required=False, widget=BIG)
    ongoing, effort, for_ever, retire = (
        forms.ChoiceField(label=question, choices=YES_NO, widget=forms.RadioSelect, required=False)
        for question in QUESTIONS.values()
    )
    acted_on = forms.ChoiceField(
        label="If it moved, would anybody do something?", choices=YES_NO, widget=forms.RadioSelect, required=False
    )

    def questions(self) -> list[forms.BoundField]:
        """The four questions and the last one, in their order."""
        return [self[name] for name in (*QUESTIONS, "acted_on")]

    def decision(self) -> Decision | None:
        """What the answers make of it; None while they do not suffice."""
        given = {name: self.cleaned_data[name] == "yes" for name in QUESTIONS if self.cleaned_data[name]}
        return decide(given, acted_on=self.cleaned_data["acted_on"] != "no")


@dataclass(frozen=True, slots=True)
class Draft:
    """Where the right record is begun."""

    words: str
    address: str


def decide_page(request: PageRequest) -> HttpResponse:
    """The questions, and below them the answer once they suffice."""
    form = DecideForm(request.GET or None)
    decision = form.decision() if form.is_bound and form.is_valid() else None
    context = {
        "form": form,
        "decision": decision,
        "asked": bool(request.GET),
        "drafts": _drafts(request, form.cleaned_data["what"].strip(), decision) if decision else [],
    }
    return render(request, "web/decide/decide.html", context)


def _drafts(request: PageRequest, what: str, decision: Decision) -> list[Draft]:
    kpi = Draft("Begin the KPI", _with(request, "kpi_new", name=what))
    objective = Draft("Begin an objective with it", _with(request, "objective_new", kr=_sentence(what)))
    return {"kpi": [kpi], "key_result": [objective], "both": [kpi, objective]}.get(decision.verdict, [])


def _sentence(what: str) -> str:
    return f"{what[:1].upper()}{what[1:]} from [now] to [target]" if what else ""


def _with(request: PageRequest, page: str, **given: str) -> str:
    query = urlencode({key: value for key, value in given.items() if value})
    return address(request.person.workspace, page) + (f"?{query}" if query else "")
