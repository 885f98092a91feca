from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)


@pytest.fixture
def world(db: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    from vitalfew.accounts.scoping import entered  # models are not ready when this file is read
    from vitalfew.okrs.tests.world import build

    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)  # what is stored is judged at once, by the clock
    made = build(now=NOW)
    with entered(made.workspace):
        yield made
