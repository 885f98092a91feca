"""What a reading opens, keeps open, and ends: in the transaction that judged, a few statements for a batch."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db.models import F, Q
from django.db.models.functions import Coalesce

from vitalfew.alerts import words
from vitalfew.alerts.models import Action, Breach
from vitalfew.alerts.queries import JUDGED
from vitalfew.alerts.telling import tell_of
from vitalfew.kpis.models import Kpi, Reading, Verdict
from vitalfew.method.alerting import (
    AGAIN_AFTER,
    PERIODS_TO_RECOVER,
    SPEEDS,
    Alert,
    Kind,
    Stand,
    alert,
    is_good,
    wrong,
)
from vitalfew.method.periods import period_end
from vitalfew.method.status import Status

CHANGES = (
    "value",
    "value_time",
    "words",
    "meaning",
    "crossed",
    "told_at",
    "recovering_since",
    "closed_at",
    "closed_how",
)
SAME_POINT = Q(
    kind=Kind.CHECK_POINT,
    value=Coalesce("kpi__reading__point_value", "kpi__reading__judged_value"),
    value_time=Coalesce("kpi__reading__point_time", "kpi__reading__judged_time"),
)
SAME_JUDGED = Q(value=F("kpi__reading__judged_value"), value_time=F("kpi__reading__judged_time")) & ~Q(
    kind=Kind.CHECK_POINT
)
CHANGED = (Breach.How.CORRECTED, Breach.How.RULES)
OF_ITS_VALUE = (*CHANGED, Breach.How.JOINED, Breach.How.PERSON)
SAME_VALUE = Q(closed_how__in=OF_ITS_VALUE) & (SAME_POINT | SAME_JUDGED)
HANDS = ("acknowledged_at", "acknowledged_by", "assigned_to", "snoozed_until")


@dataclass(slots=True)
class Outcome:
    """What becomes of a batch: breaches to make, to write, to tell of with the reading that says why, and those that
    go on as another one.
    """

    made: list[Breach] = field(default_factory=list)
    changed: list[Breach] = field(default_factory=list)
    told: list[tuple[Breach, Reading]] = field(default_factory=list)
    joined: list[tuple[Breach, Breach]] = field(default_factory=list)


def readings_came(
    sender: object, *, kept: Sequence[tuple[Reading | None, Reading]], now: datetime, **_: object
) -> None:
    """Open, update and end the breaches of these KPIs, and write down whom to tell."""
    watched = [pair for pair in kept if _is_watched(pair[1])]
    if not watched:
        return
    known, outcome = _known([after.kpi_id for _, after in watched], now), Outcome()
    for before, after in watched:
        own = known.get(after.kpi_id, {})
        _go_on(own.values(), before, after, outcome, now)
        _open(own, before, after, outcome, now)
    _say_whose_rules(outcome.changed, now)
    Breach.objects.bulk_create(outcome.made)
    _write_all({breach.pk: breach for breach in outcome.changed}.values())
    _hand_over(outcome.joined)
    tell_of(outcome.told, now=now)


def stand_of(reading: Reading) -> Stand:
    """A reading as the policy sees it; a point that asks for a decision is one for the worse."""
    worse = (reading.status == Status.WORSE or reading.state == "check_point") and reading.needs_decision
    return Stand(reading.status, reading.state, worse, reading.red_run)


def is_recent(reading: Reading, kpi: Kpi, *, now: datetime) -> bool:
    """Whether the value that was judged is of one of the last two periods by the clock, and no history that was loaded.

    Which of its values the verdict speaks of is no question of the clock: `method.alerting.asks`.
    """
    if reading.judged_time is None or reading.judged_value is None:
        return False
    over = _periods_on(kpi, reading.judged_time, 1 + PERIODS_TO_RECOVER)
    return now < over + timedelta(days=kpi.settle_days)


def _is_watched(reading: Reading) -> bool:
    return reading.kpi.retired_at is None and reading.judged_value is not None


def _write_all(breaches: Collection[Breach]) -> None:
    """Store what has changed; past the history, since a person's change is not undone by values that come in."""
    Breach.objects.bulk_create(breaches, update_conflicts=True, unique_fields=["id"], update_fields=CHANGES)


