"""What a web server may do to us, and what its owner then reads."""

import gzip
import json
import time
from collections.abc import Callable

import pytest

from vitalfew.sources.answers import accepted, parsed
from vitalfew.sources.contract import SourceError
from vitalfew.sources.secrets import without
from vitalfew.sources.tests.server import Asked, Said, Teller, serving
from vitalfew.sources.wire import Answer, Request, Wire, web_address
from vitalfew.sources.words import unanswered

pytestmark = pytest.mark.plain
CANARY = "canary-7f3a"


def ask(teller: Teller, path: str = "/", *, seconds: float = 5, **more: object) -> Answer:
    with serving(teller) as server, Wire(seconds=seconds) as wire:
        return wire.ask(Request(web_address(server.url + path), **more))


def failing(teller: Teller, **more: object) -> str:
    with pytest.raises(SourceError) as caught:
        parsed(accepted(ask(teller, secret={"Authorization": f"Bearer {CANARY}"}, **more)))
    assert CANARY not in str(caught.value)
    return str(caught.value)


def saying(*said: object) -> Teller:
    return lambda _: Said(*said)


def test_a_good_answer_is_read_also_where_it_is_packed() -> None:
    assert parsed(ask(saying({"a": 1}))) == {"a": 1}
    packed = gzip.compress(json.dumps([1, 2]).encode())
    assert parsed(ask(saying(packed, 200, {"Content-Encoding": "gzip"}))) == [1, 2]


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (Said(b"<!doctype html><title>Sign in</title>"), "a page titled “Sign in” where JSON was expected"),
        (Said(b'{"a": NaN}'), "NaN, which is no number"),
        (Said(b'{"a": -Infinity}'), "-Infinity, which is no number"),
        (Said(b'{"a": 1,}'), "broken JSON (line 1, column"),
        (Said(b"It works!"), "“It works!” where JSON was expected"),
        (Said(b"\xff\xfe\xfd\x00"), "where JSON was expected"),
        (Said(b""), "nothing where JSON was expected"),
        (Said(b"[" * 200_000), "nested too deep"),
        (Said(b" " * 1_000_001), "more than 1 MB"),
        (Said(gzip.compress(b"0" * 2_000_000), 200, {"Content-Encoding": "gzip"}), "more than 1 MB"),
        (Said(b"no gzip", 200, {"Content-Encoding": "gzip"}), "cannot be unpacked"),
        (Said(gzip.compress(b"[1]")[:-4], 200, {"Content-Encoding": "gzip"}), "in the middle"),
        (Said(b"x", 200, {"Content-Encoding": "br"}), "packs its answer as 'br'"),
        (Said({}, 401), "the token is refused or expired"),
        (Said({"message": "Bad credentials"}, 401), "401 (“Bad credentials”): the token is refused"),
        (Said({}, 403), "the token is refused or expired"),
        (Said({}, 403, {"X-RateLimit-Remaining": "0"}), "asked too often"),
        (Said({}, 404), "404 for /: nothing is there"),
        (Said({}, 429, {"Retry-After": "120"}), "wants 120 s of rest"),
        (Said({}, 429, {"Retry-After": "Sun, 22 Nov 2026 10:00:00 GMT"}), "until 2026-11-22 10:00 UTC"),
        (Said({}, 429, {"Retry-After": "soon\x7f"}), "asked too often; the next"),
        (Said(b"<h1>down</h1>", 503), "503: the server failed"),
        (Said({"errors": [{"message": "no such field"}]}, 400), "400 (“no such field”): it did not take"),
        (Said({}, 302), "no address of the web"),
        (Said({}, 302, {"Location": "file:///etc/passwd"}), "no address of the web"),
        (Said({}, 302, {"Location": "/again"}), "more than 5 times"),
        (Said(b"[1]", 200, {"Content-Length": "500"}), "did not answer|broke"),
    ],
)
def test_what_came_instead_is_said_in_a_sentence(said: Said, words: str) -> None:
    got = failing(lambda _: said, seconds=2)
    assert any(each in got for each in words.split("|")), got
    assert "\n" not in got


def test_what_is_not_asked_for_is_not_read() -> None:
    began = time.process_time()
    assert "more than 1 MB" in failing(saying(gzip.compress(b"0" * 200_000_000), 200, {"Content-Encoding": "gzip"}))
    assert time.process_time() - began < 5


