import json
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from vitalfew.accounts.models import Person, Role, Team
from vitalfew.accounts.scoping import entered
from vitalfew.api.tests.acme import workspace_with_kpi
from vitalfew.kpis.arriving import judge_arrived
from vitalfew.kpis.models import Correction, Delivery, Kpi, Observation, Reading

Post = Callable[..., Any]


@pytest.fixture
def kpi_and_secret(db: None) -> tuple[Kpi, str]:
    return workspace_with_kpi("acme")


@pytest.fixture
def post(kpi_and_secret: tuple[Kpi, str]) -> Post:
    def call(body: Any, *, secret: str = kpi_and_secret[1], **headers: str) -> Any:
        data = body if isinstance(body, str) else json.dumps(body)
        return Client().post(
            "/api/v1/observations",
            data,
            content_type="application/json",
            headers={"Authorization": f"Bearer {secret}", **headers},
        )

    return call


@contextmanager
def inside(kpi: Kpi) -> Iterator[None]:
    with entered(kpi.workspace):
        yield


def point(value: float = 5.0, day: int = 1, **more: Any) -> dict[str, Any]:
    return {"kpi": "Lead time", "time": f"2026-11-{day:02}T00:00:00Z", "value": value, **more}


def test_one_value_is_stored_and_judged_a_moment_later(post: Post, kpi_and_secret: tuple[Kpi, str]) -> None:
    answer = post(point(note="release"))
    assert (answer.status_code, answer.json()) == (201, {"stored": 1, "unchanged": 0})
    with inside(kpi_and_secret[0]):
        kept = Observation.objects.get()
        assert (kept.value, kept.note, kept.origin, kept.by.email) == (5.0, "release", "api", "ana@example.org")
        assert not Reading.objects.exists()
        assert judge_arrived(now=timezone.now()) == 1
        assert Reading.objects.get().value == 5.0


def test_the_same_value_again_changes_nothing_and_another_one_corrects(
    post: Post, kpi_and_secret: tuple[Kpi, str]
) -> None:
    post(point())
    assert post(point()).json() == {"stored": 0, "unchanged": 1}
    assert post(point(7.0)).json() == {"stored": 1, "unchanged": 0}
    with inside(kpi_and_secret[0]):
        assert Observation.objects.get().value == 7.0
        assert Correction.objects.get().value == 5.0


def test_a_list_by_name_or_id(post: Post, kpi_and_secret: tuple[Kpi, str]) -> None:
    kpi = kpi_and_secret[0]
    assert post([point(day=1), point(day=2, kpi=kpi.pk), point(day=3, team="Product")]).json()["stored"] == 3


@pytest.mark.parametrize(
    ("bad", "field", "says"),
    [
        (point(kpi="Lead tim"), "kpi", "no KPI 'Lead tim'"),
        (point(kpi=10**9), "kpi", "no KPI"),
        ({"kpi": "Lead time", "value": 1}, "time", "missing"),
        (point(time="2026-11-01T00:00:00"), "time", "no time zone"),
        (point(time="1066-10-14T00:00:00Z"), "time", "outside 1900–2100"),
        (point(value="5"), "value", "value: must be a number, not text"),
        (point(value=None), "value", "value: must be a number, not null"),
        (point(n=-1), "n", "must be a whole number from 0"),
        (point(n=2**31), "n", "to 2,147,483,647"),
        (point(value=1e308), "value", "larger than any number"),
        (point(value=-1e308), "value", "larger than any number"),
        (point(kpi=2**63), "kpi", "no KPI with the id"),
        (point(kpi=-(2**63) - 1), "kpi", "no KPI with the id"),
        (point(kpi="Lead\0time"), "kpi", "U+0000"),
        (point(team="\0"), "team", "U+0000"),
        (point(note="a\0b"), "note", "U+0000"),
        (point(colour="red"), "colour", "not a field"),
        (17, "", "the item: must be an object with kpi, time and value"),
        (point(kpi=2.5), "kpi", "kpi: must be the name of a KPI, or its id"),
        (point(time="soon"), "time", "time: must be a time with its time zone"),
        (point(time=True), "time", "time: must be a time with its time zone"),
        (point(n=2.5), "n", "n: must be a whole number from 0"),
        (point(note=5), "note", "note: must be text"),
        (point(note="a" * 10_001), "note", "at most 10,000 characters"),
        (point(note="\ud800"), "", "half a character"),
        (point(time="2031-11-01T00:00:00Z"), "time", "time: 2031-11-01 has not come yet"),
        (point(value=866), "value", "866 d is more than the highest possible value, 365 d."),
    ],
)
def test_every_bad_item_is_told_by_index_and_nothing_is_stored(
    post: Post, kpi_and_secret: tuple[Kpi, str], bad: Any, field: str, says: str
) -> None:
    answer = post([point(), bad, point(day=3), bad])
    assert answer.status_code == 422
    errors = answer.json()["errors"]
    assert [error["index"] for error in errors] == [1, 3]
    assert {error["field"] for error in errors} == {field}
    assert says in errors[0]["problem"]
    with inside(kpi_and_secret[0]):
        assert not Observation.objects.exists()


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "1e400"])
def test_only_finite_numbers(post: Post, kpi_and_secret: tuple[Kpi, str], number: str) -> None:
    answer = post(json.dumps(point()).replace("5.0", number))
    assert answer.status_code == 422
    with inside(kpi_and_secret[0]):
        assert not Observation.objects.exists()


