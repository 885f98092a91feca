"""Notices of breaches, written in the transaction that opened them."""

from collections.abc import Sequence
from datetime import datetime

from vitalfew.alerts import words
from vitalfew.alerts.links import link_for
from vitalfew.alerts.models import Breach
from vitalfew.alerts.recipients import answers_for, leads
from vitalfew.kpis.models import Reading
from vitalfew.method.alerting import Kind, Speed
from vitalfew.notices.actions import tell

GROUP = "breaches"


def tell_of(told: Sequence[tuple[Breach, Reading]], *, now: datetime) -> None:
    """Tell those who answer for these KPIs, each with the number, what it means, the written action and a link."""
    if not told:
        return
    those = leads()
    for breach, reading in told:
        recipient = answers_for(breach.kpi, leads=those)
        if recipient is None:
            continue
        kind = Kind(breach.kind)
        said = words.paragraphs(reading, kind)
        tell(
            to=recipient.person,
            key=f"breach:{breach.pk}:{breach.crossed}",
            subject=words.subject(reading, kind),
            paragraphs=[*said, recipient.why] if recipient.why else said,
            link=link_for(recipient.person, breach),
            urgent=breach.severity == Speed.NOW,
            now=now,
            group=GROUP,
        )
