"""The way in: to the workspace where this person was last."""

from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from vitalfew.accounts.models import Person
from vitalfew.web.shell import THEME_COOKIE, THEMES

YEAR = 365 * 24 * 3600


@login_required
def home(request: HttpRequest) -> HttpResponse:
    """Today in the workspace that was looked at last, else in one's own."""
    people = Person.everywhere.select_related("workspace").filter(user=request.user)  # type: ignore[misc]
    last = request.session.get("workspace")
    order = sorted(people, key=lambda p: (p.workspace.slug != last, p.workspace.is_sample, p.pk))
    if order:
        return redirect("today", order[0].workspace.slug)
    logout(request)
    return render(request, "web/home/nowhere.html", status=403)


@require_POST
def theme(request: HttpRequest) -> HttpResponse:
    """Keep this browser's choice of light or dark, or leave it to the system."""
    chosen, back = request.POST.get("theme", ""), request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts=None):
        back = "/"
    response = HttpResponseRedirect(back)
    if chosen in THEMES:
        response.set_cookie(
            THEME_COOKIE, chosen, max_age=YEAR, secure=request.is_secure(), httponly=True, samesite="Lax"
        )
    else:
        response.delete_cookie(THEME_COOKIE)
    return response
