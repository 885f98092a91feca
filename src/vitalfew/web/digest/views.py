"""What you would be sent now."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe

from vitalfew.accounts.models import Person
from vitalfew.briefing.digest.lines import Line
from vitalfew.briefing.digest.sending import digest_now
from vitalfew.charts import kept_sparkline
from vitalfew.notices.models import Wishes
from vitalfew.web.requests import PageRequest

OFTEN = {
    Wishes.Digest.WEEKLY: "Sent on the first working morning of your week",
    Wishes.Digest.DAILY: "Sent every working morning",
    Wishes.Digest.NEVER: "Not sent to you",
}


def digest(request: PageRequest) -> HttpResponse:
    """Your digest as of now, and how often it comes."""
    person = Person.objects.select_related("workspace", "team", "wishes").get(pk=request.person.pk)
    found = digest_now(person, now=timezone.now())
    sections = [(section, [(line, _drawn(line)) for line in section.lines]) for section in found.sections]
    often = "" if person.workspace.is_sample else OFTEN[Wishes.Digest(Wishes.of(person).digest)]
    return render(request, "web/digest/digest.html", {"found": found, "sections": sections, "often": often})


def _drawn(line: Line) -> SafeString:
    svg = kept_sparkline(line.picture, title=f"{line.headline}: {line.word}")
    return mark_safe(svg)  # noqa: S308  (charts escape their text)
