"""Issues of five trackers. No vendor was asked: a fake server answers as their documentation says they do."""

from base64 import b64encode
from typing import Any

import pytest

from vitalfew.sources.child import Limits, looked_at
from vitalfew.sources.contract import SourceError
from vitalfew.sources.issues.contract import Issue, host_of, parts_of
from vitalfew.sources.issues.looking import TRACKERS, tracker_of
from vitalfew.sources.tests.server import Asked, Said, serving
from vitalfew.sources.wire import Request

pytestmark = pytest.mark.plain
OURS = ["127.0.0.1"]
SOON = Limits(seconds=8)


def asked(url: str, token: str = "") -> Request:
    tracker, parts = tracker_of(url), parts_of(url)
    request = tracker.asks(parts, token) if tracker and parts else None
    assert request is not None
    return request


@pytest.mark.parametrize(
    ("url", "name", "at"),
    [
        ("https://github.com/acme/shop/issues/12", "GitHub", "https://api.github.com/repos/acme/shop/issues/12"),
        ("https://github.com/acme/shop/pull/7/", "GitHub", "https://api.github.com/repos/acme/shop/issues/7"),
        (
            "https://gitlab.example.org/a/b/shop/-/issues/3#note_1",
            "GitLab",
            "https://gitlab.example.org/api/v4/projects/a%2Fb%2Fshop/issues/3",
        ),
        (
            "https://gitlab.com/acme/shop/-/merge_requests/4",
            "GitLab",
            "https://gitlab.com/api/v4/projects/acme%2Fshop/merge_requests/4",
        ),
        (
            "https://acme.atlassian.net/browse/SHOP-12",
            "Jira",
            "https://acme.atlassian.net/rest/api/2/issue/SHOP-12?fields=summary,status",
        ),
        (
            "https://issues.example.org/jira/browse/SHOP-12",
            "Jira",
            "https://issues.example.org/jira/rest/api/2/issue/SHOP-12?fields=summary,status",
        ),
        ("https://linear.app/acme/issue/eng-12/faster-phone", "Linear", "https://api.linear.app/graphql"),
    ],
)
def test_an_issue_is_known_by_its_address(url: str, name: str, at: str) -> None:
    tracker = tracker_of(url)
    assert tracker is not None
    assert tracker.name == name
    assert str(asked(url).url) == at
    assert asked(url).secret == {}


@pytest.mark.parametrize(
    "url",
    ["https://github.com/acme/shop", "https://example.org/browse/this", "ftp://github.com/a/b/issues/1", "", "https://[",
     "https://me:secret@github.com/a/b/issues/1", "https://github.com.evil.example/a/b/issues/1",
     "https://trello.com/b/AbCd", "https://linear.app/acme/team"],
)  # fmt: skip
def test_other_addresses_are_links_and_nothing_more(url: str) -> None:
    assert tracker_of(url) is None


def test_tokens_travel_in_headers_as_each_tracker_wants_them() -> None:
    assert asked("https://github.com/a/b/issues/1", "t").secret == {"Authorization": "Bearer t"}
    assert asked("https://gitlab.com/a/b/-/issues/1", "t").secret == {"PRIVATE-TOKEN": "t"}
    assert asked("https://j.example/browse/A-1", "t").secret == {"Authorization": "Bearer t"}
    cloud = "Basic " + b64encode(b"ana@example.org:t").decode()
    assert asked("https://j.example/browse/A-1", "ana@example.org:t").secret == {"Authorization": cloud}
    assert asked("https://linear.app/a/issue/A-1", "t").secret == {"Authorization": "t"}
    trello = asked("https://trello.com/c/AbCd1234/1-faster", "k:t")
    assert trello.secret == {"Authorization": 'OAuth oauth_consumer_key="k", oauth_token="t"'}
    assert "t" not in trello.url.params.values()


@pytest.mark.parametrize(
    ("name", "said", "issue"),
    [
        ("GitHub", {"title": "Faster", "state": "open"}, Issue("Faster", "open", done=False)),
        ("GitHub", {"title": "Faster", "state": "closed"}, Issue("Faster", "closed", done=True)),
        ("GitLab", {"title": "Faster", "state": "opened"}, Issue("Faster", "opened", done=False)),
        ("GitLab", {"title": "Faster", "state": "merged"}, Issue("Faster", "merged", done=True)),
        (
            "Jira",
            {"fields": {"summary": "Faster", "status": {"name": "Fertig", "statusCategory": {"key": "done"}}}},
            Issue("Faster", "Fertig", done=True),
        ),
        (
            "Jira",
            {"fields": {"summary": "Faster", "status": {"name": "In Progress"}}},
            Issue("Faster", "In Progress", done=False),
        ),
        (
            "Linear",
            {"data": {"issue": {"title": "Faster", "state": {"name": "Shipped", "type": "completed"}}}},
            Issue("Faster", "Shipped", done=True),
        ),
        (
            "Trello",
            {"name": "Faster", "closed": False, "dueComplete": False, "list": {"name": "Doing"}},
            Issue("Faster", "Doing", done=False),
        ),
        (
            "Trello",
            {"name": "Faster", "closed": True, "dueComplete": False, "list": {"name": "Doing"}},
            Issue("Faster", "archived", done=True),
        ),
    ],
)
def test_an_answer_says_title_and_state(name: str, said: Any, issue: Issue) -> None:
    tracker = next(each for each in TRACKERS if each.name == name)
    assert tracker.reads(said) == issue


def test_an_issue_is_asked_for_in_the_process_that_fetches() -> None:
    def tell(question: Asked) -> Said:
        known = (
            question.path == "/api/v4/projects/acme%2Fshop/issues/3" and question.headers["private-token"] == "t0k3n"
        )
        return Said({"title": "Faster\nphone " + "x" * 400, "state": "closed"} if known else {}, 200 if known else 404)

    with serving(tell) as server:
        url = f"{server.url}/acme/shop/-/issues/3"
        said = looked_at(url=url, token="t0k3n", allowed=OURS, limits=SOON)
        assert said.title.startswith("Faster phone x")
        assert len(said.title) == 300
        assert (said.state, said.done) == ("closed", True)
        with pytest.raises(SourceError, match="VITALFEW_EGRESS_ALLOW"):
            looked_at(url=url, token="t0k3n", allowed=[], limits=SOON)


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (Said({"message": "401 t0k3n is wrong"}, 401), r"answered 401 \(“401 … is wrong”\): the token is refused"),
        (Said({"message": "Not Found"}, 404), "nothing is there, or the token may not see it"),
        (Said({"message": "x"}, 200), "tells nothing of this issue"),
        (Said([], 200), "tells nothing of this issue"),
        (Said(b"<title>Sign in</title>", 200), "a page titled “Sign in” where JSON was expected"),
    ],
)
def test_why_nothing_was_read_is_one_sentence_without_the_token(answer: Said, words: str) -> None:
    with serving(lambda _: answer) as server, pytest.raises(SourceError, match=words) as told:
        looked_at(url=f"{server.url}/acme/shop/-/issues/3", token="t0k3n", allowed=OURS, limits=SOON)
    assert "t0k3n" not in str(told.value)


def test_a_host_is_what_a_token_is_kept_for() -> None:
    assert host_of("https://GitHub.com/a/b/issues/1") == "github.com"
    assert host_of("http://127.0.0.1:8080/a") == "127.0.0.1:8080"
    assert host_of("nonsense") == ""