def test_a_server_that_drips_is_cut_at_the_deadline() -> None:
    def slow(_: Asked) -> Said:
        time.sleep(1.5)
        return Said({})

    began = time.monotonic()
    assert "did not answer within 0 s" in failing(slow, seconds=0.4)
    assert time.monotonic() - began < 4


def test_nothing_listens() -> None:
    with serving(saying({})) as server:
        gone = server.url
    with pytest.raises(SourceError, match="takes no connection") as raised, Wire(seconds=2) as wire:
        wire.ask(Request(web_address(gone)))
    assert unanswered(str(raised.value), gone.removeprefix("http://"))
    with pytest.raises(SourceError, match="cannot be reached from this server"), Wire(seconds=5) as wire:
        wire.ask(Request(web_address("http://nowhere.invalid/")))


def test_a_secret_goes_to_no_other_host() -> None:
    with serving(saying({"here": True})) as other:
        answer = ask(saying({}, 302, {"Location": f"{other.url}/x"}), secret={"Authorization": f"Bearer {CANARY}"})
        assert parsed(answer) == {"here": True}
        assert not answer.with_secret
        assert CANARY not in str(other.asked)


def test_a_secret_goes_along_on_the_same_host() -> None:
    def there(asked: Asked) -> Said:
        return (
            Said({"got": asked.headers.get("token", "")}) if asked.path == "/b" else Said({}, 301, {"Location": "/b"})
        )

    assert parsed(ask(there, "/a", secret={"Token": CANARY})) == {"got": CANARY}


def test_what_is_posted_goes_to_no_other_host() -> None:
    with serving(saying({})) as other:
        said = failing(saying({}, 307, {"Location": other.url}), method="POST", body={"a": 1})
        assert "sends what we post on to" in said
        assert other.asked == []


def test_https_is_not_left_for_http(monkeypatch: pytest.MonkeyPatch) -> None:
    moved = Answer(web_address("https://a.example/"), 302, {"location": "http://b.example:8080/x?token=canary"}, b"")
    monkeypatch.setattr(Wire, "_once", lambda *_: moved)
    with pytest.raises(SourceError) as raised, Wire() as wire:
        wire.ask(Request(web_address("https://a.example/")))
    assert str(raised.value).startswith("a.example leads from https to http://b.example:8080, which is not encrypted: ")
    assert "canary" not in str(raised.value)


def test_a_secret_crosses_no_public_network_in_the_open() -> None:
    request = Request(web_address("http://1.1.1.1:9/"), secret={"Token": CANARY})
    with pytest.raises(SourceError, match="would get the secret over http") as caught, Wire(seconds=2) as wire:
        wire.ask(request)
    assert CANARY not in str(caught.value)


@pytest.mark.parametrize(
    "echo",
    [
        lambda token: {"message": f"bad token {token}"},
        lambda token: {"message": "x" * 110 + token},
        lambda token: {"errors": [f"quoted {token}"]},
    ],
)
def test_a_server_that_sends_a_secret_back_does_not_spread_it(echo: Callable[[str], object]) -> None:
    said = failing(lambda asked: Said(echo(asked.headers["authorization"]), 400))
    assert CANARY[:6] not in said


def test_a_page_that_sends_a_secret_back_does_not_spread_it() -> None:
    assert "canary" not in failing(lambda asked: Said(f"<title>{asked.headers['authorization']}</title>".encode()))
    assert "canary" not in failing(lambda asked: Said(b"x" * 48 + asked.headers["authorization"].encode()))


def test_secrets_are_known_in_other_clothes() -> None:
    assert without("a%20b%2Fc and YSBiL2M=", ["a b/c"]) == "… and …"
    assert without("the word", ["the"]) == "the word"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("ftp://a.example", "not one of the web"),
        ("a.example/x", "not one of the web"),
        ("https://", "not one of the web"),
        ("https://[::1", "not one of the web"),
        ("https://me:pass@a.example", "holds a user or a password"),
        ("file:///etc/passwd", "not one of the web"),
    ],
)
def test_addresses_that_are_none(text: str, words: str) -> None:
    with pytest.raises(SourceError, match=words):
        web_address(text)
