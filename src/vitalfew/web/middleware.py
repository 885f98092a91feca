"""What every page passes: the first run, and the workspace in the address."""

from collections.abc import Callable
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.shortcuts import render as render_page
from django.utils import timezone
from django_htmx.http import HttpResponseClientRefresh

from vitalfew.accounts.models import Person, User
from vitalfew.accounts.scoping import entered
from vitalfew.okrs.models import ClosedCycle

Answer = Callable[[HttpRequest], HttpResponse]


class FirstRun:
    """Until somebody has an account, every page is the first-run page."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response
        self.settled = False

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Send a new installation's visitors to its first page."""
        if not self.settled and not request.path_info.startswith(("/start/", *settings.MACHINE_PATHS)):
            self.settled = User.objects.exists()
            if not self.settled:
                return redirect("start")
        return self.get_response(request)


class InWorkspace:
    """Enters the workspace that the address names, as the person that the user is in it, or answers 404."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Everything after this sees one workspace only."""
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Answer, args: tuple[object, ...], kwargs: dict[str, object]
    ) -> HttpResponse | None:
        """Views below /w/<workspace>/ run inside it; they take no `workspace` argument of their own."""
        slug = kwargs.pop("workspace", None)
        if slug is None:
            return None
        if not request.user.is_authenticated:
            return _ask_to_sign_in(request)
        people = list(Person.everywhere.select_related("workspace", "user", "team").filter(user=request.user))
        person = next((p for p in people if p.workspace.slug == slug), None)
        if person is None:
            raise Http404
        request.person, request.people = person, people  # type: ignore[attr-defined]
        if request.session.get("workspace") != slug:
            request.session["workspace"] = slug
        with entered(person.workspace, reader=person), timezone.override(person.zone_info or ZoneInfo("UTC")):
            try:
                response = view(request, *args, **kwargs)
            except ClosedCycle as closed:
                response = render_page(request, "web/reviews/closed.html", {"why": closed.messages[0]}, status=409)
            render = getattr(response, "render", None)
            return render() if callable(render) else response


def _ask_to_sign_in(request: HttpRequest) -> HttpResponse:
    """A part of a page that htmx asks for cannot show the sign-in page: the whole page is loaded again instead."""
    if request.htmx:  # type: ignore[attr-defined]
        return HttpResponseClientRefresh()
    return redirect_to_login(request.get_full_path())
