"""Everything in which what was typed is found, in one SQL statement: by its name first, then by its text."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, CharField, Exists, Expression, F, IntegerField, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Cast, Coalesce, Concat, NullIf, Substr

from vitalfew.accounts.models import Person, Team
from vitalfew.alerts.models import Action, Breach
from vitalfew.kpis.models import Definition, Kpi
from vitalfew.okrs.models import (
    CheckIn,
    Comment,
    Cycle,
    Initiative,
    KeyResult,
    Objective,
    Retrospective,
    Score,
    Strategy,
    Week,
)

MOST = 40
SHORTEST, LONGEST = 2, 200
LONGEST_NAME = 160
BEGINS, CONTAINS, IN_ITS_TEXT = range(3)
COLUMNS = ("found_kind", "found_page", "found_key", "found_name", "found_note", "found_more", "found_rank")
Rows = QuerySet[Any, Any]


@dataclass(frozen=True, slots=True)
class Found:
    """One thing: what it is, the name of its page, the key that page takes and what else it asks for ('' for nothing),
    what it is called and where it lies.
    """

    kind: str
    page: str
    key: int
    name: str
    note: str
    more: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """Where one sort of thing is looked for: its name, the note beside it, and the texts that count less."""

    kind: str
    page: str | Expression
    records: QuerySet[Any]
    name: str | Expression
    note: str | Expression
    texts: Sequence[str] = ()
    key: str | Expression = "pk"
    more: str = ""


def find(text: str) -> list[Found]:
    """At most 40 things with `text` in them: whose name begins with it, then in whose name, then in whose text it is.

    Nothing for fewer than two letters.
    """
    wanted = text.replace("\0", "").strip()[:LONGEST]
    if len(wanted) < SHORTEST:
        return []
    first, *others = (_found(place, wanted) for place in _places())
    rows = first.union(*others, all=True).order_by("found_rank", "found_name", "found_key")[:MOST]
    return [Found(row[0], row[1], row[2], row[3], row[4] or "", row[5]) for row in rows]


def _places() -> Iterator[Place]:
    kept = Kpi.objects.filter(retired_at=None)
    of_definition = ("definition__description", "definition__formula", "definition__why", "action", "source")
    yield Place("kpi", "kpi", kept, "definition__name", "team__name", of_definition)
    unkept = Definition.objects.filter(~Exists(kept.filter(definition=OuterRef("pk"))))
    yield Place("definition", "definition_board", unkept, "name", Value(""), ("description", "formula", "why"))
    yield Place("objective", "objective", Objective.objects.all(), "title", "cycle__name", ("why", "stops"))
    key_results = KeyResult.objects.all()
    of = _in_its_cycle("objective__title", "objective__cycle")
    yield Place("key_result", "key_result", key_results, "metric", of, ("sentence",))
    yield Place("strategy", "strategy", Strategy.objects.order_by("-at")[:1], "text", Value(""))
    yield Place("cycle", "okrs", Cycle.objects.all(), "name", "team__name")
    name = Coalesce(NullIf("name", Value("")), "email")
    yield Place("person", "people", Person.objects.all(), name, "email")
    yield Place("team", "teams", Team.objects.all(), "name", "parent__name")
    yield from _means()
    yield from _said()


def _means() -> Iterator[Place]:
    called = Coalesce(NullIf("title", Value("")), NullIf("seen_title", Value("")), "url")
    initiatives = Initiative.objects.all()
    yield Place("initiative", "objective", initiatives, called, "objective__title", ("url",), key="objective_id")
    actions = Action.objects.all()
    yield Place("action", "kpi", actions.filter(kpi__isnull=False), "what", "kpi__definition__name", key="kpi_id")
    said = CheckIn.objects.filter(action__gt=0, action__kpi=None)  # few of many: SQLite takes the index for >
    yield Place("action", "key_result", said, "action__what", "key_result__metric", key="key_result_id")
    yield Place("action", "decisions", actions.filter(kpi=None, checkin=None), "what", Value(""))


def _said() -> Iterator[Place]:
    """What somebody said is all text: it comes behind what is called so."""
    about = {"objective": "objective__title", "key_result": "key_result__metric", "kpi": "kpi__definition__name",
             "breach": "breach__kpi__definition__name"}  # fmt: skip
    page = Case(*(When(**{f"{name}__isnull": False}, then=Value(name)) for name in about), output_field=CharField())
    key = Coalesce(*(F(f"{name}_id") for name in about))
    yield Place("comment", page, Comment.objects.all(), Value(""), Coalesce(*about.values()), ("text",), key=key)
    answered = Breach.objects.exclude(answer="")
    yield Place("answer", "breach", answered, Value(""), "kpi__definition__name", ("answer",))
    noted, named = CheckIn.objects.exclude(note=""), _in_its_cycle("key_result__metric", "key_result__objective__cycle")
    yield Place("note", "key_result", noted, Value(""), named, ("note",), key="key_result_id")
    scored = Score.objects.exclude(learned="", word="")
    yield Place("lesson", "key_result", scored, Value(""), named, ("learned", "word"), key="key_result_id")
    yield Place(
        "retrospective", "review_retrospective", Retrospective.objects.all(), Value(""),
        _in_its_cycle("team__name", "cycle"), ("learned", "changes", "worked", "hindered"),
        key="cycle_id", more="team_id",
    )  # fmt: skip
    yield Place(
        "week", "week", Week.objects.all(), Value(""), "team__name", ("progress", "plans", "problems"),
        key="team_id", more="monday",
    )  # fmt: skip


def _in_its_cycle(name: str, cycle: str) -> Expression:
    return Concat(name, Value(" · "), f"{cycle}__name", output_field=CharField())


def _found(place: Place, wanted: str) -> Rows:
    shown = _where(place.texts, wanted) if isinstance(place.name, Value) else place.name
    records = place.records if not place.records.query.is_sliced else _unsliced(place.records)
    in_text = Q()
    for text in place.texts:
        in_text |= Q(**{f"{text}__icontains": wanted})
    found = records.order_by().annotate(found_name=Cast(shown, CharField()))
    in_name = Q() if isinstance(place.name, Value) else Q(found_name__icontains=wanted)
    rank: Expression = Value(IN_ITS_TEXT, IntegerField())
    if in_name:
        begins, contains = When(found_name__istartswith=wanted, then=BEGINS), When(in_name, then=CONTAINS)
        rank = Case(begins, contains, default=IN_ITS_TEXT, output_field=IntegerField())
    rows: Rows = (
        found.filter(in_name | in_text)
        .annotate(
            found_kind=Value(place.kind, CharField()),
            found_page=Value(place.page, CharField()) if isinstance(place.page, str) else place.page,
            found_key=F(place.key) if isinstance(place.key, str) else place.key,
            found_note=Cast(place.note, CharField()),
            found_more=Cast(place.more, CharField()) if place.more else Value("", CharField()),
            found_rank=rank,
        )
        .values_list(*COLUMNS)
    )
    return rows


def _where(texts: Sequence[str], wanted: str) -> Expression:
    """The beginning of the text in which it is."""
    return Case(*(When(**{f"{text}__icontains": wanted}, then=Substr(text, 1, LONGEST_NAME)) for text in texts))


def _unsliced(records: QuerySet[Any]) -> QuerySet[Any]:
    """The same records, so that they can be filtered further."""
    again: QuerySet[Any] = records.model.objects.filter(pk__in=records.values("pk"))
    return again
