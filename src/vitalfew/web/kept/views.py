"""Pages with their filters that a person keeps under a name: seen, renamed and removed by that person alone."""

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST

from vitalfew.accounts.models import View
from vitalfew.web.addresses import address, go_to
from vitalfew.web.kept.forms import KeepForm, ViewForm
from vitalfew.web.requests import PageRequest
from vitalfew.web.saving import saving


def kept(request: PageRequest) -> HttpResponse:
    """One's own views by name; the menu asks for them as a list of links."""
    template = "web/kept/links.html" if request.htmx else "web/kept/views.html"
    found = View.objects.filter(person=request.person)
    return render(request, template, {"kept": found, "home": _home(request)})


def keep(request: PageRequest) -> HttpResponse:
    """Keep the page that the form names."""
    form = KeepForm(request.POST or None, person=request.person, home=_home(request))
    if request.method != "POST" or not form.is_valid():
        return render(request, "web/kept/name.html", {"form": form})
    with saving(request, f"View “{form.cleaned_data['name']}” kept"):
        view = form.save()
    return HttpResponseRedirect(_home(request) + view.path)


def rename(request: PageRequest, pk: int) -> HttpResponse:
    """Another name for one's own view."""
    view = get_object_or_404(View.objects, pk=pk, person=request.person)
    form = ViewForm(request.POST or None, instance=view, person=request.person)
    if request.method != "POST" or not form.is_valid():
        return render(request, "web/kept/name.html", {"form": form, "view": view})
    with saving(request, f"View “{form.cleaned_data['name']}” renamed"):
        form.save()
    return go_to(request, "views")


@require_POST
def remove(request: PageRequest, pk: int) -> HttpResponse:
    """Keep it no longer."""
    view = get_object_or_404(View.objects, pk=pk, person=request.person)
    with saving(request, f"View “{view}” removed"):
        view.delete()
    return go_to(request, "views")


def _home(request: PageRequest) -> str:
    return address(request.person.workspace, "today")
