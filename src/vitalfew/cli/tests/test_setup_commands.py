import json
import re
import shutil
from pathlib import Path

import pytest

from vitalfew.channels.tests.post_office import PostOffice
from vitalfew.cli.shown_settings import shown_settings
from vitalfew.cli.tests.server import vitalfew
from vitalfew.lib.environment import PREFIX, SETTINGS

pytestmark = pytest.mark.plain

PASSWORD = "correct horse battery"
ROOT = Path(__file__).resolve().parents[4]


def init(folder: Path):
    words = ["--workspace", "Apollo", "--email", "ana@example.org", "--zone", "Europe/Berlin", "--password-stdin"]
    return vitalfew(folder, "init", *words, typed=f"{PASSWORD}\n")


@pytest.fixture(scope="module")
def apollo(prepared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = Path(shutil.copytree(prepared, tmp_path_factory.mktemp("apollo") / "installed"))
    assert init(folder).returncode == 0
    return folder


def test_a_token_is_printed_alone_on_stdout_and_kept_nowhere(apollo: Path):
    shown = vitalfew(apollo, "token", "create", "nightly export", "--email", "ana@example.org")
    assert (shown.returncode, shown.stderr) == (0, "")
    assert re.fullmatch(r"vf_[\w-]{40,}\n", shown.stdout)
    assert shown.stdout.strip().encode() not in (apollo / "vitalfew.sqlite3").read_bytes()


def test_a_second_init_is_refused(apollo: Path):
    shown = init(apollo)
    assert shown.returncode == 2
    assert "set up already" in shown.stderr


def test_doctor_lists_every_setting_and_where_it_came_from(apollo: Path, tmp_path: Path):
    (tmp_path / "hosts").write_text("goals.example.org\n")
    settings = {"VITALFEW_ALLOWED_HOSTS_FILE": str(tmp_path / "hosts"), "VITALFEW_BEHIND_PROXY": "yes"}
    with PostOffice() as post:
        shown = vitalfew(apollo, "doctor", "--format", "json", VITALFEW_EMAIL_URL=post.url, **settings)
    report = json.loads(shown.stdout)
    listed = {one["name"].removeprefix(PREFIX): one for one in report["settings"]}
    assert list(listed) == list(SETTINGS)
    assert (listed["ALLOWED_HOSTS"]["value"], listed["ALLOWED_HOSTS"]["origin"]) == (
        "goals.example.org",
        str(tmp_path / "hosts"),
    )
    assert (listed["BEHIND_PROXY"]["value"], listed["BEHIND_PROXY"]["origin"]) == ("yes", "environment")
    assert listed["LOG_LEVEL"]["origin"] == "default"
    assert (shown.returncode, {one["level"] for one in report["findings"]}) == (0, {"fine"})


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("smtp://127.0.0.1:25/?from=V <v@x.org>", "smtp://127.0.0.1:25/?from=V <v@x.org>"),
        ("smtp://ana@x.org:p@ss@mail.x.org:587/?tls=no", "smtp://ana@x.org:(hidden)@mail.x.org:587/?tls=no"),
        ("smtps://ana:s3cret@mail.x.org?from=v@x.org", "smtps://ana:(hidden)@mail.x.org?from=v@x.org"),
        ("postgres://ana:s3cret@[::1]:5432/goals?password=s3cret", "postgres://ana:(hidden)@[::1]:5432/goals"),
        ("sqlite:////var/lib/goals.db", "sqlite:////var/lib/goals.db"),
        ("smtp://ana:p/ss@mail.x.org", "(hidden)"),
        ("smtp://ana:p?ss@mail.x.org", "(hidden)"),
        ("a long secret key", "(hidden)"),
    ],
)
def test_of_an_address_all_but_the_password_is_shown(monkeypatch: pytest.MonkeyPatch, given: str, shown: str):
    monkeypatch.setenv("VITALFEW_EMAIL_URL", given)
    assert {one.name: one.value for one in shown_settings()}["VITALFEW_EMAIL_URL"] == shown


def test_doctor_shows_no_secret(tmp_path: Path):
    address = "postgres://ana:canary-1@127.0.0.1:1/goals?password=canary-2"
    mail = "smtp://ana:canary-4@127.0.0.1:1/?from=Goals <goals@example.org>"
    secrets = {"VITALFEW_SECRET_KEY": "canary-3", "VITALFEW_EMAIL_URL": mail}
    shown = vitalfew(tmp_path, "doctor", VITALFEW_DATABASE_URL=address, **secrets)
    assert "canary" not in shown.stdout + shown.stderr
    assert "smtp://ana:(hidden)@127.0.0.1:1/" in shown.stdout
    assert "postgres://ana:(hidden)@127.0.0.1:1/goals" in shown.stdout


@pytest.mark.parametrize(
    ("settings", "code", "says"),
    [
        ({"VITALFEW_BASE_URL": "http://goals.example.org"}, 0, "note   Sessions can be read on the way"),
        ({"VITALFEW_DATABSE_URL": "x"}, 0, "Did you mean VITALFEW_DATABASE_URL?"),
        ({}, 0, "note   The database lacks"),
        ({}, 0, "note   No mail server is named"),
        ({"VITALFEW_EMAIL_URL": "smtp://127.0.0.1:1"}, 1, "WRONG  The mail server 127.0.0.1:1 does not answer"),
        ({"VITALFEW_EMAIL_URL": "mail.example.org"}, 1, "WRONG  VITALFEW_EMAIL_URL cannot be used: it is no address"),
        ({"VITALFEW_DATABASE_URL": "postgres://a@127.0.0.1:1/c"}, 1, "WRONG  The database does not answer"),
        ({"VITALFEW_BEHIND_PROXY": "perhaps"}, 1, "WRONG  VITALFEW_BEHIND_PROXY is 'perhaps'"),
    ],
)
def test_doctor_names_what_is_to_be_done(tmp_path: Path, settings: dict[str, str], code: int, says: str):
    shown = vitalfew(tmp_path, "doctor", **settings)
    assert says in shown.stdout
    assert shown.returncode == code


def test_the_docs_name_every_setting():
    page = (ROOT / "docs" / "running.md").read_text()
    rows = re.findall(rf"^\| `{PREFIX}(\w+)` \|", page, re.MULTILINE)
    assert rows == list(SETTINGS)


def test_settings_are_read_by_their_declared_names_only():
    """`setting()` refuses a name that is not declared, so that doctor and docs cannot miss one."""
    read = "".join(path.read_text() for path in (ROOT / "src").rglob("*.py") if "tests" not in path.parts)
    named = set(re.findall(rf'environ(?:\.get)?[(\[]"{PREFIX}(\w+)"', read))
    assert named <= set(SETTINGS)
