"""What the guard lets through, and the disguises that it knows."""

import socket
import subprocess
import sys
from collections.abc import Iterator

import pytest

from vitalfew.egress import guard

pytestmark = pytest.mark.plain

PUBLIC = ("8.8.8.8", "1.1.1.1", "2606:4700:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808")
REFUSED = (
    "0.0.0.0", "127.0.0.1", "127.8.8.8", "10.1.2.3", "172.16.0.1", "172.31.255.255", "192.168.1.1",
    "169.254.169.254", "169.254.170.2", "100.64.0.1", "100.100.100.200", "168.63.129.16", "192.0.0.192",
    "192.0.2.1", "198.18.0.1", "198.51.100.1", "203.0.113.1", "224.0.0.1", "239.255.255.250", "240.0.0.1",
    "255.255.255.255", "::", "::1", "::127.0.0.1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:169.254.169.254",
    "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe", "64:ff9b:1::a00:1", "2002:7f00:1::", "2002:a9fe:a9fe::1",
    "2002:808:808::1",
    "2001:0:4136:e378:8000:63bf:3fff:fdd2", "2001:0:7f00:1::", "2001:db8::1", "fe80::1", "fe80::1%eth0", "fec0::1",
    "fc00::1", "fd00:ec2::254", "ff02::1", "ff0e::1", "100::1", "3fff::1",
)  # fmt: skip
NAMES = ("localhost", "2130706433", "0x7f000001", "0177.0.0.1", "127.1", "example.org", "")


@pytest.mark.parametrize("address", PUBLIC)
def test_public(address: str) -> None:
    guard.check((address, 443))


@pytest.mark.parametrize("address", REFUSED)
def test_not_public(address: str) -> None:
    with pytest.raises(guard.Refused, match="VITALFEW_EGRESS_ALLOW"):
        guard.check((address, 443))


@pytest.mark.parametrize("name", NAMES)
def test_a_name_is_never_dialled(name: str) -> None:
    with pytest.raises(guard.Refused, match="is a name"):
        guard.check((name, 443), allowed=guard.allowance([name]))


@pytest.mark.parametrize(
    ("entry", "address"),
    [
        ("10.1.2.3", ("10.1.2.3", 80)),
        ("10.1.2.3", ("::ffff:10.1.2.3", 80, 0, 0)),
        ("10.1.2.3:80", ("10.1.2.3", 80)),
        ("10.0.0.0/8", ("10.1.2.3", 80)),
        ("localhost", ("127.0.0.1", 80)),
        ("LocalHost:80", ("127.0.0.1", 80)),
        ("[::1]:80", ("::1", 80, 0, 0)),
        ("::1", ("::1", 80, 0, 0)),
        ("fd00::/8", ("fd00::5", 80, 0, 0)),
    ],
)
def test_allowed(entry: str, address: tuple[object, ...]) -> None:
    guard.check(address, allowed=guard.allowance([f" {entry} "]))


@pytest.mark.parametrize(
    "entry", ["10.1.2.3:81", "10.1.2.4", "192.168.0.0/16", "localhost", "no-such-name.invalid", ""]
)
def test_not_this_one(entry: str) -> None:
    with pytest.raises(guard.Refused):
        guard.check(("10.1.2.3", 80), allowed=guard.allowance([entry]))


def test_pinned_is_the_first_address_that_may_be_dialled(monkeypatch: pytest.MonkeyPatch) -> None:
    found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (each, 0)) for each in ("10.0.0.1", "8.8.8.8")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: found)
    assert guard.pinned("db.example.org", 5432, []) == "8.8.8.8"
    assert guard.pinned("db.example.org", 5432, ["10.0.0.1:5432"]) == "10.0.0.1"
    assert guard.pinned_all("db.example.org", 5432, ["10.0.0.1"]) == ["10.0.0.1", "8.8.8.8"]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: found[:1])
    with pytest.raises(guard.Refused):
        guard.pinned("db.example.org", 5432, ["10.0.0.1:5433"])


