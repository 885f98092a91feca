"""Asks a web server, within limits: 1 MB an answer, one deadline for all, redirects by hand, secrets to one host only.

The guard of the process decides which addresses may be dialled; here it only gets its sentence.
"""

import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from time import monotonic
from types import TracebackType
from typing import Self

import httpx

from vitalfew.egress.guard import pinned
from vitalfew.sources.contract import SourceError
from vitalfew.sources.troubles import trouble

MOST_BYTES = 1_000_000
MOST_HOPS = 5
SECONDS = 25.0
_MOVED = {301, 302, 303, 307, 308}
_AGAIN_WITH_BODY = {307, 308}


@dataclass(frozen=True, slots=True)
class Request:
    """One question. `secret` holds the headers that go to the host of `url` and to no other; `hidden` what no sentence
    may show besides.
    """

    url: httpx.URL
    method: str = "GET"
    headers: Mapping[str, str] = field(default_factory=dict)
    secret: Mapping[str, str] = field(default_factory=dict)
    body: object = None
    form: Mapping[str, str] | None = None
    hidden: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server said: its last address, status, headers and at most 1 MB of body, unpacked."""

    url: httpx.URL
    status: int
    headers: httpx.Headers
    body: bytes
    with_secret: bool = False
    hidden: tuple[str, ...] = ()


def web_address(text: str, *, name: str = "The address") -> httpx.URL:
    """An http(s) address that a person wrote; raises SourceError for anything else, or with a password in it."""
    try:
        url = httpx.URL(text.strip())
    except (httpx.InvalidURL, TypeError, ValueError):
        url = httpx.URL("")
    if url.scheme not in {"http", "https"} or not url.host:
        raise SourceError(f"{name} is not one of the web: write it with https:// and a host.")
    if url.userinfo:
        raise SourceError(
            f"{name} holds a user or a password, which would be shown: put it into the field for secrets."
        )
    return url


def place_of(url: httpx.URL) -> str:
    """'host' or 'host:port': what fails together, without path and secrets."""
    return url.host if url.port is None else f"{url.host}:{url.port}"


class Wire:
    """A conversation with web servers that ends at a deadline; use it in a `with` block."""

    def __init__(self, *, seconds: float = SECONDS) -> None:
        self._until = monotonic() + seconds
        self._seconds = seconds
        from vitalfew.sources.trust import TRUST  # loaded only where something is fetched

        self._client = httpx.Client(verify=TRUST, trust_env=False, follow_redirects=False)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._client.close()

    def ask(self, request: Request) -> Answer:
        """The answer after at most five redirects; raises SourceError in words that hold no secret of ours."""
        for _ in range(MOST_HOPS + 1):
            answer = self._once(request)
            if answer.status not in _MOVED:
                return answer
            request = _followed(request, answer)
        raise SourceError(f"{place_of(request.url)} sends on more than {MOST_HOPS} times: give the final address.")

    def _once(self, request: Request) -> Answer:
        place = place_of(request.url)
        if request.secret and request.url.scheme == "http":
            _check_open_way(request.url)
        try:
            with self._client.stream(
                request.method,
                request.url,
                headers={"Accept-Encoding": "gzip", "User-Agent": "vitalfew", **request.headers, **request.secret},
                json=request.body,
                data=request.form,
                timeout=self._left(place),
            ) as response:
                body = b"" if response.status_code in _MOVED else self._read(response, place)
                hidden = (*request.hidden, *request.secret.values(), *(request.form or {}).values())
                return Answer(request.url, response.status_code, response.headers, body, bool(request.secret), hidden)
        except (httpx.HTTPError, OSError, ValueError) as error:
            raise SourceError(trouble(error, place=place, seconds=self._seconds)) from None

    def _left(self, place: str) -> float:
        left = self._until - monotonic()
        if left <= 0:
            raise SourceError(f"{place} was not done within {self._seconds:.0f} s: ask it for less.")
        return left

    def _read(self, response: httpx.Response, place: str) -> bytes:
        packing = response.headers.get("content-encoding", "identity").lower()
        if packing not in {"identity", "gzip", "deflate", ""}:
            raise SourceError(f"{place} packs its answer as {packing[:20]!r}, which was not asked for; gzip is read.")
        unpack = zlib.decompressobj(47) if packing in {"gzip", "deflate"} else None
        body = bytearray()
        for chunk in response.iter_raw():
            try:
                body += unpack.decompress(chunk, MOST_BYTES + 1 - len(body)) if unpack else chunk
            except zlib.error:
                raise SourceError(
                    f"{place} sends {packing} that cannot be unpacked: try again, or ask its owner."
                ) from None
            if len(body) > MOST_BYTES:
                raise SourceError(f"{place} answers with more than 1 MB: ask for less, or for a summary.")
            self._left(place)
        if unpack and body and not unpack.eof:
            raise SourceError(f"{place} ends its {packing} in the middle: try again, or ask its owner.")
        return bytes(body)


def _check_open_way(url: httpx.URL) -> None:
    """Raise SourceError where a secret would cross the internet in the open; inside a private network it may."""
    try:
        pinned(url.host, url.port or 80, [])
    except OSError:  # not public, or unknown; connecting tells which
        return
    raise SourceError(f"{place_of(url)} would get the secret over http, where others can read along: write https://.")


def _followed(request: Request, answer: Answer) -> Request:
    place = place_of(request.url)
    url = _target(request.url, answer.headers.get("location", ""))
    if request.url.scheme == "https" and url.scheme == "http":
        raise SourceError(
            f"{place} leads from https to http://{place_of(url)}, which is not encrypted: others could read along. "
            "Give an address that stays with https."
        )
    again = answer.status in _AGAIN_WITH_BODY
    elsewhere = origin(url) != origin(request.url)
    if again and elsewhere and request.method != "GET":
        raise SourceError(f"{place} sends what we post on to {place_of(url)}: give the final address.")
    kept = {} if elsewhere else request.secret
    if again or request.method == "GET":
        return replace(request, url=url, secret=kept)
    return replace(request, url=url, secret=kept, method="GET", body=None, form=None)


def _target(url: httpx.URL, location: str) -> httpx.URL:
    try:
        target = url.join(location)
    except (httpx.InvalidURL, ValueError):
        target = httpx.URL("")
    if not location or target.scheme not in {"http", "https"} or not target.host or target.userinfo:
        raise SourceError(f"{place_of(url)} sends on to no address of the web: give the final address.")
    return target


def origin(url: httpx.URL) -> tuple[str, str, int | None]:
    """What must be equal for a secret to go along: scheme, host and port."""
    return url.scheme, url.host, url.port
