"""Every query is scoped to one workspace, and to what its reader may see, by construction.

A record that belongs to a workspace derives from `Scoped`. Its `objects` sees only the workspace that was entered, and
refuses to answer outside one; `everywhere` is for the few places that look across (a token, a sign-in, a deletion).
Where a reader is known, `objects` leaves out what is private to others. Background work has no reader and sees all.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from enum import Enum
from functools import cache
from typing import TYPE_CHECKING, Any, ClassVar, TypeAlias

from django.apps import apps
from django.db import connection, models
from django.db.models import Q
from django.db.models.expressions import RawSQL

if TYPE_CHECKING:
    from vitalfew.accounts.models import Person, Workspace

NOBODY = None
"""The reader of what anybody may come to see: a wall, a file, a terminal. Nothing private is in it."""


class Background(Enum):
    """Stands for the reader where the product works by itself; what it tells a person it reads as that person."""

    WORK = "background"


BACKGROUND = Background.WORK
Reader: TypeAlias = "Person | Background | None"

PLACES = {"workspace": -7_000_001, "reader": -7_000_002}
"""What stands for a key in a statement that is written once for all workspaces and readers; no record has it."""

_entered: ContextVar["Workspace | None"] = ContextVar("workspace", default=None)
_reader: ContextVar[Reader] = ContextVar("reader", default=BACKGROUND)


class OutsideWorkspace(RuntimeError):
    """A record was asked for before anyone said of which workspace."""


@contextmanager
def entered(workspace: "Workspace", *, reader: Reader = BACKGROUND) -> Iterator["Workspace"]:
    """Everything inside reads and writes this workspace only, and as `reader`, who sees nothing private of others."""
    token, before = _entered.set(workspace), _reader.set(reader)
    try:
        yield workspace
    finally:
        _reader.reset(before)
        _entered.reset(token)


@contextmanager
def reading_as(reader: Reader) -> Iterator[None]:
    """Everything inside is read as this person sees it, in the workspace that was entered."""
    before = _reader.set(reader)
    try:
        yield
    finally:
        _reader.reset(before)


def current_reader() -> Reader:
    """Who reads."""
    return _reader.get()


def current_workspace() -> "Workspace":
    """The workspace that was entered; raises `OutsideWorkspace` where none was."""
    workspace = _entered.get()
    if workspace is None:
        raise OutsideWorkspace("Enter a workspace first: with entered(workspace): …")
    return workspace


class ScopedManager(models.Manager[Any]):
    """Sees the records of the workspace that was entered, of those what its reader may see, and no others."""

    def get_queryset(self) -> models.QuerySet[Any]:
        """All records of the workspace that was entered which are not private to others."""
        found = super().get_queryset().filter(workspace=current_workspace())
        reader = current_reader()
        hidden = None if isinstance(reader, Background) else self.model.hidden_from(reader)
        return found if hidden is None else found.exclude(hidden)


class Scoped(models.Model):
    """A record that belongs to one workspace."""

    workspace = models.ForeignKey(
        "accounts.Workspace",
        on_delete=models.CASCADE,
        related_name="+",
        editable=False,
        db_index=False,  # every index that a list needs begins with it; alone it only misleads the planner
    )

    objects = ScopedManager()
    everywhere = models.Manager()  # noqa: DJ012

    class Meta:
        abstract = True
        base_manager_name = "everywhere"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """A new record belongs to the workspace that was entered, unless it says otherwise."""
        if not args and "workspace" not in kwargs and "workspace_id" not in kwargs:
            kwargs["workspace"] = current_workspace()
        super().__init__(*args, **kwargs)

    DERIVED: ClassVar[bool] = False
    """Whether it is computed from other records, so that the history need not keep it."""

    DERIVED_FIELDS: ClassVar[frozenset[str]] = frozenset()
    """Fields that the product writes as it runs; the history leaves them out, and an undo leaves them as they are."""

    HIDDEN_WITH: ClassVar[tuple[str, ...]] = ()
    """Relations to records that may be private: what is hidden with one of them is hidden too."""

    @classmethod
    def hidden_from(cls, reader: "Person | None") -> Q | None:
        """Which records are private to others than this reader; None where none can be. It asks nothing by itself."""
        hidden = Q()
        for name in cls.HIDDEN_WITH:
            hidden |= _hidden_with(cls._meta.get_field(name), reader)
        return hidden or None

    def refresh(self) -> None:
        """Compute anew what is derived from this record; called when an undo has put it back."""

    def take_back(self) -> None:
        """Undo this record's making. A record that wrote more than itself puts that back first."""
        self.delete()


def root_of_privacy() -> Any:
    """The record that may be private, and from which others hang."""
    return apps.get_model("okrs", "Objective")


def hidden_keys(model: Any, reader: "Person | None", *, named: str = "pk") -> RawSQL:
    """The keys of the records of this model that are private to others, as a part of another statement.

    With `named` the keys that those records hold in that field, instead of their own. Nearly every statement has such a
    part, so it is written once for each model and kind of reader.
    """
    sql, params = _written(model, named, for_a_person=reader is not None, vendor=connection.vendor)
    given = {PLACES["workspace"]: current_workspace().pk, PLACES["reader"]: reader.pk if reader else None}
    return RawSQL(sql, [given.get(each, each) for each in params])  # noqa: S611  (nothing typed is in its text)


@cache
def _written(model: Any, named: str, *, for_a_person: bool, vendor: str) -> tuple[str, tuple[Any, ...]]:
    """The statement in the words of this database, with the numbers of `PLACES` where workspace and reader belong."""
    person = apps.get_model("accounts", "Person")(pk=PLACES["reader"], workspace_id=PLACES["workspace"])
    with entered(apps.get_model("accounts", "Workspace")(pk=PLACES["workspace"])):
        hidden = model.hidden_from(person if for_a_person else NOBODY)
        found = model.everywhere.filter(hidden, workspace=PLACES["workspace"]).exclude(**{named: None})
    sql, params = found.order_by().values(named).query.sql_with_params()
    return sql, params


def _hidden_with(relation: Any, reader: "Person | None") -> Q:
    """Without a join, so that it holds in every kind of statement."""
    if relation.concrete:
        return Q(**{f"{relation.name}__in": hidden_keys(relation.related_model, reader)})
    named = relation.field.attname  # the other record names this one
    return Q(pk__in=hidden_keys(relation.related_model, reader, named=named))