@pytest.mark.parametrize("host", ["127.0.0.1", "2130706433", "0177.0.0.1", "0x7f.1", "127.1", "localhost", "0"])
def test_pinned_refuses_disguised_names(host: str) -> None:
    with pytest.raises(OSError, match=r"VITALFEW_EGRESS_ALLOW|not known|No address|service"):
        guard.pinned(host, 80, [])


def guarded(code: str, *, allowed: str = "") -> str:
    """What a guarded process says to some code."""
    start = f"import socket, sys; from vitalfew.egress import guard; guard.install({allowed.split()!r})\n"
    report = "\nexcept OSError as error: print(type(error).__name__)\nelse: print('connected')"
    lines = "\n".join(f"    {line}" for line in code.splitlines())
    done = subprocess.run(
        [sys.executable, "-c", f"{start}try:\n{lines}{report}"], capture_output=True, text=True, timeout=30
    )
    assert not done.stderr
    return done.stdout.strip()


@pytest.fixture
def port() -> Iterator[int]:
    """A server on loopback."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "2130706433", "0177.1", "0.0.0.0"])
def test_no_socket_reaches_loopback(port: int, host: str) -> None:
    assert guarded(f"socket.create_connection(({host!r}, {port}), 5)") == "Refused"


def test_an_allowed_one_does(port: int) -> None:
    connect = f"socket.create_connection(('127.0.0.1', {port}), 5)"
    assert guarded(connect, allowed=f"localhost:{port}") == "connected"
    assert guarded(connect, allowed="localhost:1") == "Refused"


@pytest.mark.parametrize(
    "code",
    [
        "socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b'.', ('127.0.0.1', 9))",
        "socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendmsg([b'.'], [], 0, ('127.0.0.1', 9))",
        "socket.socket(socket.AF_UNIX).connect('/var/run/docker.sock')",
        "import _socket; _socket.socket(socket.AF_INET, socket.SOCK_STREAM).connect(('127.0.0.1', 9))",
        "socket.socket().connect_ex(('localhost', 9))",
        "import http.client; http.client.HTTPConnection('127.0.0.1', 9).request('GET', '/')",
    ],
)
def test_every_way_out_is_guarded(code: str) -> None:
    assert guarded(code) == "Refused"


def test_a_second_answer_of_the_name_server_changes_nothing(port: int) -> None:
    code = f"""answers = ['8.8.8.8', '127.0.0.1']
real = socket.getaddrinfo
def rebound(host, *args, **more): return real(answers.pop(0), *args, **more)
socket.getaddrinfo = rebound
assert guard.pinned('evil.example.org', {port}, []) == '8.8.8.8'
socket.create_connection(('evil.example.org', {port}), 5)"""
    assert guarded(code) == "Refused"


def test_a_redirect_is_another_hop() -> None:
    import threading
    from http.server import BaseHTTPRequestHandler, HTTPServer

    class Redirects(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(302)
            self.send_header("Location", "http://169.254.169.254/latest/meta-data/")
            self.end_headers()

        def log_message(self, *_: object) -> None: ...

    with HTTPServer(("127.0.0.1", 0), Redirects) as server:
        threading.Thread(target=server.handle_request, daemon=True).start()
        code = f"import urllib.request as u; u.urlopen('http://127.0.0.1:{server.server_port}/', timeout=5)"
        raised = guarded(f"try: {code}\nexcept u.URLError as error: raise error.reason", allowed="127.0.0.1")
    assert raised == "Refused"


def test_another_port_than_the_allowed_one_is_named() -> None:
    allowed = guard.allowance(["127.0.0.1:5432", "[::1]:5432"])
    for host, words in (
        ("127.0.0.1", r"^127\.0\.0\.1:5439 is not a public"),
        ("::1", r"^\[::1\]:5439 is not a public"),
    ):
        guard.check((host, 5432), allowed=allowed)
        with pytest.raises(guard.Refused, match=words):
            guard.check((host, 5439), allowed=allowed)
