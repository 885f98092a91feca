"""What `vitalfew init` and `vitalfew token` refuse, and that nothing is made then."""

import io

import pytest

from vitalfew.accounts.actions import first_run
from vitalfew.accounts.models import Token, User, Workspace
from vitalfew.cli.root import run as run_line

pytestmark = [pytest.mark.django_db, pytest.mark.once]

PASSWORD = "correct horse battery"


@pytest.fixture
def apollo():
    """A workspace that is set up."""
    return first_run(workspace_name="Apollo", email="ana@example.org", password=PASSWORD, zone="UTC").workspace


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["create", "x", "--email", "ben@example.org"], "Nobody in this workspace has the address ben@example.org"),
        (["create", "x", "--workspace", "gemini"], "There is no workspace “gemini”. Write one of: apollo."),
        (["create", " "], "The token's name is empty"),
        (["create", "x" * 101], "longer than 100 characters"),
    ],
)
def test_a_token_for_nobody_is_refused(apollo, capsys, words: list[str], says: str):
    assert run_line(["token", *words]) == 2
    shown = capsys.readouterr()
    assert (shown.out, Token.everywhere.count()) == ("", 0)
    assert says in shown.err


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"--email": "ana"}, "--email: Enter a valid email address."),
        ({"--zone": "Mars/Olympus"}, "--zone: “Mars/Olympus” is not a time zone"),
        ({"--workspace": " "}, "--workspace: This field cannot be blank."),
        ({"password": "password"}, "the password: This password is too short"),
    ],
)
def test_init_says_what_cannot_be_used_and_makes_nothing(db, monkeypatch, capsys, changed: dict[str, str], says: str):
    given = {"--workspace": "Apollo", "--email": "ana@example.org", "--zone": "Europe/Berlin", **changed}
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{given.pop('password', PASSWORD)}\n"))
    monkeypatch.setattr("vitalfew.cli.prepare.prepare", lambda: None)  # the test's database is migrated
    assert run_line(["init", *(word for pair in given.items() for word in pair), "--password-stdin"]) == 2
    assert says in capsys.readouterr().err
    assert not Workspace.objects.exists()
    assert not User.objects.exists()


def test_without_a_workspace_no_token_is_made(db, capsys):
    assert run_line(["token", "create", "x"]) == 2
    assert "There is no workspace yet" in capsys.readouterr().err
