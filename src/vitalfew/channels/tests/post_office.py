"""A real SMTP server on loopback, the smallest that says no, breaks off, or is down when a test wants it to."""

import socket
import socketserver
import threading
from collections import Counter
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import cast


class PostOffice:
    """`with PostOffice() as post:` takes mails at `post.url`; `post.mails` are those it took.

    `post.refuses` maps an address to what is answered to it, such as '550 no such person'. `post.drops` is how many
    mails it takes and then breaks off without an answer.
    """

    def __init__(self, *, port: int = 0) -> None:
        self.mails: list[EmailMessage] = []
        self.refuses: dict[str, str] = {}
        self.drops = 0
        self.connections = 0
        self.taken = threading.Condition()
        self.port = port
        self._open: list[socket.socket] = []

    def __enter__(self) -> "PostOffice":
        office = self

        class Server(socketserver.ThreadingTCPServer):
            allow_reuse_address = True
            daemon_threads = True
            block_on_close = False

        class Handler(socketserver.StreamRequestHandler):
            def handle(self) -> None:
                office._open.append(self.request)
                office.connections += 1
                _Talk(office, self).run()

        self._server = Server(("127.0.0.1", self.port), Handler)
        self.port = self._server.server_address[1]
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        for each in self._open:
            each.close()

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.port}/?from=Vitalfew <vitalfew@example.org>"

    def ids(self) -> Counter[str]:
        """How often each Message-ID was taken."""
        return Counter(str(mail["Message-ID"]) for mail in self.mails)

    def take(self, raw: bytes) -> None:
        with self.taken:
            self.mails.append(cast(EmailMessage, message_from_bytes(raw, policy=default)))
            self.taken.notify_all()

    def wait_for(self, number: int, seconds: float = 20) -> bool:
        with self.taken:
            return self.taken.wait_for(lambda: len(self.mails) >= number, seconds)


class _Talk:
    def __init__(self, office: PostOffice, handler: socketserver.StreamRequestHandler) -> None:
        self.office, self.handler = office, handler

    def say(self, line: str) -> None:
        self.handler.wfile.write(f"{line}\r\n".encode())

    def run(self) -> None:
        self.say("220 post.example.org")
        while line := self.handler.rfile.readline():
            text = line.decode().strip()
            verb = text.upper()
            if verb.startswith("RCPT TO:"):
                address = text.partition("<")[2].partition(">")[0]
                self.say(self.office.refuses.get(address, "250 fine"))
            elif verb == "DATA":
                if not self.data():
                    return
            elif verb == "QUIT":
                self.say("221 bye")
                return
            else:
                self.say("250 fine")

    def data(self) -> bool:
        self.say("354 go on")
        lines = []
        while (line := self.handler.rfile.readline()) != b".\r\n":
            if not line:
                return False
            lines.append(line[1:] if line.startswith(b".") else line)
        self.office.take(b"".join(lines))
        if self.office.drops:
            self.office.drops -= 1
            return False
        self.say("250 taken")
        return True
