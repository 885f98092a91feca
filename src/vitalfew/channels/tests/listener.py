"""A real HTTP server on loopback that keeps what was posted to it."""

import threading
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import NamedTuple


class Posted(NamedTuple):
    path: str
    headers: Message
    body: str


class Listener:
    """`with Listener() as web:` answers `web.status` to every POST at `web.url`; 0 hangs up without an answer."""

    def __init__(self, status: int = 204, *, to: str = "") -> None:
        self.status, self.to = status, to
        self.posted: list[Posted] = []
        self.hangs = threading.Event()
        self.hangs.set()

    def __enter__(self) -> "Listener":
        listener = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["content-length"])).decode()
                listener.posted.append(Posted(self.path, self.headers, body))
                listener.hangs.wait(30)
                if listener.status:
                    self.send_response(listener.status)
                    if listener.to:
                        self.send_header("location", listener.to)
                    self.end_headers()

            def do_GET(self) -> None:
                listener.posted.append(Posted(self.path, self.headers, ""))
                self.send_response(200)
                self.end_headers()

            def log_message(self, *_: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self._server.block_on_close = False
        self.port = self._server.server_address[1]
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.hangs.set()
        self._server.shutdown()
        self._server.server_close()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/hook"