def _hand_over(joined: Sequence[tuple[Breach, Breach]]) -> None:
    """Actions and who has it in hand go over to the breach that theirs became; past the history, as above."""
    if not joined:
        return
    others = {breach.pk: other for breach, other in joined}
    actions = list(Action.objects.filter(breach__in=others))
    for action in actions:
        action.breach = others[action.breach_id]
    Action.objects.bulk_create(actions, update_conflicts=True, unique_fields=["id"], update_fields=["breach"])
    those = {other.pk: other for other in others.values()}.values()
    Breach.objects.bulk_create(those, update_conflicts=True, unique_fields=["id"], update_fields=HANDS)


def _say_whose_rules(breaches: Iterable[Breach], now: datetime) -> None:
    """Of what was ended although no newer value came, whether that is since other rules judge: one statement."""
    ended = [one for one in breaches if one.closed_how == Breach.How.CORRECTED and one.closed_at == now]
    found = [one for one in ended if one.kind != Kind.RED_LINE]
    if not found:
        return
    by: dict[int, list[str]] = {}
    there = Verdict.objects.filter(kpi__in={breach.kpi_id for breach in found}, time=F("kpi__reading__judged_time"))
    for kpi, rules in there.order_by("-judged_at", "-pk").values_list("kpi", "rules"):
        by.setdefault(kpi, []).append(rules)
    for breach in found:
        latest = by.get(breach.kpi_id, [])[:2]
        if len(set(latest)) > 1:
            breach.end(Breach.How.RULES, now=now)


def _known(kpis: Sequence[int], now: datetime) -> dict[int, dict[Kind, Breach]]:
    """The breaches of these KPIs that are open, that recovered so lately that a crossing is the same, or that were
    opened by the very value that was judged: one statement, and an open one before a closed one.
    """
    lately = Q(closed_how=Breach.How.RECOVERED, told_at__gt=now - AGAIN_AFTER)
    found: dict[int, dict[Kind, Breach]] = {}
    breaches = Breach.objects.filter(Q(closed_at=None) | lately | SAME_VALUE, kpi__in=kpis, kind__in=JUDGED)
    for breach in breaches.order_by(F("closed_at").asc(nulls_last=True), "pk"):
        found.setdefault(breach.kpi_id, {})[Kind(breach.kind)] = breach
    return found


def _go_on(
    breaches: Iterable[Breach], before: Reading | None, reading: Reading, outcome: Outcome, now: datetime
) -> None:
    """What becomes of open breaches that are not wrong any more."""
    stand, is_same_period = stand_of(reading), before is not None and before.judged_time == reading.judged_time
    for breach in breaches:
        kind = Kind(breach.kind)
        if breach.closed_at is not None or wrong(stand) is kind or reading.judged_time is None:
            continue
        outcome.changed.append(breach)
        if not is_good(kind, stand):
            breach.recovering_since = None
        elif _is_corrected(breach, reading, is_same_period=is_same_period):
            breach.end(Breach.How.CORRECTED, now=now)
        else:
            _recover(breach, reading, now)


def _is_corrected(breach: Breach, reading: Reading, *, is_same_period: bool) -> bool:
    """Whether no newer value has come, so that what was wrong itself was changed, or the line."""
    if reading.judged_time is not None and breach.value_time is not None and reading.judged_time <= breach.value_time:
        return True
    return is_same_period and breach.recovering_since is None


def _recover(breach: Breach, reading: Reading, now: datetime) -> None:
    breach.recovering_since = breach.recovering_since or reading.judged_time
    since = breach.value_time or breach.recovering_since
    if since and reading.judged_time and reading.judged_time >= _periods_on(reading.kpi, since, PERIODS_TO_RECOVER):
        breach.end(Breach.How.RECOVERED, now=now)