def test_not_json_and_too_many(post: Post) -> None:
    assert "not JSON" in post("value=5").json()["errors"][0]["problem"]
    assert "more than the 10,000" in post([1] * 10_001).json()["errors"][0]["problem"]


def test_an_empty_list_is_refused(post: Post) -> None:
    answer = post([])
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["problem"].startswith("The list is empty.")


def test_every_bad_item_of_a_list_is_told_at_once_whatever_is_wrong_with_it(
    post: Post, kpi_and_secret: tuple[Kpi, str]
) -> None:
    bad = [point(value=866), point(), 17, point(kpi="Nothing"), point(value="5", n=-1), point(time="2031-01-01T00:00Z")]
    answer = post(bad)
    assert answer.status_code == 422
    told = [(error["index"], error["field"]) for error in answer.json()["errors"]]
    assert told == [(0, "value"), (2, ""), (3, "kpi"), (4, "value"), (4, "n"), (5, "time")]
    with inside(kpi_and_secret[0]):
        assert not Observation.objects.exists()


def test_everything_wrong_with_one_item_is_told(post: Post) -> None:
    bad = [
        point(value=866, time="2026-01-01T00:00"),
        point(value="5", time="2031-01-01T00:00Z"),
        point(value=866, time="2031-01-01T00:00Z"),
        point(value=866, note=7, mood="good"),
        point(value=866, time="1066-10-14T00:00Z"),
    ]
    told = [(error["index"], error["field"]) for error in post(bad).json()["errors"]]
    assert sorted(told) == [
        (0, "time"), (0, "value"), (1, "time"), (1, "value"), (2, "time"), (2, "value"),
        (3, "mood"), (3, "note"), (3, "value"), (4, "time"), (4, "value"),
    ]  # fmt: skip


def test_a_body_over_the_limit_is_answered_in_json(post: Post, settings: Any) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000
    answer = post(point(note="a" * 2_000))
    assert answer.status_code == 413
    assert "at most 1,000 are read. Send the list in parts." in answer.json()["errors"][0]["problem"]


@pytest.mark.parametrize("body", ["Café".encode("latin-1"), '{"kpi": "Lead time"}'.encode("utf-16")])
def test_a_body_that_is_not_utf_8_is_not_json(client: Client, kpi_and_secret: tuple[Kpi, str], body: bytes) -> None:
    headers = {"authorization": f"Bearer {kpi_and_secret[1]}"}
    answer = client.post("/api/v1/observations", body, content_type="application/json", headers=headers)
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["problem"] == "The body is not JSON: it is not written in UTF-8."


