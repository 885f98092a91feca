"""What every call that reads has in common: its workspace, its pages, its JSON, and what cannot be found."""

import json
from collections.abc import Callable, Sequence
from datetime import datetime
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from django.db.models import Model, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from ninja import Schema
from pydantic import Field

from vitalfew.accounts.models import Person, Team
from vitalfew.accounts.scoping import entered
from vitalfew.api.points import LARGEST_KEY, BadCall, Problem

MOST = 1000
USUAL = 100
P = ParamSpec("P")
R = TypeVar("R")
M = TypeVar("M", bound=Model)


class Missing(Exception):
    """What was asked for by its id is not in this workspace; says what."""


class Paging(Schema):
    """Which part of a list: `limit` items after the one whose id is `after`."""

    limit: int = Field(USUAL, ge=1, le=MOST)
    after: int | None = Field(None, ge=0, le=LARGEST_KEY, description="the `next` of the page before")


class Named(Schema):
    """A person or a team, by id and name."""

    id: int
    name: str


def inside(answer: Callable[P, R]) -> Callable[P, R]:
    """Answer in the workspace of the token, and nowhere else."""

    @wraps(answer)
    def scoped(*args: P.args, **kwargs: P.kwargs) -> R:
        request: Any = args[0]
        with entered(request.auth.workspace, reader=request.auth.person):
            return answer(*args, **kwargs)

    return scoped


def written(data: object) -> HttpResponse:
    """The answer as JSON in one go: of a thousand rows ten times sooner than a model for each."""
    text = json.dumps(data, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return HttpResponse(text, content_type="application/json; charset=utf-8")


def page(request: HttpRequest, items: Sequence[dict[str, Any]], *, limit: int, key: str = "id") -> HttpResponse:
    """A list of which one item more than `limit` was read; `next` asks for what follows, and is null at the end."""
    shown = items[:limit]
    following = shown[-1][key] if len(items) > limit else None
    answer = written({"items": shown, "next": following})
    if following is not None:
        query = request.GET.copy()
        query["after"] = str(following)
        answer.headers["Link"] = f'<{request.build_absolute_uri(request.path)}?{query.urlencode()}>; rel="next"'
    return answer


def moment(time: datetime | None) -> str | None:
    """A time that a database gave, which is in UTC: '2026-11-01T00:00:00Z'."""
    return None if time is None else f"{time.isoformat()[:-6]}Z"


def person(who: Person | None) -> dict[str, Any] | None:
    """A person as `Named` describes them."""
    return None if who is None else {"id": who.pk, "name": str(who)}


def one_of(found: "QuerySet[M]", key: int, *, what: str) -> M:
    """The record with this id in the workspace that was entered; raises `Missing`."""
    there = found.filter(pk=key).first() if key <= LARGEST_KEY else None
    if there is None:
        raise Missing(f"There is no {what} {key} in this workspace.")
    return there


def of_team(text: str | None, *, field: str = "team") -> Q:
    """What belongs to the team of this id or name; raises `BadCall` where there is none."""
    return _of(Team.objects, text, by="name", field=field, what="team")


def of_owner(text: str | None, *, field: str = "owner") -> Q:
    """What belongs to the person of this id or address; raises `BadCall` where there is none."""
    return _of(Person.objects, text, by="email", field=field, what="person")


def _of(records: Any, text: str | None, *, by: str, field: str, what: str) -> Q:
    if text is None:
        return Q()
    short = len(text) <= len(str(LARGEST_KEY))
    key = int(text) if short and text.isascii() and text.isdecimal() and int(text) <= LARGEST_KEY else 0
    found = None if "\0" in text else records.filter(Q(pk=key) | Q(**{f"{by}__iexact": text})).first()
    if found is None:
        name = field.rpartition("__")[2]
        problem = f"{name}: there is no {what} {text!r} here; give its id, or its {by}."
        raise BadCall([Problem(index=None, field=name, problem=problem)])
    return Q(**{field: found})