def _open(own: dict[Kind, Breach], before: Reading | None, after: Reading, outcome: Outcome, now: datetime) -> None:
    """Open what is news, and say anew of a breach that is there what it is now."""
    stand = stand_of(after)
    kind = wrong(stand)
    if kind is None or not is_recent(after, after.kpi, now=now):
        return
    there = own.get(kind)
    if kind is Kind.CHECK_POINT and _is_told_by(own.get(Kind.RED_LINE), after):
        return
    if there is not None and there.closed_at is not None and _is_same_value(there, after):
        _put_back(there, own.get(Kind.RED_LINE), after, outcome)
    elif there is not None and (there.closed_at is None or _news(before, after)):
        _write(there, after, outcome, now)
        _join(own, there, outcome, now)
    elif there is None and (_news(before, after) or _is_over(own.get(Kind.RED_LINE), now)):
        breach = Breach(kpi=after.kpi, kind=kind, severity=SPEEDS[kind], told_at=now)
        breach.begin(now=now)
        _say(breach, after)
        breach.first_time = breach.value_time
        outcome.made.append(breach)
        outcome.told.append((breach, after))
        _join(own, breach, outcome, now)


def _is_over(red: Breach | None, now: datetime) -> bool:
    """Whether the red line that spoke for all else turns out just now not to be crossed."""
    return red is not None and red.closed_at == now and red.closed_how in CHANGED


def _is_told_by(red: Breach | None, reading: Reading) -> bool:
    """Whether a red line that is still crossed, or was since the point, stands for the point to check."""
    if red is None or red.closed_at is not None:
        return False
    point = reading.point[1]
    return red.recovering_since is None or (
        point is not None and red.value_time is not None and point <= red.value_time
    )


def _join(own: dict[Kind, Breach], breach: Breach, outcome: Outcome, now: datetime) -> None:
    """A point to check that nobody has answered goes on as the red line that is crossed now: one answer is owed."""
    point = own.get(Kind.CHECK_POINT)
    if breach.kind != Kind.RED_LINE or point is None or point.closed_at is not None or point.answer:
        return
    point.join(breach, now=now)
    outcome.changed.append(point)
    outcome.joined.append((point, breach))


def _write(breach: Breach, reading: Reading, outcome: Outcome, now: datetime) -> None:
    if breach.recovering_since is not None or breach.closed_at is not None:
        breach.cross_again()
        breach.kpi = reading.kpi
        if breach.may_be_told_again(now=now):
            breach.told_at = now
            outcome.told.append((breach, reading))
    _say(breach, reading)
    outcome.changed.append(breach)


def _put_back(breach: Breach, red: Breach | None, reading: Reading, outcome: Outcome) -> None:
    """The line, the value or the rules are again what they were, or the red line that it became is not crossed after
    all: who was told, and answered, hears no more of it.
    """
    never_red = red is not None and red.closed_how in CHANGED
    if breach.closed_how in CHANGED or (breach.closed_how == Breach.How.JOINED and never_red):
        breach.put_back()
        _say(breach, reading)
        outcome.changed.append(breach)


def _is_same_value(breach: Breach, reading: Reading) -> bool:
    return breach.closed_how in OF_ITS_VALUE and (breach.value, breach.value_time) == words.subject_of(
        reading, Kind(breach.kind)
    )


def _say(breach: Breach, reading: Reading) -> None:
    breach.value, breach.value_time = words.subject_of(reading, Kind(breach.kind))
    breach.words, breach.meaning = reading.words, words.meaning(reading)


def _news(before: Reading | None, after: Reading) -> Alert | None:
    """What is news; what was judged before of history that nobody was told of is as good as never judged."""
    if before is not None and is_recent(before, after.kpi, now=before.judged_at):
        before.kpi = after.kpi
        return alert(stand_of(before), stand_of(after))
    return alert(None, stand_of(after))


def _periods_on(kpi: Kpi, start: datetime, count: int) -> datetime:
    """The start of the period that comes so many after the one that starts here."""
    for _ in range(count):
        start = period_end(start, kpi.every, kpi.workspace.zone_info)
    return start
