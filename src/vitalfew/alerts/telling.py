"""Notices of breaches, written in the transaction that opened them."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from django.urls import reverse

from vitalfew.accounts.models import Person
from vitalfew.alerts import words
from vitalfew.alerts.links import link_for
from vitalfew.alerts.models import Breach
from vitalfew.alerts.recipients import Recipient, answers_for, leads
from vitalfew.kpis.models import Reading
from vitalfew.method.alerting import Kind, Speed
from vitalfew.notices.actions import Telling, tell_all
from vitalfew.notices.models import Notice

GROUP = "breaches"


def tell_of(told: Sequence[tuple[Breach, Reading]], *, now: datetime) -> None:
    """Tell those who answer for these KPIs, and their teams' channels, each with the number, what it means, the
    written action and a link: a number of statements that hangs on that of the breaches alone. A sample tells nobody.
    """
    real = [pair for pair in told if not pair[0].kpi.workspace.is_sample]
    if real:
        those = leads()
        tell_all([one for breach, reading in real for one in _tellings(breach, reading, those)], now=now)


def notices_of(person: Person, *, breaches: Sequence[Breach]) -> dict[int, list[Notice]]:
    """What told this person of these breaches and was not withdrawn, by the breaches' keys: one statement.

    Reminders, and what is told of somebody else's silence, are not among it.
    """
    of = {f"breach:{breach.pk}:{time}": breach.pk for breach in breaches for time in range(1, breach.crossed + 1)}
    found: dict[int, list[Notice]] = defaultdict(list)
    for notice in Notice.objects.filter(person=person, withdrawn_at=None, key__in=of) if of else ():
        found[of[notice.key]].append(notice)
    return found


def page_of(breach: Breach) -> str:
    """The path of the breach's own page."""
    return reverse("breach", args=[breach.kpi.workspace.slug, breach.pk])


def _tellings(breach: Breach, reading: Reading, those: Sequence[Person]) -> list[Telling]:
    recipient = answers_for(breach.kpi, leads=those)
    return [] if recipient is None else [_telling(breach, reading, recipient)]


def _telling(breach: Breach, reading: Reading, recipient: Recipient) -> Telling:
    kind = Kind(breach.kind)
    said = words.paragraphs(reading, kind)
    return Telling(
        to=recipient.person,
        key=f"breach:{breach.pk}:{breach.crossed}",
        subject=words.subject(reading, kind),
        paragraphs=[*said, recipient.why] if recipient.why else said,
        link=link_for(recipient.person, breach),
        link_words=words.IN_HAND,
        urgent=breach.severity == Speed.NOW,
        group=GROUP,
        team=breach.kpi.team,
        team_link=page_of(breach),
        team_link_words=words.ITS_PAGE,
        chart=words.chart(reading),
    )
