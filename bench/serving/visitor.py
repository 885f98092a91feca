"""A small client that keeps its connection: signs in, asks, and times the answers."""

import http.client
import multiprocessing
import re
import socket
import threading
import time
from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit

from serving.installation import EMAIL, PASSWORD


@dataclass(frozen=True)
class Load:
    """What one run showed: answers per second, and the times of the single answers in seconds, sorted."""

    rate: float
    times: list[float]

    def percentile(self, share: float) -> float:
        """The time within which this share of the answers came, in milliseconds."""
        return self.times[min(len(self.times) - 1, int(share * len(self.times)))] * 1000


class Visitor:
    """Somebody with a browser: keeps cookies, follows redirects."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.cookies: dict[str, str] = {}

    def get(self, path: str) -> tuple[str, str]:
        """The address where the redirects end, and the page there."""
        return self._ask("GET", path, None)

    def sign_in(self) -> str:
        """Sign in; the address of the first page."""
        _, page = self.get("/accounts/login/")
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
        form = {"csrfmiddlewaretoken": token[1] if token else "", "login": EMAIL, "password": PASSWORD}
        return self._ask("POST", "/accounts/login/", urlencode(form))[0]

    def header(self) -> str:
        """Its cookies as a request header."""
        return "; ".join(f"{name}={value}" for name, value in self.cookies.items())

    def _ask(self, method: str, path: str, body: str | None) -> tuple[str, str]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        origin = f"http://127.0.0.1:{self.port}"
        headers = {"Cookie": self.header(), "Origin": origin, "Referer": origin + path, "Accept": "text/html"}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        connection.request(method, path, body, headers)
        response = connection.getresponse()
        page = response.read().decode("utf-8", "replace")
        for cookie in response.headers.get_all("Set-Cookie", []):
            name, _, value = cookie.partition(";")[0].partition("=")
            self.cookies[name] = value
        connection.close()
        if response.status in (301, 302, 303):
            return self._ask("GET", urlsplit(response.headers["Location"]).path, None)
        if response.status != 200:
            raise RuntimeError(f"{method} {path}: {response.status}")
        return path, page


def request(port: int, path: str, *, cookie: str = "", token: str = "", key: str = "", body: str = "") -> bytes:
    """One request as bytes; with a body it is a POST of JSON."""
    lines = [f"{'POST' if body else 'GET'} {path} HTTP/1.1", f"Host: 127.0.0.1:{port}", "Accept-Encoding: identity"]
    lines += [f"Cookie: {cookie}"] if cookie else []
    lines += [f"Authorization: Bearer {token}"] if token else []
    lines += [f"Idempotency-Key: {key}"] if key else []
    lines += ["Content-Type: application/json", f"Content-Length: {len(body.encode())}"] if body else []
    return ("\r\n".join(lines) + "\r\n\r\n" + body).encode()


def load(port: int, asked: bytes, *, connections: int, count: int, seconds: float) -> Load:
    """Send one request again and again over several connections, at most `count` times and `seconds` long."""
    return load_all(port, [asked] * count, connections=connections, seconds=seconds)


def load_all(port: int, asked: list[bytes], *, connections: int, seconds: float) -> Load:
    """Send each of these requests once over several connections, at most `seconds` long.

    Two processes send, so that the client is not what is measured.
    """
    halves = [connections // 2, connections - connections // 2]
    with multiprocessing.get_context("spawn").Pool(2) as pool:
        pool.map(time.sleep, [0.2, 0.2], chunksize=1)
        shares = [(port, asked[at::2], half, seconds) for at, half in enumerate(halves)]
        parts = pool.starmap(_send, shares, chunksize=1)
    times = sorted(time for part in parts for time in part[1])
    return Load(rate=sum(len(part[1]) / part[0] for part in parts), times=times)


def _send(port: int, asked: list[bytes], connections: int, seconds: float) -> tuple[float, list[float]]:
    times: list[float] = []
    began = time.perf_counter()
    threads = [
        threading.Thread(target=_each, args=(port, asked[at::connections], began + seconds, times))
        for at in range(connections)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return time.perf_counter() - began, times


def _each(port: int, asked: list[bytes], end: float, times: list[float]) -> None:
    with socket.create_connection(("127.0.0.1", port), timeout=30) as connection:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for request in asked:
            began = time.perf_counter()
            connection.sendall(request)
            _receive(connection)
            now = time.perf_counter()
            times.append(now - began)
            if now > end:
                return


def _receive(connection: socket.socket) -> None:
    """Read one whole answer; one that is not 2xx ends the measurement."""
    data = connection.recv(65536)
    while b"\r\n\r\n" not in data:
        data += connection.recv(65536)
    head, _, body = data.partition(b"\r\n\r\n")
    if not head.startswith(b"HTTP/1.1 2"):
        raise RuntimeError(head.decode())
    length = re.search(rb"(?i)\ncontent-length: *(\d+)", head)
    while (len(body) < int(length[1])) if length else not body.endswith(b"0\r\n\r\n"):
        more = connection.recv(65536)
        if not more:
            raise RuntimeError("the server closed the connection in the middle of an answer")
        body += more
