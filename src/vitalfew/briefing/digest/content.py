"""What stands in one person's digest."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from vitalfew.accounts.models import Person
from vitalfew.accounts.names import isolated
from vitalfew.accounts.scoping import current_workspace, reading_as
from vitalfew.alerts import budget
from vitalfew.alerts.links import link_for
from vitalfew.alerts.models import Breach
from vitalfew.alerts.queries import calling, in_hand, undecided
from vitalfew.alerts.telling import notices_of
from vitalfew.briefing.decisions import Decision, answered_words, headline, no_data, of_key_result, of_kpi
from vitalfew.briefing.digest import changes as changing
from vitalfew.briefing.digest.late import late
from vitalfew.briefing.digest.lines import MOST_LINES, Line, Section, section
from vitalfew.briefing.digest.measured import measured
from vitalfew.briefing.digest.promised import owed
from vitalfew.briefing.today import ChangeRow, Today, today
from vitalfew.briefing.watched import Watched, watched
from vitalfew.kpis.models import Kpi
from vitalfew.method.goals.sentence import WORDS
from vitalfew.method.numbers import in_words
from vitalfew.method.status import Status

MOST = 30


@dataclass(frozen=True, slots=True)
class Digest:
    """A digest in words. `is_empty`: nothing is to be told, and `headline` says so in one line.

    `asides` are sentences that ask nothing of anybody: what moved by chance, and how key results stand. `named` are
    the keys of the KPIs whose lines say whether they are late, `covers` those of unsent notices that a line
    repeats with all that can be done. `has_subjects`: whether there is anything at all that a digest could speak of.
    """

    person: Person
    since: datetime
    now: datetime
    headline: str
    sections: Sequence[Section]
    asides: Sequence[str]
    named: Collection[int]
    covers: Sequence[str]
    has_subjects: bool

    @property
    def is_empty(self) -> bool:
        """Whether nothing changed, is late, or waits for anybody."""
        return not self.sections

    @property
    def about(self) -> str:
        """Of whom it speaks, and since when: 'Support · since Monday 9 November', or '· since 9:30 today'."""
        local, today = (moment.astimezone(self.person.zone_info) for moment in (self.since, self.now))
        place = isolated(self.person.team or current_workspace())
        if local.date() == today.date():
            return f"{place} · since {local.hour}:{local:%M} today"
        return f"{place} · since {local:%A} {local.day} {local:%B}"


def digest(person: Person, *, since: datetime, now: datetime) -> Digest:
    """What this person is to hear of their team and their own KPIs, of the whole workspace where they have no team.

    A fixed number of statements, however much there is.
    """
    with timezone.override(person.zone_info), reading_as(person):
        return _digest(person, since=since, now=now)


def _digest(person: Person, *, since: datetime, now: datetime) -> Digest:
    kpis, day = _of(person), today(now=now, team=person.team)
    changed = changing.changes(kpis, since=since, now=now)
    decisions, count = _decisions(kpis, day, now)
    answered, answered_count = _answered(kpis, now)
    told = _keys(*decisions, *answered)
    heard = notices_of(person, breaches=_in_nobodys_hand(decisions[:MOST_LINES]))
    shown_ones = _keys(*decisions[:MOST_LINES], *answered[:MOST_LINES])
    missing = late(kpis, but=shown_ones, now=now)
    others = [
        kpi for kpi in changed.kpis if kpi.key not in told and not (kpi.late_for(now) and kpi.key in missing.named)
    ]
    new = {kpi.key for kpi in changed.kpis}
    by_chance = len(changed.unchanged - told - missing.named)
    sections = (
        section(
            "What needs a decision",
            [_decision(each, new, _link(each, heard, person)) for each in decisions],
            count=count,
        ),
        section("Answered, and it lasts", [_settled(each, now) for each in answered], count=answered_count),
        section("What else changed" if told else "What changed", [_changed(kpi) for kpi in others]),
        missing.section,
        owed(person, kpis, above=shown_ones | missing.named, now=now),
    )
    shown = [each for each in sections if each]
    goals = _goals(row for block in day.change for row in block.rows)
    asides = [_by_chance(by_chance), goals, _alerts(person, now)]
    new_ones = sum(isinstance(each.subject, Watched) and each.subject.key in new for each in decisions)
    says = _headline(count, new_ones, answered_count, len(others), missing.total)
    return Digest(
        person=person,
        since=since,
        now=now,
        headline=says if shown else _calm(by_chance),
        sections=shown,
        asides=[text for text in (asides if shown else asides[1:]) if text],
        named=shown_ones | missing.named,
        covers=[notice.key for those in heard.values() for notice in those if notice.packed_at is None],
        has_subjects=bool(day.objective_count) or kpis.exists(),
    )


def _of(person: Person) -> QuerySet[Kpi]:
    kpis = Kpi.objects.filter(retired_at=None)
    if person.team_id is None:
        return kpis
    return kpis.filter(Q(team=person.team_id) | Q(owner=person) | Q(deputy=person))


def _decisions(kpis: QuerySet[Kpi], day: Today, now: datetime) -> tuple[list[Decision], int]:
    needing = kpis.filter(undecided(now=now))
    stalled = [row for block in day.change for row in block.rows if row.said.state == "stalled"]
    found = _with_hands(watched(needing, most=MOST, now=now), now)
    found += [of_key_result(row.key_result, row.key_result.standing, row.said) for row in stalled]
    return sorted(found, key=lambda decision: decision.urgency), needing.count() + len(stalled)


def _answered(kpis: QuerySet[Kpi], now: datetime) -> tuple[list[Decision], int]:
    """What somebody has said of what is done, while it lasts."""
    lasting = kpis.filter(calling(now=now)).exclude(undecided(now=now))
    return _with_hands(watched(lasting, most=MOST, now=now), now), lasting.count()


def _keys(*decisions: Decision) -> set[int]:
    return {each.subject.key for each in decisions if isinstance(each.subject, Watched)}


def _with_hands(kpis: Sequence[Watched], now: datetime) -> list[Decision]:
    hands = in_hand(kpis=[kpi.key for kpi in kpis])
    return [of_kpi(kpi, now=now, breach=hands.get(kpi.key)) for kpi in kpis]


def _in_nobodys_hand(decisions: Iterable[Decision]) -> list[Breach]:
    breaches = [decision.breach for decision in decisions if decision.breach is not None]
    return [breach for breach in breaches if breach.state is Breach.State.OPEN and breach.in_hand_of is None]


def _link(decision: Decision, heard: Collection[int], person: Person) -> str:
    """With which this person says that they have it in hand, where they were told of it and nobody has."""
    breach = decision.breach
    return link_for(person, breach) if breach is not None and breach.pk in heard else ""


def _decision(decision: Decision, new: Iterable[int], link: str) -> Line:
    subject = decision.subject
    if not isinstance(subject, Watched):
        path = _path("objective", subject.objective_id)
        return Line(decision.shape, decision.word, decision.headline, decision.detail, path)
    word = f"{decision.word} · new" if subject.key in new else decision.word
    detail = f"{decision.detail} {decision.hand}".strip()
    return Line(
        decision.shape, word, decision.headline, detail, _page(subject), subject.picture, measured(subject), link
    )


def _settled(decision: Decision, now: datetime) -> Line:
    """What was answered, with the answer instead of what could be done."""
    kpi, breach = decision.subject, decision.breach
    assert isinstance(kpi, Watched)  # noqa: S101  (only KPIs have breaches)
    assert breach is not None  # noqa: S101  (an answer is one of a breach)
    path = _path("breach", breach.pk)
    detail = f"{no_data(kpi, now)} {decision.hand}".strip()
    return Line(decision.shape, decision.word, decision.headline, detail, path, kpi.picture, measured(kpi))


def _changed(kpi: Watched) -> Line:
    said = f"{isolated(kpi.called)}: {kpi.number(kpi.point_value) if kpi.is_about_point else kpi.value_shown}"
    calm = "" if changing.is_signal(kpi) else "What was unusual before is so no longer."
    waits = "" if kpi.status is Status.RED_LINE else kpi.waits
    detail = " ".join(filter(None, (calm, kpi.verdict_words, waits)))
    return Line(changing.shape(kpi), changing.word(kpi), said, detail, _page(kpi), kpi.picture, measured(kpi))


def _page(kpi: Watched) -> str:
    return _path("kpi", kpi.key)


def _path(name: str, key: int) -> str:
    return reverse(name, args=[current_workspace().slug, key])


def _headline(decisions: int, new: int, answered: int, others: int, late: int) -> str:
    """'Three things need a decision, one of them new; one is answered and lasts; two more changed; one is late'."""
    every = {1: "and it is", 2: "both of them"}.get(decisions, "all of them")
    how_many = every if new == decisions else f"{in_words(new)} of them"
    changed = f"{in_words(others)} {'more ' if decisions or answered else ''}changed" if others else ""
    parts = [
        f"{headline(decisions)}{f', {how_many} new' if new else ''}",
        answered_words(answered),
        changed,
        f"{in_words(late)} {'is' if late == 1 else 'are'} late" if late else "",
    ]
    return "; ".join(part for part in parts if part)


def _calm(count: int) -> str:
    moved = f"{in_words(count)} KPI{' has a new value' if count == 1 else 's have new values'}, none more than chance; "
    return f"All calm: {moved if count else ''}nothing needs a decision, nothing is late, nobody owes anything"


def _by_chance(count: int) -> str:
    if not count:
        return ""
    which = f"{in_words(count).capitalize()} more KPI{' has a new value' if count == 1 else 's have new values'}"
    return f"{which}, and nothing in {'it' if count == 1 else 'them'} is more than chance: nobody has to explain it."


def _alerts(person: Person, now: datetime) -> str:
    """What alerts cost this person lately and what came of them; '' without an alert."""
    return budget.aside(budget.budget(Kpi.objects.filter(budget.watched_by(person), retired_at=None), now=now))


def _goals(rows: Iterable[ChangeRow]) -> str:
    tally = Counter(WORDS.get(row.said.state, "").lower() for row in rows)
    said = "; ".join(f"{in_words(count)} {words}" for words, count in tally.most_common() if words)
    return f"Key results: {said}." if said else ""
