"""Values that are taken in at once: alike on both databases, and by one statement where the database can."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from vitalfew.accounts.models import Person
from vitalfew.api import observations
from vitalfew.api.tests.test_observations import Post, inside, kpi_and_secret, point, post
from vitalfew.kpis import intake
from vitalfew.kpis.intake import Call
from vitalfew.kpis.models import Arrival, Correction, Delivery, Kpi, Observation, Origin

__all__ = ["kpi_and_secret", "post"]


def kept(kpi: Kpi) -> list[tuple[int, float, int | None, str]]:
    with inside(kpi):
        rows = Observation.objects.order_by("time").values_list("time", "value", "n", "note")
        return [(time.day, value, n, note) for time, value, n, note in rows]


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite is asked one thing after the other")
def test_on_postgresql_the_plain_case_needs_no_closer_look(
    post: Post, kpi_and_secret: tuple[Kpi, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    kpi = kpi_and_secret[0]
    monkeypatch.delattr(observations, "values_in")
    post(point())
    post(point(6.0, kpi=kpi.pk))
    post([point(day=2, team="Product"), point(day=3, kpi=kpi.pk, n=7, note="half")], **{"Idempotency-Key": "a"})
    with pytest.raises(NameError):
        post(point(kpi="Nothing"))
    assert kept(kpi) == [(1, 6.0, None, ""), (2, 5.0, None, ""), (3, 5.0, 7, "half")]
    with inside(kpi):
        assert Delivery.objects.get().stored == 2


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite is asked one thing after the other")
@pytest.mark.parametrize("statement", [intake.NEW, intake.ANY], ids=["new", "any"])
def test_neither_the_keys_nor_the_names_that_are_kept_are_read_through(
    statement: str, kpi_and_secret: tuple[Kpi, str]
) -> None:
    from psycopg import ClientCursor

    given = intake._given(Call("print", "key", "digest"), [], [], timezone.now())
    with connection.cursor() as cursor:
        plan = ClientCursor(cursor.connection).execute(f"EXPLAIN {statement}", given).fetchall()
    lines = [line.strip() for (line,) in plan]
    assert any("using delivery_key_once" in line for line in lines)
    assert any(
        line.startswith("Index Cond") and "workspace_id = caller.workspace_id) AND" in line and "(name)" in line
        for line in lines
    )
    assert not any("Seq Scan on kpis_" in line for line in lines)


def test_the_statement_for_new_values_is_short_enough_to_be_remembered_by_its_driver() -> None:
    assert len(intake.NEW) <= 4096


def test_of_one_time_in_a_list_the_last_counts_by_whatever_name(post: Post, kpi_and_secret: tuple[Kpi, str]) -> None:
    kpi = kpi_and_secret[0]
    answer = post([point(1), point(3, note="b"), point(2, kpi=kpi.pk), point(9, day=2), point(9, day=2)])
    assert answer.json() == {"stored": 2, "unchanged": 3}
    assert kept(kpi) == [(1, 2.0, None, ""), (2, 9.0, None, "")]
    assert post([point(2), point(8, day=2)]).json() == {"stored": 1, "unchanged": 1}
    with inside(kpi):
        assert Correction.objects.get().value == 9


def test_a_value_keeps_its_moment_its_cases_and_every_sign_of_its_note(
    post: Post, kpi_and_secret: tuple[Kpi, str]
) -> None:
    kpi = kpi_and_secret[0]
    note = "50 % of {\"a\", NULL} 'and' \\ Größe 😀"
    sent = [
        point(0.1 + 0.2, note=note, n=0) | {"time": "2026-11-01T02:00:00.123457+02:00"},
        point(-1e-300, note="NULL") | {"time": "1969-12-31T23:59:59.999999Z"},
        point(1) | {"time": "2026-11-02T00:00Z"},
    ]
    assert post(sent).json()["stored"] == 3
    with inside(kpi):
        rows = Observation.objects.order_by("-time").values_list("time", "value", "n", "note")
        assert [(f"{time:%Y-%m-%d %H:%M:%S.%f}", *rest) for time, *rest in rows] == [
            ("2026-11-02 00:00:00.000000", 1.0, None, ""),
            ("2026-11-01 00:00:00.123457", 0.1 + 0.2, 0, note),
            ("1969-12-31 23:59:59.999999", -1e-300, None, "NULL"),
        ]
    assert post(sent).json() == {"stored": 0, "unchanged": 3}


def test_what_is_replaced_is_kept_with_whose_it_was(post: Post, kpi_and_secret: tuple[Kpi, str]) -> None:
    kpi = kpi_and_secret[0]
    post(point(4, n=3, note="first"))
    with inside(kpi):
        ben = Person.objects.create(email="ben@example.org")
        Observation.objects.update(by=ben, origin=Origin.HAND)
        before = Observation.objects.get()
    assert post(point(5)).json() == {"stored": 1, "unchanged": 0}
    with inside(kpi):
        was, now = Correction.objects.get(), Observation.objects.get()
        assert (was.value, was.n, was.note, was.by, was.origin) == (4, 3, "first", ben, "hand")
        assert (was.recorded_at, was.observation_id) == (before.recorded_at, before.pk)
        assert (now.value, now.n, now.note, now.by.email, now.origin) == (5, None, "", "ana@example.org", "api")


@pytest.mark.django_db(transaction=True)
def test_of_forty_corrections_at_once_none_is_lost(post: Post, kpi_and_secret: tuple[Kpi, str]) -> None:
    def send(value: int) -> int:
        try:
            answer = post([point(value), point(100 + value, day=2)])
            assert answer.json() == {"stored": 2, "unchanged": 0}
            return int(answer.status_code)
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(send, range(40))) == {201}
    with inside(kpi_and_secret[0]):
        told = [
            *Observation.objects.values_list("value", flat=True),
            *Correction.objects.values_list("value", flat=True),
        ]
        assert sorted(told) == [*range(40), *range(100, 140)]


def test_a_refused_list_leaves_nothing_behind(post: Post, kpi_and_secret: tuple[Kpi, str]) -> None:
    bad: list[dict[str, Any]] = [point(day=1), point(value=866, day=2), point(kpi="Nothing", day=3)]
    answer = post(bad, **{"Idempotency-Key": "a"})
    assert [(each["index"], each["field"]) for each in answer.json()["errors"]] == [(1, "value"), (2, "kpi")]
    with inside(kpi_and_secret[0]):
        assert not any(model.objects.exists() for model in (Observation, Arrival, Delivery, Correction))


def test_hours_of_more_than_two_decades_are_refused_when_they_come(post: Post, kpi_and_secret: tuple[Kpi, str]) -> None:
    with inside(kpi_and_secret[0]):
        Kpi.objects.update(frequency="hour")
    assert post(point()).status_code == 201
    refused = post(point() | {"time": "1995-01-01T00:00Z"})
    assert refused.status_code == 422
    assert "lie more than 200,000" in refused.json()["errors"][0]["problem"]
    with inside(kpi_and_secret[0]):
        assert Observation.objects.count() == Arrival.objects.count() == 1


def test_a_long_list_of_an_unknown_token_is_refused(post: Post) -> None:
    many = [point(day=1, note="a" * 2_000) for _ in range(100)]
    assert post(many, secret="vf_wrong").status_code == 401
    assert post(many).json() == {"stored": 1, "unchanged": 99}
