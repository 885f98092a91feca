"""A workspace with KPIs, and sources that say what a test wants them to say."""

from collections.abc import Iterator
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import pytest

KINDS = ("told", "other", "hanging", "broken")
NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)


class Told:
    """Stands in for the process that fetches: gives what it was told for a place, and notes what it was asked."""

    def __init__(self, **by_kind: Any) -> None:
        self.by_kind = by_kind
        self.asked: list[dict[str, Any]] = []

    def __call__(self, **question: Any) -> Any:
        self.asked.append(question)
        told = self.by_kind[question["kind"]]
        told = told(**question) if callable(told) else told
        if isinstance(told, Exception):
            raise told
        return told


@pytest.fixture
def berlin(db: None) -> Iterator[SimpleNamespace]:
    """The workspace Berlin with the team Care, entered."""
    from vitalfew.accounts.models import Team, Workspace
    from vitalfew.accounts.scoping import entered

    workspace = Workspace.objects.create(name="Berlin", slug="berlin", zone="Europe/Berlin")
    with entered(workspace):
        yield SimpleNamespace(workspace=workspace, team=Team.objects.create(name="Care"))


@pytest.fixture
def feed(berlin: SimpleNamespace, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Makes a KPI with a source that is due."""
    from vitalfew.collecting import asking
    from vitalfew.sources.contract import Source

    known = {kind: Source(kind, kind, "", (), lambda *_: [], lambda _: "") for kind in KINDS}
    monkeypatch.setattr(asking, "sources", lambda: known)

    def make(name: str = "Waiting time", **fields: Any) -> Any:
        from vitalfew.collecting.models import Feed
        from vitalfew.kpis.models import Definition, Kpi

        given = {key: fields.pop(key) for key in ("frequency", "settle_days") if key in fields}
        kpi = Kpi.objects.create(definition=Definition.objects.create(name=name), team=berlin.team, **given)
        kpi.refresh()
        return Feed.objects.create(kpi=kpi, **{"kind": "told", "next_at": NOW, **fields})

    return make
