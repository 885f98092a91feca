"""The teams, as a tree."""

from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import RestrictedError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from vitalfew.accounts.models import Role, Team
from vitalfew.accounts.names import isolated
from vitalfew.accounts.queries import team_tree
from vitalfew.okrs.rounds.minutes import spent_this_week
from vitalfew.web.addresses import go_to
from vitalfew.web.forms import RecordForm
from vitalfew.web.requests import PageRequest
from vitalfew.web.roles import needs
from vitalfew.web.saving import saving


class TeamForm(RecordForm):
    """A team's name, the team it belongs to, its sprints, and when it checks in."""

    class Meta(RecordForm.Meta):
        model = Team
        fields = ("name", "parent", "sprint_weeks", "sprint_from", "checkin_day", "weekly_form")
        labels = {
            "parent": "Part of",
            "sprint_weeks": "Its sprints last",
            "sprint_from": "First day of a sprint",
            "checkin_day": "Check-ins are due on",
            "weekly_form": "Ask for plans, progress and problems every week",
        }
        help_texts = {
            "sprint_weeks": "What the team measures every sprint has these periods.",
            "checkin_day": "Everybody is asked that morning, in their own time zone.",
            "weekly_form": "A short form in words, due on the same day. It asks for no number.",
        }
        widgets = {"sprint_from": forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("sprint_weeks", "checkin_day"):  # what does not send it leaves it as it is
            self.fields[name].required = not self.is_bound or name in self.data


def teams(request: PageRequest) -> HttpResponse:
    """All teams, each below the one it is part of."""
    return render(request, "web/teams/teams.html", {"tree": team_tree()})


@needs(Role.LEAD)
def add(request: PageRequest) -> HttpResponse:
    """Make a team."""
    form = TeamForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with saving(request, f"Team “{form.instance}” made"):
            form.save()
        return go_to(request, "teams")
    return render(request, "web/teams/team.html", {"form": form})


@needs(Role.LEAD)
def edit(request: PageRequest, pk: int) -> HttpResponse:
    """Rename a team or move it."""
    team = get_object_or_404(Team.objects, pk=pk)
    form = TeamForm(request.POST or None, instance=team)
    if request.method == "POST" and form.is_valid():
        with saving(request, f"Team “{form.instance}” changed"):
            form.save()
        return go_to(request, "teams")
    minutes = spent_this_week(team, now=timezone.now())
    return render(request, "web/teams/team.html", {"form": form, "team": team, "minutes": minutes})


@needs(Role.LEAD)
@require_POST
def delete(request: PageRequest, pk: int) -> HttpResponse:
    """Delete a team that keeps nothing."""
    team = get_object_or_404(Team.objects, pk=pk)
    try:
        with saving(request, f"Team “{isolated(team)}” deleted"):
            team.delete()
    except RestrictedError as error:
        kept = len(error.restricted_objects)
        messages.warning(request, f"{isolated(team)} still keeps {kept} KPIs, objectives or teams. Move those first.")
        return go_to(request, "team", pk)
    return go_to(request, "teams")
