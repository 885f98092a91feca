"""What a repository tells, on repositories that the test makes and on this project's own."""

import os
import ssl
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from vitalfew.sources.bounds import Bounds, within
from vitalfew.sources.child import Limits, fetched
from vitalfew.sources.contract import Point, SourceError
from vitalfew.sources.git.command import Git
from vitalfew.sources.git.history import commits, head
from vitalfew.sources.git.measures import MEASURES
from vitalfew.sources.git.source import SOURCE

pytestmark = pytest.mark.plain
MONDAY = datetime(2026, 1, 5, 9, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
WEEK = [datetime(2026, 1, 5, tzinfo=UTC) + week * 7 * DAY for week in range(4)]
ROOT = Path(__file__).parents[5]
CANARY = "canary-7f3a"


class Repository:
    """A repository that grows as a test says."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True)
        self.git("init", "--quiet", "--initial-branch=main", "--template=")

    def git(self, *arguments: str, at: datetime = MONDAY) -> None:
        who = {f"GIT_{role}_{part}": "a@b.example" for role in ("AUTHOR", "COMMITTER") for part in ("NAME", "EMAIL")}
        when = {f"GIT_{role}_DATE": at.isoformat() for role in ("AUTHOR", "COMMITTER")}
        clean = {"PATH": os.environ["PATH"], "HOME": str(self.folder), "GIT_CONFIG_NOSYSTEM": "1"}
        subprocess.run(["git", *arguments], cwd=self.folder, env=clean | who | when, check=True, capture_output=True)

    def commit(self, subject: str, at: datetime) -> None:
        self.git("commit", "--quiet", "--allow-empty", "-m", subject, at=at)

    def tag(self, name: str, at: datetime) -> None:
        self.git("tag", "-a", name, "-m", name, at=at)


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    made = Repository(tmp_path / "listed" / "shop")
    made.commit("Begin", MONDAY)
    made.tag("v1", MONDAY + HOUR)
    made.commit("Add a cart", MONDAY + 10 * HOUR)
    made.commit("Add a till", MONDAY + 20 * HOUR)
    made.tag("v2", MONDAY + 2 * DAY)
    made.git("tag", "nightly", at=MONDAY + 2 * DAY)
    made.git("switch", "--quiet", "-c", "side")
    made.commit("A side", MONDAY + 7 * DAY)
    made.git("switch", "--quiet", "main")
    made.commit('Revert "Add a till"', MONDAY + 7 * DAY + HOUR)
    made.git("merge", "--quiet", "--no-ff", "-m", "Merge the side", "side", at=MONDAY + 7 * DAY + 2 * HOUR)
    made.tag("v3", MONDAY + 8 * DAY)
    made.commit("Hotfix: the cart", MONDAY + 21 * DAY)
    made.tag("v3.1", MONDAY + 21 * DAY + HOUR)
    return made


def fetch(folder: Path, measure: str, since: datetime | None = None, **spec: str) -> list[Point]:
    with within(Bounds(folders=(str(folder.parent),))):
        return list(SOURCE.fetch({"repository": str(folder), "measure": measure, **spec}, since))


def until(points: list[Point], moment: datetime) -> list[tuple[datetime | None, float, int | None]]:
    return [tuple(each) for each in points if each.time and each.time <= moment]


def test_deployments_are_tags(repository: Repository) -> None:
    points = fetch(repository.folder, "deployments")
    assert until(points, WEEK[3]) == [(WEEK[0], 2, None), (WEEK[1], 1, None), (WEEK[2], 0, None), (WEEK[3], 1, None)]
    assert {each.value for each in points[4:]} <= {0}
    assert until(fetch(repository.folder, "deployments", MONDAY + 8 * DAY), WEEK[1]) == [(WEEK[1], 1, None)]
    daily = fetch(repository.folder, "deployments", tags="night*", per="day", zone="Asia/Tokyo")
    assert daily[0] == Point(datetime(2026, 1, 5, 15, tzinfo=UTC), 1)


def test_lead_time_is_the_median_of_the_commits_that_a_tag_brings(repository: Repository) -> None:
    points = fetch(repository.folder, "lead_time")
    assert points == [
        Point(MONDAY + 2 * DAY, (38 + 28) / 2, 2),
        Point(MONDAY + 8 * DAY, (24 + 23) / 2, 2),
        Point(MONDAY + 21 * DAY + HOUR, 1, 1),
    ]
    assert fetch(repository.folder, "lead_time", MONDAY + 8 * DAY) == points[1:]
    assert fetch(repository.folder, "lead_time", MONDAY + 90 * DAY) == []


def test_reverts_and_hotfixes_are_a_share_of_deployments(repository: Repository) -> None:
    repository.commit("Explain the till", MONDAY + 21 * DAY + 2 * HOUR)
    repository.tag("v3.2", MONDAY + 22 * DAY)
    assert fetch(repository.folder, "repairs") == [Point(WEEK[0], 0, 1), Point(WEEK[1], 100, 1), Point(WEEK[3], 50, 2)]
    assert "proxy of change failure" in MEASURES["repairs"][0]


@pytest.mark.parametrize(
    ("subject", "value"),
    [
        ('Revert "Add a till"', 100),
        ("Hotfix for the till", 100),
        ("hot-fix: till", 100),
        ("Roll back the till", 100),
        ("Rolled back", 100),
        ("Reverting needs a button", 0),
        ("Show hotels", 0),
    ],
)
def test_what_counts_as_a_repair(tmp_path: Path, subject: str, value: float) -> None:
    made = Repository(tmp_path / "a")
    made.commit("Begin", MONDAY)
    made.tag("v1", MONDAY)
    made.commit(subject, MONDAY + HOUR)
    made.tag("v2", MONDAY + DAY)
    assert fetch(made.folder, "repairs") == [Point(WEEK[0], value, 1)]


@pytest.mark.parametrize("measure", ["deployments", "commits"])
def test_nothing_is_counted_before_the_first_commit(repository: Repository, measure: str) -> None:
    points = fetch(repository.folder, measure, MONDAY - 60 * DAY)
    assert points[0] == Point(WEEK[0], {"deployments": 2.0, "commits": 3.0}[measure])
    hourly = fetch(repository.folder, measure, MONDAY - DAY, per="hour")
    assert hourly[0].time == MONDAY


def test_commits_of_the_main_branch_without_merges(repository: Repository) -> None:
    points = fetch(repository.folder, "commits")
    assert until(points, WEEK[3]) == [(WEEK[0], 3, None), (WEEK[1], 2, None), (WEEK[2], 0, None), (WEEK[3], 1, None)]
    assert until(fetch(repository.folder, "commits", WEEK[1] + DAY), WEEK[1]) == [(WEEK[1], 2, None)]


def test_this_project_s_own_history() -> None:
    points = fetch(ROOT, "commits", per="day")
    with within(Bounds(folders=(str(ROOT),))):
        every = commits(Git(ROOT), [head(Git(ROOT))])
    assert sum(each.value for each in points) == sum(len(each.parents) < 2 for each in every)


@pytest.mark.parametrize(
    ("spec", "words"),
    [
        ({"tags": "release-*"}, "No tag matches “release-*”, the latest are “v2”, “v3”, “v3.1”"),
        ({"tags": "--output=/tmp/x"}, "No tag matches “--output=/tmp/x”"),
        ({"measure": "lines"}, "“lines” is not told by a repository: choose one of deployments"),
        ({"zone": "Mars/Phobos"}, "is no time zone"),
        ({"repository": "/etc"}, "lies in no folder that sources may read"),
        ({"repository": "relative"}, "lies in no folder that sources may read"),
        ({"repository": "--upload-pack=touch /tmp/x"}, "lies in no folder that sources may read"),
        ({"repository": ""}, "lies in no folder that sources may read"),
        ({"repository": "file:///etc"}, "Only https:// is fetched"),
        ({"repository": "http://a.example/x.git"}, "Only https:// is fetched"),
        ({"repository": "ssh://git@a.example/x.git"}, "Only https:// is fetched"),
        ({"repository": "git@a.example:x.git"}, "Only https:// is fetched"),
        ({"repository": "ext::sh -c touch% /tmp/x"}, "Only https:// is fetched"),
        ({"repository": "https://me:pass@a.example/x.git"}, "holds a user or a password"),
        ({"repository": "https://nowhere.invalid/x.git"}, "cannot be reached from this server"),
        ({"repository": "https://169.254.169.254/x.git"}, "is not a public address"),
        ({"repository": "https://localhost:8443/x.git"}, "is not a public address"),
    ],
)
def test_what_cannot_be_is_said(repository: Repository, spec: dict[str, str], words: str) -> None:
    with pytest.raises(SourceError) as caught:
        fetch(repository.folder, **{"measure": "deployments", **spec})
    assert words in str(caught.value)


def test_folders_that_hold_no_whole_repository(tmp_path: Path, repository: Repository) -> None:
    listed = repository.folder.parent
    (listed / "plain").mkdir()
    (listed / "file").touch()
    outside = Repository(tmp_path / "outside")
    outside.commit("Begin", MONDAY)
    (listed / "link").symlink_to(outside.folder)
    (listed / "pointing").mkdir()
    (listed / "pointing" / ".git").write_text(f"gitdir: {outside.folder}/.git\n")
    for name, words in (
        ("plain", "is no git repository"),
        ("file", "is no folder"),
        ("gone", "is no folder"),
        ("link", "lies in no folder"),
        ("pointing", "keeps its history outside"),
    ):
        with pytest.raises(SourceError, match=words):
            fetch(listed / name, "commits")


def test_a_repository_without_commits_or_tags(tmp_path: Path) -> None:
    empty = Repository(tmp_path / "empty")
    with pytest.raises(SourceError, match="has no commit on its main branch"):
        fetch(empty.folder, "commits")
    with pytest.raises(SourceError, match="The repository has no tags, which this counts: tag what is deployed"):
        fetch(empty.folder, "deployments")
    empty.commit("Begin", MONDAY)
    empty.tag("v1", MONDAY)
    assert fetch(empty.folder, "lead_time") == []
    assert fetch(empty.folder, "repairs") == []


def test_what_a_repository_is_told_to_run_does_not_run(repository: Repository, tmp_path: Path) -> None:
    trap = tmp_path / "ran"
    program = tmp_path / "program"
    program.write_text(f"#!/bin/sh\ntouch {trap}\n")
    program.chmod(0o755)
    for name in ("core.fsmonitor", "core.pager", "core.sshCommand", "gpg.program", "core.alternateRefsCommand"):
        repository.git("config", name, str(program))
    for name, value in (
        ("log.showSignature", "true"),
        ("remote.o.promisor", "true"),
        ("remote.o.url", f"ext::{program}"),
    ):
        repository.git("config", name, value)
    repository.git("config", "alias.rev-list", f"!{program}")
    for measure in MEASURES:
        fetch(repository.folder, measure)
    assert not trap.exists()


class Hub(BaseHTTPRequestHandler):
    """Serves repositories as git's own `http-backend` does, to those who show a token."""

    protocol_version = "HTTP/1.1"
    root: Path
    seen: list[tuple[str, str]]

    def do_GET(self) -> None:
        url = urlsplit(self.path)
        self.seen.append((self.path, self.headers.get("Authorization", "")))
        if url.path.startswith("/slow"):
            time.sleep(3)
        if url.path.startswith("/moved"):
            self.send_response(302)
            self.send_header("Location", "http://169.254.169.254/")
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        if url.path.startswith("/private") and not self.headers.get("Authorization"):
            self.send_error(401)
            return
        length = int(self.headers.get("content-length") or 0)
        environment = {
            "PATH": os.environ["PATH"], "GIT_PROJECT_ROOT": str(self.root), "GIT_HTTP_EXPORT_ALL": "1",
            "PATH_INFO": url.path.removeprefix("/private"), "QUERY_STRING": url.query, "REQUEST_METHOD": self.command,
            "CONTENT_TYPE": self.headers.get("content-type", ""), "CONTENT_LENGTH": str(length),
            "HTTP_GIT_PROTOCOL": self.headers.get("git-protocol", ""), "HTTP_CONTENT_ENCODING":
            self.headers.get("content-encoding", ""), "GIT_CONFIG_COUNT": "2",
            "GIT_CONFIG_KEY_0": "uploadpack.allowFilter", "GIT_CONFIG_VALUE_0": "true",
            "GIT_CONFIG_KEY_1": "safe.directory", "GIT_CONFIG_VALUE_1": "*",
        }  # fmt: skip
        done = subprocess.run(
            ["git", "http-backend"], input=self.rfile.read(length), env=environment, capture_output=True
        )
        head_, _, body = done.stdout.partition(b"\r\n\r\n")
        fields = dict(line.split(": ", 1) for line in head_.decode().splitlines() if ": " in line)
        self.send_response(int(fields.pop("Status", "200").split()[0]))
        fields["Content-Length"] = str(len(body))
        for name, value in fields.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    do_POST = do_GET  # noqa: N815

    def log_message(self, *_: object) -> None:
        pass


def certified(folder: Path) -> tuple[Path, Path]:
    """A key and a certificate that localhost gives itself."""
    private, name = (
        ec.generate_private_key(ec.SECP256R1()),
        x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")]),
    )
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder(name, name, private.public_key(), x509.random_serial_number(), now - DAY, now + DAY)
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(private, hashes.SHA256())
    )
    key, certificate = folder / "key.pem", folder / "certificate.pem"
    form = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    key.write_bytes(private.private_bytes(*form))
    certificate.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    return key, certificate


