"""The wall for who is signed in, and the links for screens at which nobody is."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from vitalfew.accounts.models import Role, Screen
from vitalfew.accounts.screens import link_of
from vitalfew.web.addresses import go_to
from vitalfew.web.board.selecting import selection_in
from vitalfew.web.forms import RecordForm
from vitalfew.web.requests import PageRequest
from vitalfew.web.roles import needs
from vitalfew.web.saving import saving
from vitalfew.web.wall.showing import shown


class ScreenForm(RecordForm):
    """Where a screen hangs, and whose KPIs it shows."""

    class Meta(RecordForm.Meta):
        model = Screen
        fields = ("name", "team")
        labels = {"team": "Whose KPIs it shows"}
        help_texts = {"name": "Such as “Kitchen” or “Lobby, second floor”."}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        team: Any = self.fields["team"]
        team.empty_label = "All teams"


@never_cache
def wall(request: PageRequest) -> HttpResponse:
    """The board one KPI at a time, narrowed as the board is: `?team=3&status=red_line&every=30`."""
    return shown(request, request.person.workspace, selection_in(request), now=timezone.now())


@needs(Role.MEMBER)
@never_cache
def screens(request: PageRequest) -> HttpResponse:
    """The links that are open, and a form that makes another."""
    form = ScreenForm(request.POST or None, instance=Screen(made_by=request.person))
    if request.method == "POST" and form.is_valid():
        with saving(request, f"Link for the screen “{form.instance}” made"):
            form.save()
        return go_to(request, "screens")
    kept = Screen.objects.filter(ended_at=None).select_related("team", "made_by")
    rows = [(one, request.build_absolute_uri(link_of(one))) for one in kept if one.is_open]
    return render(request, "web/wall/screens.html", {"form": form, "screens": rows})


@needs(Role.MEMBER)
@require_POST
def end(request: PageRequest, pk: int) -> HttpResponse:
    """From the next request on its link shows nothing; every member may end it, whoever made it."""
    screen = get_object_or_404(Screen.objects, pk=pk)
    with saving(request, f"Link for the screen “{screen}” ended"):
        screen.end()
    return go_to(request, "screens")
