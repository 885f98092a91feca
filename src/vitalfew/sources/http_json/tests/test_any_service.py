"""A service without a recipe, read by what a person fills in; in the process that fetches, behind the guard."""

from datetime import UTC, datetime, timedelta

import pytest

from vitalfew.sources.child import Limits, fetched
from vitalfew.sources.contract import Point, SourceError
from vitalfew.sources.http_json.any_service import fetch_any, place_any
from vitalfew.sources.tests.server import Asked, Said, Teller, serving

pytestmark = pytest.mark.plain
DAY = datetime(2026, 1, 5, tzinfo=UTC)
CANARY = "canary-7f3a"
ORDERS = {"rows": "orders", "time": "day", "value": "total"}


def got(said: object, **spec: str) -> list[Point]:
    with serving(lambda _: Said(said)) as server:
        return fetch_any({"address": server.url, **spec}, DAY)


def failing(said: object, **spec: str) -> str:
    with pytest.raises(SourceError) as caught, serving(lambda _: Said(said)) as server:
        fetch_any({"address": server.url, "secret": CANARY, **spec}, None)
    assert CANARY not in str(caught.value)
    return str(caught.value)


def test_rows_with_times_values_and_cases() -> None:
    said = {
        "orders": [
            {"day": "2026-01-05", "share": {"of": "12.5"}, "n": 40},
            {"day": 1767657600, "share": {"of": 3}, "n": 1},
        ]
    }
    expected = [Point(DAY, 12.5, 40), Point(DAY + timedelta(days=1), 3, 1)]
    assert got(said, rows="orders", time="day", value="share.of", cases="n") == expected
    assert got([{"day": 1767657600000, "total": 3}], time="day", value="total") == [Point(DAY + timedelta(days=1), 3)]
    assert got({"a": [7]}, value="a[0]") == [Point(None, 7)]
    assert got(7) == [Point(None, 7)]


def test_times_without_an_offset_are_in_the_zone() -> None:
    assert got([{"day": "2026-01-05T00:00", "total": 1}], time="day", value="total", zone="Europe/Berlin") == [
        Point(DAY - timedelta(hours=1), 1)
    ]


def test_no_row_is_nothing_new() -> None:
    assert got({"orders": []}, **ORDERS) == []


def test_rows_are_counted_per_week() -> None:
    points = got([{"at": "2026-01-06T10:00:00Z"}, {"at": "2026-01-07T10:00:00Z"}], time="at", how="count")
    assert points[0] == Point(DAY, 2)
    assert {each.value for each in points[1:]} == {0}


@pytest.mark.parametrize(
    ("said", "spec", "words"),
    [
        ({"orders": []}, ORDERS, "No row came back"),
        ({"orders": [{"day": "2026-01-05", "total": None}]}, ORDERS, "no value (NULL)"),
        ({"orders": [{"day": "2026-01-05", "total": "many"}]}, ORDERS, "“total” holds the text “many” where a number"),
        ({"orders": [{"day": "2026-01-05", "total": "many"}]}, ORDERS, "choose another one, or turn it into a number."),
        ("many", {}, "“value of the row” holds the text “many”"),
        ({"orders": [{"day": "2026-01-05", "total": True}]}, ORDERS, "True"),
        ({"orders": [{"day": "soon", "total": 1}]}, ORDERS, "“soon”"),
        (b'{"orders": [{"day": "2026-01-05", "total": 1e400}]}', ORDERS, "inf"),
        (b'{"orders": [{"day": 1e30, "total": 1}]}', ORDERS, "1e+30"),
        ({"orders": [{"day": "2026-01-05", "total": 1}] * 2}, ORDERS, "same time"),
        ({"orders": {}}, ORDERS, "has no list at “orders”, but an object with orders"),
        ({"total": 1}, ORDERS, "but an object with total"),
        ({}, {"rows": "orders["}, "“orders[” is no JMESPath"),
        ({}, {"value": "sum(a)"}, "does not fit the answer"),
        ({}, {"pages": "all"}, "not known for “pages”"),
        ({}, {"header": "X: 1"}, "“X: 1” is no header that takes a secret"),
        ({}, {"header": "Host"}, "“Host” is no header that takes a secret"),
        ({}, {"method": "DELETE"}, "not known for “method”"),
        ({}, {"method": "POST", "body": "{'a': 1}"}, "The body is not JSON"),
        ([{"a": CANARY}], {"value": "a"}, "the text “…”"),
    ],
)
def test_what_cannot_be_read_is_said(said: object, spec: dict[str, str], words: str) -> None:
    assert words in failing(said, **spec)