@pytest.fixture
def hub(
    tmp_path: Path, repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    key, certificate = certified(tmp_path)
    handler = type("Here", (Hub,), {"root": repository.folder.parent, "seen": []})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    yield f"https://localhost:{server.server_port}", handler.seen
    server.shutdown()
    server.server_close()
    thread.join()


def cloned(url: str, measure: str, **spec: str) -> list[Point]:
    host = url.removeprefix("https://").partition("/")[0]
    spec = {"repository": url, "measure": measure, **spec}
    return fetched(kind="git", spec=spec, since=None, allowed=[host])


def test_a_repository_of_the_web_is_cloned_without_its_files(hub: tuple[str, list], repository: Repository) -> None:
    url, seen = hub
    for measure in MEASURES:
        assert cloned(f"{url}/shop", measure) == fetch(repository.folder, measure)
    assert {authorization for _, authorization in seen} == {""}


def test_a_token_goes_in_a_header_to_its_host(hub: tuple[str, list]) -> None:
    url, seen = hub
    assert cloned(f"{url}/private/shop", "commits", token=CANARY)
    assert {authorization for _, authorization in seen} == {"Basic dG9rZW46Y2FuYXJ5LTdmM2E="}
    assert CANARY not in str([path for path, _ in seen])


@pytest.mark.parametrize(
    ("path", "token", "words"),
    [
        ("/private/shop", "", "refuses the token or wants one"),
        ("/gone", CANARY, "has no such repository"),
        ("/moved/shop", CANARY, "sends on to another address"),
    ],
)
def test_why_a_clone_fails(hub: tuple[str, list], path: str, token: str, words: str) -> None:
    with pytest.raises(SourceError) as caught:
        cloned(hub[0] + path, "commits", token=token)
    assert words in str(caught.value)
    assert CANARY not in str(caught.value)


def test_a_host_that_hangs_is_left_in_time(hub: tuple[str, list]) -> None:
    began = time.monotonic()
    limits, host = Limits(seconds=3), hub[0].removeprefix("https://")
    with pytest.raises(SourceError, match="was not read within 3 s"):
        fetched(kind="git", spec={"repository": f"{hub[0]}/slow/shop"}, since=None, allowed=[host], limits=limits)
    assert time.monotonic() - began < 6


def test_more_history_than_is_fetched(hub: tuple[str, list], repository: Repository) -> None:
    for hours in range(20):
        repository.commit(os.urandom(3000).hex(), MONDAY + hours * HOUR)
    code = f"""
import resource
from vitalfew.sources.bounds import Bounds, within
from vitalfew.sources.git.source import SOURCE
resource.setrlimit(resource.RLIMIT_FSIZE, (30_000, 30_000))
with within(Bounds(allowed=("localhost",))):
    SOURCE.fetch({{"repository": "{hub[0]}/shop", "measure": "commits"}}, None)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert "has more history than is fetched" in done.stderr.splitlines()[-1]


def test_a_certificate_that_nobody_vouches_for(hub: tuple[str, list], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SSL_CERT_FILE")
    with pytest.raises(SourceError, match="a certificate that does not hold"):
        cloned(f"{hub[0]}/shop", "commits")


def test_a_host_that_is_not_allowed_is_not_dialled(hub: tuple[str, list]) -> None:
    with pytest.raises(SourceError, match="is not a public address"):
        fetched(kind="git", spec={"repository": f"{hub[0]}/shop"}, since=None, allowed=[])
    assert hub[1] == []
