import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.core import mail
from django.core.cache import cache
from django.db import connection, connections
from django.test import Client, RequestFactory, override_settings
from django.urls import path, reverse
from django.utils.module_loading import import_string

from vitalfew.config import settings as written
from vitalfew.config.urls import urlpatterns as real
from vitalfew.lib.sqlite.base import journal_mode
from vitalfew.web.tests.test_isolation import every_address


def test_every_answer_carries_the_policy(product):
    for address in [*every_address(), "/nowhere", "/w/nobody/"]:
        policy = product.ana_browses.get(address).headers.get("Content-Security-Policy", "")
        assert "script-src 'self'" in policy, address
        assert "unsafe" not in policy
        for directive in ("frame-ancestors 'none'", "object-src 'none'", "base-uri 'none'"):
            assert directive in policy, address


def test_machines_get_the_policy_too():
    from vitalfew.config.wsgi import machines

    answer = machines.get_response(RequestFactory().get("/livez", headers={"host": "127.0.0.1"}))
    assert answer.content == b"alive\n"
    assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]


def _fails(request):
    raise RuntimeError("on purpose")


urlpatterns = [*real, path("fails/", _fails)]


@override_settings(ROOT_URLCONF=__name__)
def test_a_failure_is_answered_in_words_without_the_database(product, monkeypatch):
    product.ana_browses.raise_request_exception = False
    answer = product.ana_browses.get("/fails/")
    assert answer.status_code == 500
    assert "Content-Security-Policy" in answer.headers
    assert "Something failed on our side" in answer.content.decode()

    def refuse(*args: object, **kwargs: object) -> None:
        raise RuntimeError("the database is gone")

    browser = Client(HTTP_HOST="127.0.0.1", raise_request_exception=False)
    browser.cookies = product.ana_browses.cookies
    with monkeypatch.context() as broken:
        broken.setattr(connection, "cursor", refuse)
        answer = browser.get("/w/product/people/")
    assert answer.status_code == 500
    assert "Try again in a minute" in answer.content.decode()


def test_cookies_are_closed(product):
    browser = Client(HTTP_HOST="127.0.0.1")
    browser.post("/accounts/login/", {"login": "ana@example.org", "password": "correct horse battery"})
    session, csrf = browser.cookies["__Host-vitalfew"], Client(HTTP_HOST="127.0.0.1").get("/accounts/login/").cookies
    for cookie in (session, csrf["__Host-vitalfew-csrf"]):
        assert (cookie["httponly"], cookie["secure"], cookie["samesite"]) == (True, True, "Lax")
        assert (cookie["path"], cookie["domain"]) == ("/", "")


EVIL = ("//evil.example", "\\\\evil.example", "/\\evil.example", "https://evil.example/", "javascript:evil()")


@pytest.mark.parametrize("evil", EVIL)
def test_redirects_stay_here(product, evil):
    browser = Client(HTTP_HOST="127.0.0.1")
    answer = browser.post(
        f"/accounts/login/?next={evil}", {"login": "ana@example.org", "password": "correct horse battery", "next": evil}
    )
    assert answer.headers["Location"] == "/"
    assert browser.post("/theme/", {"theme": "dark", "next": evil}).headers["Location"] == "/"
    assert "evil" not in browser.post("/accounts/logout/", {"next": evil}).headers["Location"]


def test_an_undo_leads_back_only_to_this_site(product):
    product.ana_browses.post("/w/product/teams/add/", {"name": "Design"})
    change = product.ana_browses.get("/w/product/history/").context["page"][0]
    answer = product.ana_browses.post(
        f"/w/product/history/{change.pk}/undo/", headers={"referer": "https://evil.example/w/x/"}
    )
    assert answer.headers["Location"] == "/w/product/history/"


def test_passwords_are_hashed_within_the_budget():
    (name,) = written.PASSWORD_HASHERS
    hasher = import_string(name)()
    assert (hasher.algorithm, hasher.memory_cost, hasher.time_cost, hasher.parallelism) == ("argon2", 19 * 1024, 2, 1)
    assert hasher.verify("correct horse battery", hasher.encode("correct horse battery", hasher.salt()))


@pytest.mark.parametrize("password", ["short1", "password123", "1234567890"])
def test_common_passwords_are_refused(product, password):
    answer = product.ana_browses.post(
        reverse("account_change_password"),
        {"oldpassword": "correct horse battery", "password1": password, "password2": password},
    )
    assert answer.status_code == 200
    assert answer.context["form"].errors["password1"]


def test_guessing_passwords_is_slowed_down(product):
    cache.clear()
    browser = Client(HTTP_HOST="127.0.0.1")
    for number in range(12):
        browser.post("/accounts/login/", {"login": "ana@example.org", "password": f"guess number {number}"})
    right = {"login": "ana@example.org", "password": "correct horse battery"}
    answer = browser.post("/accounts/login/", right)
    assert answer.status_code == 429 or "Too many failed" in answer.content.decode()
    cache.clear()


