from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)


@pytest.fixture
def world(db: None) -> Iterator[Any]:
    from vitalfew.accounts.scoping import entered  # models are not ready when this file is read
    from vitalfew.okrs.tests.world import build

    made = build(now=NOW)
    with entered(made.workspace):
        yield made
