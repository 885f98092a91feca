"""Initiatives of an objective: work that should move it, with a link to where it is done."""

from typing import Any, cast

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from vitalfew.accounts.models import Role
from vitalfew.okrs.initiatives import finish, is_issue
from vitalfew.okrs.models import Initiative, Objective
from vitalfew.web.addresses import go_to
from vitalfew.web.forms import RecordForm
from vitalfew.web.okrs.fields import RecordField
from vitalfew.web.okrs.offers import Offer, offer
from vitalfew.web.requests import PageRequest
from vitalfew.web.roles import needs
from vitalfew.web.saving import saving


class InitiativeForm(RecordForm):
    """A title or a link, and what it should move."""

    key_result = RecordField(label="Which key result should it move?", nothing="The objective as a whole")
    owner = RecordField(label="Owner", nothing="Nobody yet")
    url = forms.URLField(
        label="Link", required=False, max_length=500, assume_scheme="https",
        widget=forms.URLInput(attrs={"placeholder": "https://"}),
        help_text="An issue of GitHub, GitLab, Jira, Linear or Trello shows its title and its state.",
    )  # fmt: skip

    class Meta(RecordForm.Meta):
        model = Initiative
        fields = ("title", "url", "key_result", "owner")
        labels = {"title": "Title"}
        help_texts = {"title": "May stay empty where the link is an issue whose title can be read."}

    def __init__(self, *args: Any, offer: Offer, **kwargs: Any) -> None:
        super().__init__(*args, use_required_attribute=False, **kwargs)
        measures = {str(each.pk): each for each in self.instance.objective.key_results.all()}
        cast("RecordField", self.fields["key_result"]).offer(measures)
        cast("RecordField", self.fields["owner"]).offer(offer.people)

    def clean_url(self) -> str:
        """A link of the web."""
        url: str = self.cleaned_data["url"]
        if url and not url.lower().startswith(("https://", "http://")):
            raise forms.ValidationError("Write the link with https:// in front.")
        return url

    def clean(self) -> dict[str, Any]:
        """It has a name by which it can be found."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.errors and not data.get("title") and not data.get("url"):
            self.add_error("title", "Give it a title, a link, or both.")
        self.instance.objective.cycle.refuse_if_closed()
        return data


@needs(Role.MEMBER)
def new(request: PageRequest, pk: int) -> HttpResponse:
    """One more initiative of an objective."""
    one = get_object_or_404(Objective.objects.select_related("team", "cycle"), pk=pk)
    return _edit(request, Initiative(objective=one))


@needs(Role.MEMBER)
def edit(request: PageRequest, pk: int) -> HttpResponse:
    """An initiative, to change."""
    return _edit(request, _found(pk))


def _edit(request: PageRequest, one: Initiative) -> HttpResponse:
    objective, before = one.objective, one.url
    form = InitiativeForm(request.POST or None, instance=one, offer=offer(team=objective.team))
    if request.method == "POST" and form.is_valid():
        verb = "changed" if one.pk else "added"
        if one.url != before:
            one.forget_seen()
            one.seen_at = None if is_issue(one.url) else timezone.now()  # of any other link there is nothing to read
        with saving(request, f"Initiative “{one}” {verb}"):
            form.save()
        return go_to(request, "objective", objective.pk)
    return render(request, "web/initiatives/edit.html", {"form": form, "initiative": one, "objective": objective})


@needs(Role.MEMBER)
@require_POST
def done(request: PageRequest, pk: int) -> HttpResponse:
    """Say that an initiative is done."""
    one = _found(pk)
    with saving(request, f"“{one}” is done"):
        finish(initiative=one, now=timezone.now())
    return go_to(request, "objective", one.objective_id)


@needs(Role.MEMBER)
@require_POST
def reopen(request: PageRequest, pk: int) -> HttpResponse:
    """Open an initiative again."""
    one = _found(pk)
    with saving(request, f"“{one}” is open again"):
        finish(initiative=one, now=None)
    return go_to(request, "objective", one.objective_id)


@needs(Role.MEMBER)
@require_POST
def remove(request: PageRequest, pk: int) -> HttpResponse:
    """Take an initiative away from its objective."""
    one = _found(pk)
    one.objective.cycle.refuse_if_closed()
    with saving(request, f"Initiative “{one}” removed"):
        one.delete()
    return go_to(request, "objective", one.objective_id)


def _found(pk: int) -> Initiative:
    found: Initiative = get_object_or_404(
        Initiative.objects.select_related("objective__cycle", "objective__team"), pk=pk
    )
    return found