@pytest.mark.parametrize(("header", "says"), [("", "is missing"), ("Bearer vf_wrong", "is not known here")])
def test_without_a_token_the_answer_says_where_one_is_made(
    client: Client, kpi_and_secret: tuple[Kpi, str], header: str, says: str
) -> None:
    headers = {"authorization": header} if header else {}
    answer = client.post("/api/v1/observations", point(), content_type="application/json", headers=headers)
    assert (answer.status_code, answer.headers["WWW-Authenticate"]) == (401, "Bearer")
    [error] = answer.json()["errors"]
    assert (error["index"], error["field"]) == (None, "Authorization")
    assert says in error["problem"]
    assert "make a token on the page Tokens" in error["problem"]


def test_a_key_stores_once_and_refuses_another_payload(post: Post, kpi_and_secret: tuple[Kpi, str]) -> None:
    first = post(point(), **{"Idempotency-Key": "a"})
    again = post(point(), **{"Idempotency-Key": "a"})
    other = post(point(9.0), **{"Idempotency-Key": "a"})
    assert first.json() == again.json() == {"stored": 1, "unchanged": 0}
    assert (first.status_code, again.status_code, other.status_code) == (201, 201, 422)
    assert "used before" in other.json()["errors"][0]["problem"]
    with inside(kpi_and_secret[0]):
        assert Observation.objects.get().value == 5.0


def test_a_refused_call_does_not_use_up_its_key(post: Post) -> None:
    assert post(point(kpi="nothing"), **{"Idempotency-Key": "b"}).status_code == 422
    assert post(point(), **{"Idempotency-Key": "b"}).status_code == 201


@pytest.mark.django_db(transaction=True)
def test_the_same_call_a_hundred_times_at_once_is_one_point(post: Post, kpi_and_secret: tuple[Kpi, str]) -> None:
    def send(_: int) -> tuple[int, Any]:
        try:
            answer = post(point(), **{"Idempotency-Key": "storm"})
            return answer.status_code, answer.json()
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(send, range(100)))
    assert set(map(str, answers)) == {str((201, {"stored": 1, "unchanged": 0}))}
    with inside(kpi_and_secret[0]):
        assert (Observation.objects.count(), Delivery.objects.count()) == (1, 1)


def test_without_a_token_with_a_revoked_one_and_after_the_person_left(
    post: Post, kpi_and_secret: tuple[Kpi, str]
) -> None:
    assert post(point(), secret="vf_wrong").status_code == 401
    with inside(kpi_and_secret[0]):
        ana = Person.objects.get()
        token = ana.tokens.get()
        token.revoke()
        assert post(point()).status_code == 401
        token.revoked_at = None
        token.save()
        assert post(point()).status_code == 201
        ana.delete()
        assert post(point()).status_code == 401


def test_a_viewer_cannot_send(post: Post) -> None:
    _, secret = workspace_with_kpi("viewers", role=Role.VIEWER)
    answer = post(point(), secret=secret)
    assert answer.status_code == 403
    assert "viewer" in answer.json()["errors"][0]["problem"]


def test_another_workspace_cannot_be_reached(post: Post, kpi_and_secret: tuple[Kpi, str]) -> None:
    other, secret = workspace_with_kpi("others")
    mine = kpi_and_secret[0]
    assert post(point(kpi=mine.pk), secret=secret).status_code == 422
    assert post(point(), secret=secret).status_code == 201
    with inside(mine):
        assert not Observation.objects.exists()
    with inside(other):
        assert Observation.objects.count() == 1


def test_two_teams_with_one_definition_must_be_told_apart(post: Post, kpi_and_secret: tuple[Kpi, str]) -> None:
    mine = kpi_and_secret[0]
    with inside(mine):
        Kpi.objects.create(definition=mine.definition, team=Team.objects.create(name="Sales"), frequency="day")
    assert "Product (id" in post(point()).json()["errors"][0]["problem"]
    assert post(point(team="Sales")).status_code == 201


@pytest.mark.parametrize(
    "body", ["[" * 100_000, '{"a":' * 100_000, "9" * 5_000, "\ud800".encode("utf-16", "surrogatepass")]
)
def test_a_body_that_breaks_readers_is_refused_in_words(
    client: Client, kpi_and_secret: tuple[Kpi, str], body: Any
) -> None:
    headers = {"host": "127.0.0.1", "authorization": f"Bearer {kpi_and_secret[1]}"}
    answer = client.post("/api/v1/observations", body, content_type="application/json", headers=headers)
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["problem"]
