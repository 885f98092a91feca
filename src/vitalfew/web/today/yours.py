"""What waits for the reader: check-ins, promised actions, and where they were mentioned."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.text import Truncator

from vitalfew.accounts.models import Workspace
from vitalfew.briefing import mine
from vitalfew.okrs.comments import about_of, name_of, path_of
from vitalfew.okrs.models import Comment
from vitalfew.okrs.queries import today_here
from vitalfew.web.markdown import plain
from vitalfew.web.requests import PageRequest

LONGEST = 140


def yours(request: PageRequest) -> HttpResponse:
    """A page of its own, or the part of Today that asks for it."""
    now = timezone.now()
    found = mine.yours(request.person, now=now)
    context = {
        "owed": found.owed,
        "ended": found.ended,
        "promised": found.actions,
        "mentions": [_mention(one, request.person.workspace) for one in found.mentions],
        "today": today_here(now),
    }
    return render(request, "web/today/yours_part.html" if request.htmx else "web/today/yours.html", context)


def _mention(comment: Comment, workspace: Workspace) -> dict[str, object]:
    about = about_of(comment)
    return {
        "by": comment.by,
        "at": comment.at,
        "about": name_of(about),
        "words": Truncator(plain(comment.text)).chars(LONGEST),
        "address": path_of(about, workspace=workspace.slug, comment=comment.pk),
    }
