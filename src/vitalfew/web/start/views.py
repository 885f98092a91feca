"""The first run: one form, then the own Today."""

from django.conf import settings
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from vitalfew.accounts.actions import AlreadySetUp, first_run
from vitalfew.accounts.models import User
from vitalfew.accounts.setup_code import forget_setup_code, is_setup_code
from vitalfew.web.start.forms import StartForm


def start(request: HttpRequest) -> HttpResponse:
    """Make the first workspace and its administrator, while nobody has an account."""
    if User.objects.exists():
        return redirect("home")
    form = StartForm(request.POST or None, code=_code_of(request))
    if request.method == "POST" and form.is_valid():
        return _set_up(request, form)
    return render(request, "web/start/start.html", {"form": form})


def _code_of(request: HttpRequest) -> str:
    given = request.POST.get("code") or request.GET.get("code", "")
    return given if given and is_setup_code(settings.DATA, given) else ""


def _set_up(request: HttpRequest, form: StartForm) -> HttpResponse:
    data = form.cleaned_data
    try:
        person = first_run(
            workspace_name=data["workspace"], email=data["email"], password=data["password"], zone=data["zone"]
        )
    except AlreadySetUp:
        return redirect("home")
    forget_setup_code(settings.DATA)
    login(request, person.user, backend=settings.AUTHENTICATION_BACKENDS[0])
    return redirect("today", person.workspace.slug)
