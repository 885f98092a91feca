from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client


@pytest.fixture
def world(db: None) -> Iterator[Any]:
    from django.utils import timezone

    from vitalfew.accounts.scoping import entered  # models are not ready when this file is read
    from vitalfew.okrs.tests.world import build

    made = build(now=timezone.now())
    with entered(made.workspace):
        yield made


@pytest.fixture
def as_person(world: Any) -> Callable[[str], Client]:
    """A browser of one of the people, by name."""

    def sign_in(name: str) -> Client:
        client = Client()
        client.force_login(world.people[name].user)
        return client

    return sign_in
