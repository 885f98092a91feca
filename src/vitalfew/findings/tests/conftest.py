from collections.abc import Iterator
from typing import Any

import pytest


@pytest.fixture
def world(db: None) -> Iterator[Any]:
    from django.utils import timezone

    from vitalfew.accounts.scoping import entered  # models are not ready when this file is read
    from vitalfew.okrs.tests.world import build

    made = build(now=timezone.now())
    with entered(made.workspace):
        yield made
