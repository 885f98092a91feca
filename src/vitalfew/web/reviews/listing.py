"""Which reviews there are: by cycle, and in a cycle by team."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from vitalfew.okrs.cycles.closing import progress_by_team
from vitalfew.okrs.cycles.life import offered_to
from vitalfew.okrs.models import Cycle
from vitalfew.web.requests import PageRequest

MOST = 24


def reviews(request: PageRequest) -> HttpResponse:
    """The cycles that are in review or closed, and those at work, which are looked at half-way."""
    found = Cycle.objects.filter(offered_to(request.person.team_id)).exclude(state=Cycle.State.DRAFT)
    return render(request, "web/reviews/reviews.html", {"cycles": found.select_related("team")[:MOST]})


def of_cycle(request: PageRequest, pk: int) -> HttpResponse:
    """The teams of one cycle, with how far their reviews are."""
    cycle = get_object_or_404(Cycle.objects.select_related("team"), pk=pk)
    return render(request, "web/reviews/cycle.html", {"cycle": cycle, "teams": progress_by_team(cycle=cycle)})
