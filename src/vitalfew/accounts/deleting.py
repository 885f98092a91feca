"""The end of a workspace: everything in it goes, those first that others would hold back."""

from graphlib import TopologicalSorter

from django.apps import apps
from django.db import models, transaction

from vitalfew.accounts.models import Workspace
from vitalfew.accounts.scoping import Scoped


def delete_workspace(*, workspace: Workspace) -> None:
    """Delete a workspace and every record in it, or nothing; it cannot be undone."""
    with transaction.atomic():
        kinds = [model for model in apps.get_models() if issubclass(model, Scoped)]
        for model in kinds:
            _let_go(model, workspace)
        for model in _holders_first(kinds):
            model.everywhere.filter(workspace=workspace).delete()
        workspace.delete()


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


def _holders_first(kinds: list[type[Scoped]]) -> list[type[Scoped]]:
    """Every kind of record before those that it refers to."""
    order: TopologicalSorter[type[Scoped]] = TopologicalSorter({kind: [] for kind in kinds})
    for kind in kinds:
        for field in _links(kind):
            if not field.null:
                order.add(field.related_model, kind)  # type: ignore[arg-type]
    return list(order.static_order())