def test_pages_by_number_and_by_cursor() -> None:
    def numbered(asked: Asked) -> Said:
        page = int(asked.query.get("page", "1"))
        return Said([{"at": f"2026-01-0{page + 4}", "v": page}] if page < 4 else [])

    with serving(numbered) as server:
        spec = {"address": server.url, "time": "at", "value": "v", "pages": "number"}
        assert [each.value for each in fetch_any(spec, DAY)] == [1, 2, 3]

    def cursors(asked: Asked) -> Said:
        after = asked.json["page"].get("after", 0)
        return Said({"rows": [{"at": f"2026-01-0{after + 4}", "v": after}], "next": after + 1 if after < 2 else None})

    with serving(cursors) as server:
        spec = {"address": server.url, "method": "POST", "body": '{"page": {}}', "rows": "rows", "time": "at"}
        spec |= {"value": "v", "pages": "cursor", "cursor": "next", "parameter": "body:page.after"}
        assert [each.value for each in fetch_any(spec, DAY)] == [0, 1, 2]


def test_pages_end() -> None:
    with serving(lambda _: Said({"rows": [], "next": "again"})) as server:
        spec = {"address": server.url, "rows": "rows", "pages": "cursor", "cursor": "next"}
        with pytest.raises(SourceError, match="more than 20 pages"):
            fetch_any(spec, DAY)
        assert len(server.asked) == 20


def test_a_next_page_elsewhere_is_not_fetched() -> None:
    with serving(lambda _: Said([])) as other:
        link = {"Link": f'<{other.url}/2>; rel="next"'}
        with serving(lambda _: Said([], 200, link)) as server, pytest.raises(SourceError, match="next page elsewhere"):
            fetch_any({"address": server.url, "pages": "link", "secret": CANARY}, DAY)
        assert other.asked == []


def test_moments_are_filled_in_and_a_secret_is_not() -> None:
    with serving(lambda _: Said(1)) as server:
        address = f"{server.url}/a/?from={{since_date}}&at={{since}}&key={{secret}}&token={{token}}"
        fetch_any({"address": address, "secret": CANARY}, DAY)
    assert server.asked[0].path == "/a/"
    assert server.asked[0].query == {
        "from": "2026-01-05", "at": "2026-01-05T00:00:00Z", "key": "{secret}", "token": "{token}",
    }  # fmt: skip
    assert server.asked[0].headers["authorization"] == CANARY


def test_what_fails_together() -> None:
    assert place_any({"address": "https://api.example.org:8443/x?y={since}"}) == "api.example.org:8443"
    assert place_any({}) == "web"


def behind_the_guard(teller: Teller, *, path: str = "/", allowed: bool, **spec: str) -> list[Point]:
    with serving(teller) as server:
        hosts = [f"127.0.0.1:{server.port}"] if allowed else []
        spec = {"address": server.url + path, "secret": CANARY, **spec}
        try:
            return fetched(kind="http_json", spec=spec, since=None, allowed=hosts, limits=Limits(seconds=20))
        finally:
            assert bool(server.asked) is allowed


def test_the_guard_lets_through_what_is_allowed() -> None:
    assert behind_the_guard(lambda _: Said(5), allowed=True) == [Point(None, 5)]
    with pytest.raises(SourceError, match=r"127\.0\.0\.1:\d+ is not a public address; an administrator can allow it"):
        behind_the_guard(lambda _: Said(5), allowed=False)


@pytest.mark.parametrize(
    "target", ["http://169.254.169.254/latest/meta-data", "http://[::ffff:169.254.169.254]/", "http://localhost:1/"]
)
def test_a_redirect_leads_to_no_metadata(target: str) -> None:
    with pytest.raises(SourceError, match="is not a public address"):
        behind_the_guard(lambda _: Said(b"", 302, {"Location": target}), allowed=True)


def test_a_bomb_stays_small_behind_the_guard() -> None:
    import gzip

    bomb = gzip.compress(b"[" + b"1," * 40_000_000)
    with pytest.raises(SourceError, match="more than 1 MB"):
        behind_the_guard(lambda _: Said(bomb, 200, {"Content-Encoding": "gzip"}), allowed=True)
