"""Each recipe asks as its service's documentation says, and reads the answer that is described there."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from vitalfew.sources.contract import Point, SourceError
from vitalfew.sources.http_json.fetching import fetch
from vitalfew.sources.http_json.recipe import BadRecipe, Recipe, form, read_recipe, recipes
from vitalfew.sources.http_json.source import SOURCES, UNTRIED
from vitalfew.sources.http_json.template import names_in
from vitalfew.sources.tests.server import Asked, Said, Server, serving

pytestmark = pytest.mark.plain
SINCE = datetime(2026, 1, 7, 9, tzinfo=UTC)
WEEKS = [datetime(2026, 1, 5, tzinfo=UTC), datetime(2026, 1, 12, tzinfo=UTC), datetime(2026, 1, 19, tzinfo=UTC)]
NOW = datetime(2026, 1, 20, 12, tzinfo=UTC)
DOCS = Path(__file__).parents[5] / "docs" / "sources-http.md"
CANARY = "canary7f3a"


class Stopped(datetime):
    @classmethod
    def now(cls, tz: object = None) -> datetime:
        return NOW


@pytest.fixture(autouse=True)
def _now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("vitalfew.sources.http_json.fetching.datetime", Stopped)


@dataclass(frozen=True, kw_only=True)
class Case:
    """A measure: what is filled in, what the service says, what it must be asked, and the points."""

    recipe: str
    measure: str = ""
    spec: dict[str, str]
    said: list[object]
    points: list[Point]
    path: str
    query: dict[str, str] = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)
    bodies: list[object] = field(default_factory=list)
    method: str = "GET"
    link: bool = False
    second: dict[str, str] = field(default_factory=dict)


def weeks(*values: float, n: tuple[int, ...] = ()) -> list[Point]:
    return [Point(at, value, n[i] if n else None) for i, (at, value) in enumerate(zip(WEEKS, values, strict=False))]


GITHUB = {"owner": "octocat", "repo": "hello-world", "token": CANARY}
GITLAB = {"project": "group/sub/project", "token": CANARY}
JIRA = {"user": "me@example.org", "token": CANARY, "jql": 'project = "A B"', "points_field": "customfield_10016"}
LINEAR = {"team": "ENG", "token": CANARY}
TRELLO = {"list": "5abbe4b7ddc1b351ef961414", "key": "key1234", "token": CANARY}
ASANA = {"project": "1200000000000000", "token": CANARY}
BEARER = {"authorization": f"Bearer {CANARY}"}
CASES = [
    Case(
        recipe="github",
        measure="open_issues",
        spec=GITHUB,
        path="/search/issues",
        query={"q": "repo:octocat/hello-world is:issue is:open", "per_page": "1"},
        headers={**BEARER, "accept": "application/vnd.github+json", "x-github-api-version": "2022-11-28"},
        said=[{"total_count": 280, "incomplete_results": False, "items": [{"id": 1}]}],
        points=[Point(None, 280)],
    ),
    Case(
        recipe="github",
        measure="merged_pull_requests",
        spec=GITHUB,
        path="/search/issues",
        query={"q": "repo:octocat/hello-world is:pr is:merged merged:>=2026-01-05T00:00:00Z", "per_page": "100"},
        headers=BEARER,
        link=True,
        said=[
            {"total_count": 3, "items": [{"pull_request": {"merged_at": "2026-01-05T00:00:00Z"}}] * 2},
            {"total_count": 3, "items": [{"pull_request": {"merged_at": "2026-01-19T10:00:00Z"}}]},
        ],
        points=weeks(2, 0, 1),
    ),
    Case(
        recipe="github",
        measure="workflow_success",
        spec=GITHUB,
        path="/repos/octocat/hello-world/actions/runs",
        query={"status": "completed", "created": ">=2026-01-05T00:00:00Z", "per_page": "100"},
        headers=BEARER,
        said=[
            {
                "total_count": 4,
                "workflow_runs": [
                    {"conclusion": "success", "created_at": "2026-01-06T10:00:00Z"},
                    {"conclusion": "failure", "created_at": "2026-01-06T11:00:00Z"},
                    {"conclusion": "skipped", "created_at": "2026-01-06T12:00:00Z"},
                    {"conclusion": "success", "created_at": "2026-01-13T10:00:00Z"},
                ],
            }
        ],
        points=weeks(50, 100, n=(2, 1)),
    ),
    Case(
        recipe="gitlab",
        measure="open_issues",
        spec=GITLAB,
        path="/api/v4/projects/group%2Fsub%2Fproject/issues_statistics",
        headers={"private-token": CANARY},
        said=[{"statistics": {"counts": {"all": 20, "closed": 5, "opened": 15}}}],
        points=[Point(None, 15)],
    ),
    Case(
        recipe="gitlab",
        measure="merged_merge_requests",
        spec=GITLAB,
        path="/api/v4/projects/group%2Fsub%2Fproject/merge_requests",
        query={"state": "merged", "updated_after": "2026-01-05T00:00:00Z", "per_page": "100"},
        headers={"private-token": CANARY},
        link=True,
        said=[
            [{"merged_at": "2026-01-07T11:16:17.520Z"}, {"merged_at": None}],
            [{"merged_at": "2025-12-01T00:00:00Z"}],
        ],
        points=weeks(1, 0, 0),
    ),
    Case(
        recipe="gitlab",
        measure="pipeline_success",
        spec=GITLAB,
        path="/api/v4/projects/group%2Fsub%2Fproject/pipelines",
        query={"scope": "finished", "updated_after": "2026-01-05T00:00:00Z", "per_page": "100"},
        headers={"private-token": CANARY},
        said=[
            [
                {"status": "success", "created_at": "2026-01-13T11:28:34.085Z"},
                {"status": "failed", "created_at": "2026-01-13T12:23:59.228Z"},
                {"status": "canceled", "created_at": "2026-01-13T12:23:59.228Z"},
            ]
        ],
        points=[Point(WEEKS[1], 50, 2)],
    ),
    Case(
        recipe="jira",
        measure="issues",
        spec=JIRA,
        method="POST",
        path="/rest/api/3/search/approximate-count",
        headers={"authorization": "Basic bWVAZXhhbXBsZS5vcmc6Y2FuYXJ5N2YzYQ=="},
        bodies=[{"jql": 'project = "A B"'}],
        said=[{"count": 153}],
        points=[Point(None, 153)],
    ),
    Case(
        recipe="jira",
        measure="points_done",
        spec=JIRA,
        method="POST",
        path="/rest/api/3/search/jql",
        headers={"authorization": "Basic bWVAZXhhbXBsZS5vcmc6Y2FuYXJ5N2YzYQ=="},
        bodies=[
            {
                "jql": '(project = "A B") AND resolved >= "2026-01-04"',
                "fields": ["resolutiondate", "customfield_10016"],
                "maxResults": 100,
                **more,
            }
            for more in ({}, {"nextPageToken": "next"})
        ],
        said=[
            {
                "isLast": False,
                "nextPageToken": "next",
                "issues": [
                    {"fields": {"resolutiondate": "2026-01-07T10:00:00.000+0100", "customfield_10016": 5.0}},
                    {"fields": {"resolutiondate": "2026-01-08T10:00:00.000+0100", "customfield_10016": None}},
                ],
            },
            {
                "isLast": True,
                "issues": [{"fields": {"resolutiondate": "2026-01-18T23:30:00.000+0000", "customfield_10016": 3.5}}],
            },
        ],
        points=weeks(5, 3.5, 0),
    ),
    Case(
        recipe="linear",
        measure="open_issues",
        spec=LINEAR,
        method="POST",
        path="/graphql",
        headers={"authorization": CANARY},
        said=[
            {"data": {"issues": {"nodes": [{"id": "a"}] * 100, "pageInfo": {"hasNextPage": True, "endCursor": "c"}}}},
            {"data": {"issues": {"nodes": [{"id": "b"}], "pageInfo": {"hasNextPage": False, "endCursor": "d"}}}},
        ],
        points=[Point(None, 101)],
    ),
    Case(
        recipe="linear",
        measure="completed_issues",
        spec=LINEAR,
        method="POST",
        path="/graphql",
        headers={"authorization": CANARY},
        said=[
            {
                "data": {
                    "issues": {
                        "nodes": [{"completedAt": "2026-01-13T10:00:00.000Z"}],
                        "pageInfo": {"hasNextPage": False, "endCursor": "c"},
                    }
                }
            },
        ],
        points=weeks(0, 1, 0),
    ),
    Case(
        recipe="google_sheet_public",
        spec={"time_column": "", "value_column": ""},
        path="/spreadsheets/d/e/abc/pub",
        query={"output": "csv"},
        said=[b"Day,Orders\r\n2026-01-05,12\r\n2026-01-06,14.5\r\n2026-01-07,\r\n"],
        points=[Point(datetime(2026, 1, 5, tzinfo=UTC), 12), Point(datetime(2026, 1, 6, tzinfo=UTC), 14.5)],
    ),
    Case(
        recipe="google_sheets",
        spec={"sheet": "1BxiM", "range": "Orders 2026!A:C", "value_column": "Share", "cases_column": "N"},
        path="/v4/spreadsheets/1BxiM/values/Orders%202026%21A%3AC",
        query={"valueRenderOption": "UNFORMATTED_VALUE", "dateTimeRenderOption": "FORMATTED_STRING"},
        headers={"authorization": "Bearer ya29.made"},
        said=[
            {"access_token": "ya29.made", "expires_in": 3599, "token_type": "Bearer"},
            {
                "range": "A1:C3",
                "majorDimension": "ROWS",
                "values": [["Day", "Share", "N"], ["2026-01-05", 95.5, 20], ["2026-01-06"], ["2026-01-07", 90, 10]],
            },
        ],
        points=[Point(datetime(2026, 1, 5, tzinfo=UTC), 95.5, 20), Point(datetime(2026, 1, 7, tzinfo=UTC), 90, 10)],
    ),
    Case(
        recipe="datadog",
        spec={"query": "sum:orders{*}.rollup(sum, 86400)", "api_key": CANARY, "application_key": "app-canary"},
        path="/api/v1/query",
        query={"from": "1767776400", "to": "1768910400", "query": "sum:orders{*}.rollup(sum, 86400)"},
        headers={"dd-api-key": CANARY, "dd-application-key": "app-canary"},
        said=[{"status": "ok", "series": [{"pointlist": [[1767830400000, 5.5], [1767916800000, None]]}]}],
        points=[Point(datetime(2026, 1, 8, tzinfo=UTC), 5.5)],
    ),
    Case(
        recipe="trello",
        measure="cards",
        spec=TRELLO,
        path="/1/lists/5abbe4b7ddc1b351ef961414/cards",
        query={"fields": "id"},
        headers={"authorization": f'OAuth oauth_consumer_key="key1234", oauth_token="{CANARY}"'},
        said=[[{"id": "1"}, {"id": "2"}]],
        points=[Point(None, 2)],
    ),
    Case(
        recipe="trello",
        measure="cards_moved_in",
        spec=TRELLO,
        path="/1/lists/5abbe4b7ddc1b351ef961414/actions",
        query={"filter": "updateCard:idList", "since": "2026-01-05T00:00:00Z", "limit": "1000"},
        second={"before": "action999"},
        said=[
            [
                {"id": f"action{i}", "date": "2026-01-19T08:00:00.000Z", "data": {"listAfter": {"id": "another"}}}
                for i in range(1000)
            ],
            [{"id": "z", "date": "2026-01-06T08:00:00.000Z", "data": {"listAfter": {"id": TRELLO["list"]}}}],
        ],
        points=weeks(1, 0, 0),
    ),
    Case(
        recipe="asana",
        measure="open_tasks",
        spec=ASANA,
        path="/api/1.0/projects/1200000000000000/task_counts",
        query={"opt_fields": "num_incomplete_tasks"},
        headers=BEARER,
        said=[{"data": {"num_incomplete_tasks": 20}}],
        points=[Point(None, 20)],
    ),
    Case(
        recipe="asana",
        measure="completed_tasks",
        spec=ASANA,
        path="/api/1.0/tasks",
        query={
            "project": "1200000000000000",
            "completed_since": "2026-01-05T00:00:00Z",
            "opt_fields": "completed_at",
            "limit": "100",
        },
        headers=BEARER,
        second={"offset": "eyJ0eX"},
        said=[
            {"data": [{"completed_at": "2026-01-19T08:00:00.000Z"}], "next_page": {"offset": "eyJ0eX"}},
            {"data": [{"completed_at": None}], "next_page": None},
        ],
        points=weeks(0, 0, 1),
    ),
]


def teller(case: Case, server: Callable[[], Server]) -> Callable[[Asked], Said]:
    said = iter(case.said)

    def tell(asked: Asked) -> Said:
        first = len(server().asked) == 1
        headers = {"Link": f'<{server().url}{asked.path}?page=2>; rel="next"'} if case.link and first else {}
        return Said(next(said), 200, headers)

    return tell


def here(recipe: Recipe, url: str) -> Recipe:
    """The recipe, asked of this machine instead of its service."""
    if recipe.address.startswith("{"):
        return replace(recipe, patterns={name: each for name, each in recipe.patterns.items() if name != "address"})
    host = recipe.address.removeprefix("https://")
    return replace(recipe, address=url + ("/" + host.partition("/")[2] if "/" in host else ""))


def google_key(url: str) -> str:
    import json

    private = rsa.generate_private_key(65537, 2048).private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return json.dumps({"client_email": "a@b.example", "private_key": private.decode(), "token_uri": f"{url}/token"})


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.recipe}-{case.measure}")
def test_the_service_is_asked_and_read(case: Case) -> None:
    recipe = {each.kind: each for each in recipes()}[case.recipe]
    with serving(lambda asked: tell(asked)) as server:
        tell = teller(case, lambda: server)
        spec = {"measure": case.measure, "address": server.url, **case.spec}
        if case.recipe == "google_sheet_public":
            spec["address"] = f"{server.url}{case.path}?output=csv"
        if case.recipe == "google_sheets":
            spec["key"] = google_key(server.url)
        assert fetch(here(recipe, server.url), spec, SINCE) == case.points
        asked = [each for each in server.asked if each.path != "/token"]
    assert asked[0].method == case.method
    assert asked[0].path == case.path
    assert asked[0].query == case.query
    assert {name: asked[0].headers.get(name) for name in case.headers} == case.headers
    if case.bodies:
        assert [each.json for each in asked] == case.bodies
    if case.second:
        assert asked[1].query == case.query | case.second
    assert len(server.asked) == len(case.said)


def test_linear_is_asked_for_one_team_page_by_page() -> None:
    case = next(each for each in CASES if each.recipe == "linear")
    recipe = {each.kind: each for each in recipes()}["linear"]
    with serving(lambda asked: tell(asked)) as server:
        tell = teller(case, lambda: server)
        fetch(here(recipe, server.url), {**case.spec, "measure": "open_issues"}, SINCE)
    assert [each.json["variables"] for each in server.asked] == [{"team": "ENG"}, {"team": "ENG", "after": "c"}]


def test_google_gets_a_signed_claim() -> None:
    import json
    from base64 import urlsafe_b64decode
    from urllib.parse import parse_qs

    case = next(each for each in CASES if each.recipe == "google_sheets")
    recipe = {each.kind: each for each in recipes()}["google_sheets"]
    with serving(lambda asked: tell(asked)) as server:
        tell = teller(case, lambda: server)
        key = google_key(server.url)
        fetch(here(recipe, server.url), {**case.spec, "key": key}, SINCE)
    form_ = parse_qs(server.asked[0].body.decode())
    assert form_["grant_type"] == ["urn:ietf:params:oauth:grant-type:jwt-bearer"]
    head, claims, signature = form_["assertion"][0].split(".")

    def opened(part: str) -> bytes:
        return urlsafe_b64decode(part + "=" * (-len(part) % 4))

    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric import padding

    public = serialization.load_pem_private_key(json.loads(key)["private_key"].encode(), None).public_key()
    public.verify(opened(signature), f"{head}.{claims}".encode(), padding.PKCS1v15(), hashes.SHA256())
    said = json.loads(opened(claims))
    assert said["aud"] == f"{server.url}/token"
    assert said["scope"] == "https://www.googleapis.com/auth/spreadsheets.readonly"
    assert said["exp"] - said["iat"] == 3600


def test_every_measure_of_every_recipe_has_a_case() -> None:
    tried = {(each.recipe, each.measure or "rows" if "google" in each.recipe else each.measure) for each in CASES}
    told = {(recipe.kind, name) for recipe in recipes() for name in recipe.measures}
    assert {(kind, "series" if kind == "datadog" else name) for kind, name in tried} == told


@pytest.mark.parametrize("recipe", recipes(), ids=lambda recipe: recipe.kind)
def test_a_recipe_is_complete_and_documented(recipe: Recipe) -> None:
    own = {each.name for each in recipe.settings}
    known = own | {"basic"} | {f"{a}{b}" for a in ("since", "now") for b in ("", "_date", "_seconds", "_ms")}
    known |= {"since_day_before"}
    texts = [recipe.address, *recipe.secret.values(), *recipe.headers.values()]
    for measure in recipe.measures.values():
        texts += [measure.path, *measure.query.values(), measure.rows, measure.time, measure.value, measure.only]
        assert measure.label
        assert set(measure.needs) <= own
        assert measure.value or measure.how
    assert {name for text in texts for name in names_in(text)} <= known
    secrets = {each.name for each in recipe.settings if each.kind == "secret"}
    asked = {name for measure in recipe.measures.values() for text in (measure.path, *measure.query.values())
             for name in names_in(text)}  # fmt: skip
    assert not secrets & asked, "a secret belongs into a header"
    assert recipe.docs.startswith("https://")
    assert recipe.about.endswith(".")
    assert all(each.example or each.kind in {"secret", "choice"} or not each.required for each in recipe.settings)
    source = {each.kind: each for each in SOURCES}[recipe.kind]
    assert source.settings == form(recipe)
    assert (UNTRIED in source.about) is not recipe.tried
    assert f"| {recipe.name} |" in DOCS.read_text(encoding="utf-8")


def test_a_recipe_with_a_slip_is_refused() -> None:
    good = "name: A\nabout: B.\ndocs: https://a\ntried: false\naddress: https://a\nmeasures: {m: {label: M}}\n"
    assert read_recipe(good, name="a").kind == "a"
    for slip in ("methods: 1\n", "settings: [{name: a, label: A, kind: colour}]\n", "settings: [{label: A}]\n"):
        with pytest.raises(BadRecipe, match="The recipe a"):
            read_recipe(good + slip, name="a")
    with pytest.raises(BadRecipe, match="tried"):
        read_recipe(good.replace("tried: false\n", ""), name="a")


@pytest.mark.parametrize(
    ("kind", "change", "words"),
    [
        ("github", {"owner": ""}, "“Owner” is empty"),
        ("github", {"owner": "a/../b"}, "“a/../b” is no owner: write it like octocat"),
        ("github", {"repo": "..", "measure": "workflow_success"}, "cannot be a part of an address"),
        ("github", {"measure": "stars"}, "has no “stars”: choose one of open_issues"),
        ("github", {"token": "canary\r\nX-Evil: 1"}, "a line break"),
        ("github", {"address": "file:///etc"}, "not one of the web"),
        ("github", {"zone": "Mars/Phobos", "measure": "merged_pull_requests"}, "“Mars/Phobos” is no time zone"),
        ("github", {"per": "decade", "measure": "merged_pull_requests"}, "“decade” is no period"),
        ("jira", {"points_field": "", "measure": "points_done"}, "“Field of the story points” is empty"),
        ("datadog", {"site": "evil.example/"}, "is no site"),
        ("google_sheets", {"key": "canary"}, "not that of a Google service account"),
        ("google_sheet_public", {"address": "https://evil.example/"}, "is no link of the published sheet"),
    ],
)
def test_settings_that_cannot_be(kind: str, change: dict[str, str], words: str) -> None:
    recipe = {each.kind: each for each in recipes()}[kind]
    spec = next(each.spec for each in CASES if each.recipe == kind) | {"address": "http://127.0.0.1:9"} | change
    with pytest.raises(SourceError) as caught:
        fetch(recipe, spec, SINCE)
    assert words in str(caught.value)
    assert "canary" not in str(caught.value)


@pytest.mark.parametrize(
    ("kind", "measure", "said", "words"),
    [
        ("github", "merged_pull_requests", {"total_count": 1500, "items": []}, "has 1500 of these and gives 0"),
        ("github", "merged_pull_requests", {"message": "?"}, "has no list at “items”, but an object with message"),
        ("github", "open_issues", {"total": 1}, "no value (NULL)"),
        ("linear", "open_issues", {"errors": [{"message": "Entity not found"}]}, "says “Entity not found”"),
        ("datadog", "", {"status": "error", "error": "Rate limit"}, "says “Rate limit”"),
        ("datadog", "", {"series": []}, "finds nothing"),
        ("datadog", "", {"series": [{}, {}]}, "answers with 2 series"),
        ("asana", "open_tasks", {"data": {"num_incomplete_tasks": "many"}}, "the text “many”"),
        ("asana", "open_tasks", {"data": {"num_incomplete_tasks": [1]}}, "a list of 1 where a number"),
        ("asana", "completed_tasks", {"data": [{"completed_at": "soon"}]}, "“soon” is no time"),
    ],
)
def test_answers_that_cannot_be_read(kind: str, measure: str, said: object, words: str) -> None:
    recipe = {each.kind: each for each in recipes()}[kind]
    spec = next(each.spec for each in CASES if each.recipe == kind)
    with serving(lambda _: Said(said)) as server, pytest.raises(SourceError) as caught:
        fetch(here(recipe, server.url), {**spec, "measure": measure, "address": server.url}, SINCE)
    assert words in str(caught.value)
