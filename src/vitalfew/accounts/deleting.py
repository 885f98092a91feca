"""The end of a workspace: everything in it goes, those first that others would hold back."""

from contextvars import ContextVar
from graphlib import TopologicalSorter

from django.apps import apps
from django.db import models, transaction

from vitalfew.accounts.models import Workspace
from vitalfew.accounts.scoping import Scoped

_ending: ContextVar[bool] = ContextVar("ending", default=False)


def is_ending() -> bool:
    """Whether a whole workspace is being deleted: nothing in it is held back then."""
    return _ending.get()


def delete_workspace(*, workspace: Workspace) -> None:
    """Delete a workspace and every record in it, or nothing; it cannot be undone."""
    token = _ending.set(True)
    try:
        with transaction.atomic():
            kinds = [model for model in apps.get_models() if issubclass(model, Scoped)]
            held: set[type[models.Model]] = {field.related_model for model in kinds for field in _links(model)}
            for model in kinds:
                if model in held:
                    _let_go(model, workspace)
            for model in _holders_first(kinds, held):
                model.everywhere.filter(workspace=workspace).delete()
            workspace.delete()
    finally:
        _ending.reset(token)


def _links(model: type[Scoped]) -> "list[models.ForeignKey[Scoped, Scoped]]":
    return [
        field
        for field in model._meta.concrete_fields
        if isinstance(field, models.ForeignKey) and issubclass(field.related_model, Scoped)
    ]


def _let_go(model: type[Scoped], workspace: Workspace) -> None:
    """References that may be empty are emptied, so that no circle of them is left."""
    empty = {field.name: None for field in _links(model) if field.null}
    if empty:
        model.everywhere.filter(workspace=workspace).update(**empty)


def _holders_first(kinds: list[type[Scoped]], held: set[type[models.Model]]) -> list[type[Scoped]]:
    """Every kind of record before those that it refers to; what nothing refers to (not `held`) keeps its references,
    since it may have to refer to something.
    """
    order: TopologicalSorter[type[Scoped]] = TopologicalSorter({kind: [] for kind in kinds})
    for kind in kinds:
        for field in _links(kind):
            if not field.null or kind not in held:
                order.add(field.related_model, kind)  # type: ignore[arg-type]
    return list(order.static_order())
