"""No page, and nothing else below an address, shows or changes anything of a workspace to somebody who is not in it."""

import re
from pathlib import Path

import pytest
from django.apps import apps
from django.urls import URLPattern, URLResolver, get_resolver

import vitalfew
from vitalfew.accounts.models import Change
from vitalfew.accounts.scoping import Scoped

SOURCE = Path(vitalfew.__file__).parent
VALUES = {"int": "1", "slug": "product", "str": "product", "uuid": "00000000-0000-0000-0000-000000000001", "path": "a"}
# Where looking across workspaces is the point: who signs in, a token, a deletion, the undo, the sample.
MAY_LOOK_ACROSS = {
    "accounts/actions.py", "alerts/again.py", "alerts/links.py", "alerts/overdue.py", "alerts/watching.py",
    "alerts/withdrawing.py",
    "kpis/arriving.py", "kpis/readings.py", "okrs/initiatives.py", "okrs/rounds/chats.py", "okrs/rounds/links.py",
    "api/tokens.py", "accounts/deleting.py", "accounts/history.py", "accounts/scoping.py", "accounts/screens.py",
    "accounts/belonging.py", "accounts/models/history.py",
    "collecting/leasing.py", "jobs/models.py",
    "notices/composing.py", "notices/models/delivery.py", "notices/packing.py", "notices/sending.py",
    "notices/unsubscribing.py", "notices/withdrawing.py",
    "web/forms.py", "web/home/views.py", "web/middleware.py",
}  # fmt: skip


def every_address() -> list[str]:
    """One address for each pattern of the resolver, its parameters filled in."""
    return sorted(set(_addresses(get_resolver(), "/")))


def _addresses(resolver: URLResolver, prefix: str) -> list[str]:
    found = []
    for pattern in resolver.url_patterns:
        route = prefix + _filled(str(pattern.pattern))
        found += [route] if isinstance(pattern, URLPattern) else _addresses(pattern, route)
    return found


def _filled(route: str) -> str:
    route = re.sub(r"<(?:(\w+):)?\w+>", lambda match: VALUES[match[1] or "str"], route)
    return re.sub(r"\(\?P<\w+>[^)]*\)", "1", route).strip("^$")


def below_workspace() -> list[str]:
    return [address for address in every_address() if address.startswith("/w/")]


def test_the_walk_finds_the_pages():
    assert {"/w/product/", "/w/product/people/1/remove/", "/w/product/history/1/undo/"} <= set(below_workspace())


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_stranger_finds_nothing(product, stranger, method):
    answers = {address: getattr(stranger, method)(address).status_code for address in below_workspace()}
    assert {address: status for address, status in answers.items() if status != 404} == {}
    assert not Change.objects.exists()


def test_who_is_not_signed_in_is_asked_to(product, client):
    for address in below_workspace():
        answer = client.get(address, headers={"host": "127.0.0.1"})
        assert (answer.status_code, answer["Location"].partition("?")[0]) == (302, "/accounts/login/"), address


def test_a_part_of_a_page_asks_for_the_whole_when_the_session_is_over(product, client):
    answer = client.get("/w/product/search/?q=ana", headers={"host": "127.0.0.1", "hx-request": "true"})
    assert (answer.headers["HX-Refresh"], answer.content) == ("true", b"")


def test_the_api_answers_nobody_without_a_token(product, client):
    closed = [a for a in every_address() if a.startswith(("/api/", "/metrics")) and not a.endswith("openapi.json")]
    assert {"/api/v1/kpis/1/observations", "/api/v1/breaches", "/metrics"} <= set(closed)
    for address in closed:
        for method in ("get", "post", "put", "patch", "delete"):
            assert getattr(client, method)(address, headers={"host": "127.0.0.1"}).status_code in (401, 404, 405)


def test_records_of_another_workspace_are_not_found(product, stranger):
    for address in ("people", "teams"):
        key = product.ana.pk if address == "people" else product.ana.team_id
        assert stranger.get(f"/w/other/{address}/{key}/").status_code == 404
        assert product.ana_browses.get(f"/w/product/{address}/{key}/").status_code == 200


def test_only_a_few_files_look_across_workspaces():
    across = {
        str(path.relative_to(SOURCE))
        for path in SOURCE.rglob("*.py")
        if "tests" not in path.parts and "migrations" not in path.parts and ".everywhere." in path.read_text()
    }
    assert across <= MAY_LOOK_ACROSS, "objects sees one workspace; everywhere is for what must see more"


def test_every_record_belongs_to_a_workspace():
    outside = {"accounts.User", "accounts.Workspace"}
    ours = [m for m in apps.get_models() if m.__module__.startswith("vitalfew.")]
    assert {m._meta.label for m in ours if not issubclass(m, Scoped)} == outside