GUESS = """
import sys
import django
django.setup()
from django.test import Client
browser = Client(HTTP_HOST="127.0.0.1")
for number in range(3):
    given = {"login": "ana@example.org", "password": f"guess {sys.argv[1]} {number}"}
    answer = browser.post("/accounts/login/", given)
    print(answer.status_code == 429 or "Too many failed" in answer.content.decode())
"""


def test_guesses_are_counted_over_all_processes(installed):
    ours = {name: value for name, value in os.environ.items() if not name.startswith(("VITALFEW_", "DJANGO_"))}
    seen = ours | {"VITALFEW_DATA": str(installed), "DJANGO_SETTINGS_MODULE": "vitalfew.config.settings"}
    make = [Path(sys.executable).parent / "vitalfew", "init", "--workspace", "Product", "--email", "ana@example.org"]
    subprocess.run([*make, "--password-stdin"], input=b"correct horse battery", env=seen, check=True, timeout=60)
    said = [
        subprocess.run([sys.executable, "-c", GUESS, who], env=seen, check=True, capture_output=True, timeout=60).stdout
        for who in ("one", "two")
    ]
    assert said[0].split() == [b"False"] * 3
    assert said[1].split() == [b"False", b"False", b"True"]


def test_asking_too_often_is_answered_in_words(product):
    cache.clear()
    browser = Client(HTTP_HOST="127.0.0.1")
    answers = [browser.post("/accounts/password/reset/", {"email": "ana@example.org"}) for _ in range(21)]
    assert answers[-1].status_code == 429
    assert "Wait, and try again once." in answers[-1].content.decode()
    cache.clear()


def test_a_forgotten_password_tells_nobody_who_has_an_account(product):
    cache.clear()
    answers = [
        Client(HTTP_HOST="127.0.0.1").post("/accounts/password/reset/", {"email": f"{name}@example.org"})
        for name in ("ana", "nobody")
    ]
    assert len({(answer.status_code, answer.headers["Location"]) for answer in answers}) == 1
    assert [message.to for message in mail.outbox] == [["ana@example.org"]]


def test_nobody_signs_up(product, client):
    new = {"email": "eve@example.org", "password1": "correct horse battery"}
    answer = client.post("/accounts/signup/", new, headers={"host": "127.0.0.1"})
    assert "Nobody signs up by themselves" in answer.content.decode()


@pytest.mark.skipif(connection.vendor != "sqlite", reason="about SQLite")
def test_sqlite_begins_immediately_and_journals_safely(db):
    options = connections["default"].settings_dict["OPTIONS"]
    assert (options["transaction_mode"], options["timeout"]) == ("IMMEDIATE", 20)
    assert connections["default"].settings_dict["ATOMIC_REQUESTS"] is False
    with connection.cursor() as cursor:
        mode = cursor.execute("PRAGMA journal_mode").fetchone()[0]
        mapped = cursor.execute("PRAGMA mmap_size").fetchone()
    assert mode.upper() in (journal_mode(connection.Database.sqlite_version_info), "MEMORY")
    assert not (mapped and mapped[0])


def test_wal_only_from_the_version_that_mended_it():
    versions = ((3, 46, 1), (3, 51, 2), (3, 51, 3), (4, 0, 0))
    assert [journal_mode(version) for version in versions] == ["DELETE", "DELETE", "WAL", "WAL"]


def test_what_people_write_is_escaped_in_the_help_of_a_field_and_hints_are_not(product):
    from vitalfew.kpis.actions import Value, record
    from vitalfew.kpis.models import Definition, Kpi, Origin

    definition = Definition.objects.create(name="Lead time", unit="<img src=x onerror=alert(1)>")
    kpi = Kpi.objects.create(definition=definition, team=product.ana.team, frequency="month")
    now = datetime(2026, 3, 5, tzinfo=UTC)
    record(kpi=kpi, values=[Value(now, 7)], origin=Origin.HAND, by=product.ana, now=now)
    page = product.ana_browses.get(f"/w/product/kpis/{kpi.pk}/record/?period=2026-03-01").content.decode()
    assert "It has a value already" in page
    assert "<img" not in page
    hints = product.ana_browses.get("/accounts/password/change/").content.decode()
    assert "&lt;" not in hints
    assert "At least ten characters" in hints or "<li>" in hints


def test_a_refusal_is_one_line_of_the_log_and_an_error_has_its_traceback(product, caplog, monkeypatch):
    assert product.dana_browses.post("/w/product/change/cycles/new/").status_code == 403
    refused = next(each for each in caplog.records if getattr(each, "status_code", 0) == 403)
    assert (refused.levelname, refused.exc_info) == ("WARNING", None)
    monkeypatch.setattr("vitalfew.web.kept.views._home", lambda request: 1 / 0)
    product.dana_browses.raise_request_exception = False
    assert product.dana_browses.get("/w/product/views/").status_code == 500
    failed = next(each for each in caplog.records if getattr(each, "status_code", 0) == 500)
    assert failed.exc_info
