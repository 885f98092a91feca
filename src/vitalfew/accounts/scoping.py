"""Every query is scoped to one workspace by construction.

A record that belongs to a workspace derives from `Scoped`. Its `objects` sees only the workspace that was entered, and
refuses to answer outside one; `everywhere` is for the few places that look across (a token, a sign-in, a deletion).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any, ClassVar

from django.db import models

if TYPE_CHECKING:
    from vitalfew.accounts.models import Workspace

_entered: ContextVar["Workspace | None"] = ContextVar("workspace", default=None)


class OutsideWorkspace(RuntimeError):
    """A record was asked for before anyone said of which workspace."""


@contextmanager
def entered(workspace: "Workspace") -> Iterator["Workspace"]:
    """Everything inside reads and writes this workspace only."""
    token = _entered.set(workspace)
    try:
        yield workspace
    finally:
        _entered.reset(token)


def current_workspace() -> "Workspace":
    """The workspace that was entered; raises `OutsideWorkspace` where none was."""
    workspace = _entered.get()
    if workspace is None:
        raise OutsideWorkspace("Enter a workspace first: with entered(workspace): …")
    return workspace


class ScopedManager(models.Manager[Any]):
    """Sees the records of the workspace that was entered, and no others."""

    def get_queryset(self) -> models.QuerySet[Any]:
        """All records of the workspace that was entered."""
        return super().get_queryset().filter(workspace=current_workspace())


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

    def refresh(self) -> None:
        """Compute anew what is derived from this record; called when an undo has put it back."""

    def take_back(self) -> None:
        """Undo this record's making. A record that wrote more than itself puts that back first."""
        self.delete()
