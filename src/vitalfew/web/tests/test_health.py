"""What a load balancer is told of this process."""

import shutil
from types import SimpleNamespace

import pytest
from django.db import DatabaseError, connection

from vitalfew.web import health

pytestmark = pytest.mark.django_db


def test_it_is_ready_while_the_database_answers(client):
    answer = client.get("/readyz")
    assert (answer.status_code, answer.content) == (200, b"ready\n")


def test_without_room_on_the_disk_of_sqlite_it_is_not_ready_though_it_lives(client, monkeypatch):
    monkeypatch.setattr(shutil, "disk_usage", lambda folder: SimpleNamespace(free=3_999_999))
    answer = client.get("/readyz")
    expected = (503, b"database: its disk is full\n") if connection.vendor == "sqlite" else (200, b"ready\n")
    assert (answer.status_code, answer.content) == expected
    assert client.get("/livez").status_code == 200


def test_a_database_that_does_not_answer_is_the_cause(client, monkeypatch):
    def away(*_: object) -> None:
        raise DatabaseError("it is away")

    monkeypatch.setattr(health, "connection", SimpleNamespace(cursor=away))
    answer = client.get("/readyz")
    assert (answer.status_code, answer.content) == (503, b"database: it is away\n")
