"""What is different since the audit before."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render

from vitalfew.audits.models import Place
from vitalfew.audits.queries import difference, kept_audits
from vitalfew.web.audits.words import since_words
from vitalfew.web.requests import PageRequest

MOST = 200


def changes(request: PageRequest, pk: int) -> HttpResponse:
    """What came, what went, and what is judged differently."""
    one = get_object_or_404(kept_audits(), pk=pk)
    if one.before is None:
        raise Http404("This audit repeats no other.")
    found = difference(audit=one, before=one.before)
    context = {
        "audit": one,
        "since": since_words(one),
        "moved": [(each, Place(each.before).label, Place(each.after).label) for each in found.moved[:MOST]],
        "parts": [("Came", found.came[:MOST], len(found.came)), ("Went", found.went[:MOST], len(found.went))],
        "moved_count": len(found.moved),
    }
    return render(request, "web/audits/changes.html", context)
