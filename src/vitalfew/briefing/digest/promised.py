"""Who owes what: answers about breaches, actions, check-ins."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse

from vitalfew.accounts.models import Person
from vitalfew.accounts.names import isolated
from vitalfew.accounts.scoping import current_workspace
from vitalfew.alerts.models import Action, Breach
from vitalfew.briefing.digest.lines import Line, Section, section
from vitalfew.kpis.models import Kpi
from vitalfew.kpis.queries import kept_by_others
from vitalfew.method.numbers import in_words
from vitalfew.method.spans import span
from vitalfew.method.status import Shape
from vitalfew.okrs.models import CheckIn
from vitalfew.okrs.queries import owed_by
from vitalfew.okrs.rounds.owing import owing

MOST = 200
CHECK_IN_EVERY = timedelta(days=7)


def owed(person: Person, kpis: QuerySet[Kpi], *, above: Collection[int], now: datetime) -> Section | None:
    """What is owed on these KPIs and by this person and their team, their own first: eight statements at most.

    An open action speaks for the breach that it was promised on. Answers that are not late, about KPIs with the keys in
    `above`, of which the digest speaks already, are one line for each who owes several.
    """
    day = now.astimezone(current_workspace().zone_info).date()
    ours = Q(who=person) | Q(kpi__in=kpis) | (Q(who__team=person.team) if person.team_id else Q(who__isnull=False))
    actions = Action.objects.filter(ours, done_at=None).select_related("who").order_by("due", "pk")
    promised = Exists(Action.objects.filter(breach=OuterRef("pk"), done_at=None))
    breaches = Breach.objects.filter(~promised, closed_at=None, answer="", kpi__in=kpis).order_by("deadline", "pk")
    breaches = breaches.select_related("kpi__definition", "kpi__team", "kpi__owner", "assigned_to", "acknowledged_by")
    breaches = breaches.annotate(is_shared=kept_by_others(kpi="kpi"))
    found = [
        *((_answerer(group[0]) == person, _answers(group, now)) for group in _together(breaches[:MOST], above, now)),
        *((action.who_id == person.pk, _action(action, day)) for action in actions[:MOST]),
    ]
    own = [line for mine, line in found if mine]
    others = [line for mine, line in found if not mine]
    return section("Who owes what", [*_check_ins(person, now), *own, *others])


def _together(breaches: Iterable[Breach], above: Collection[int], now: datetime) -> list[list[Breach]]:
    """Each by itself, but those of one person that are told above and not late together."""
    groups: dict[tuple[str, int | None], list[Breach]] = {}
    for breach in breaches:
        who = _answerer(breach)
        is_told = breach.kpi_id in above and not breach.is_overdue(now=now)
        key = ("who", who.pk if who else None) if is_told else ("breach", breach.pk)
        groups.setdefault(key, []).append(breach)
    return list(groups.values())


def _answers(group: Sequence[Breach], now: datetime) -> Line:
    return _breach(group[0], now) if len(group) == 1 else _of_many(group)


def _of_many(group: Sequence[Breach]) -> Line:
    """'Seven answers about what stands above', from the first that is due."""
    who = _answerer(group[0])
    return Line(
        shape=Shape.WATCH,
        word=f"Answers due, the first {_by(group[0].deadline)}",
        headline=f"{in_words(len(group)).capitalize()} answers about what stands above",
        detail=f"{isolated(who) if who else 'Nobody owns these KPIs'}.",
        path=reverse("breaches", args=[current_workspace().slug]),
    )


def _answerer(breach: Breach) -> Person | None:
    return breach.in_hand_of or breach.kpi.owner


def _breach(breach: Breach, now: datetime) -> Line:
    who = _answerer(breach)
    late = breach.is_overdue(now=now)
    return Line(
        shape=Shape.WORSE if late else Shape.WATCH,
        word=f"Answer {span(now - breach.deadline)} late" if late else f"Answer due {_by(breach.deadline)}",
        headline=f"{_called(breach)}: {breach.get_kind_display().lower()}",
        detail=f"{isolated(who) if who else 'Nobody owns this KPI'}.",
        path=reverse("breach", args=[current_workspace().slug, breach.pk]),
    )


def _called(breach: Breach) -> str:
    """The name of its KPI, with the team where several teams keep it; `is_shared` is asked for with the breaches."""
    name = isolated(breach.kpi)
    return f"{name} ({isolated(breach.kpi.team)})" if getattr(breach, "is_shared", False) else name


def _action(action: Action, day: date) -> Line:
    late = (day - action.due).days
    ahead = "Due today" if late == 0 else f"By {action.due.day} {action.due:%B}"
    return Line(
        shape=Shape.WORSE if late > 0 else Shape.STEADY,
        word=f"{late} day{'' if late == 1 else 's'} late" if late > 0 else ahead,
        headline=isolated(action.what),
        detail=f"{isolated(action.who)}.",
        path=reverse("actions", args=[current_workspace().slug]),
    )


def _check_ins(person: Person, now: datetime) -> list[Line]:
    """One line for all key results of theirs that are asked about now and that nobody checked in on for a week."""
    lately = CheckIn.objects.filter(key_result=OuterRef("pk"), at__gte=now - CHECK_IN_EVERY)
    found = owing(list(owed_by(person, now=now).filter(~Exists(lately))), now=now)
    count = len(found.each) + len(found.together)
    if not count:
        return []
    which = f"{in_words(count).capitalize()} key result{' of yours has' if count == 1 else 's of yours have'}"
    return [
        Line(
            shape=Shape.NONE,
            word="To check in",
            headline=f"{which} had no check-in for a week",
            detail="It takes two minutes.",
            path=reverse("checkin", args=[current_workspace().slug]),
        )
    ]


def _by(moment: datetime) -> str:
    local = moment.astimezone(current_workspace().zone_info)
    return f"by {local:%A} {local.day} {local:%B}"
