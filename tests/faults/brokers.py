"""Redis and RabbitMQ servers of a test's own, on its own ports and folders, to be killed, restarted and emptied."""

import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from tests.faults.certificates import Certificates
from tests.faults.hands import within

if TYPE_CHECKING:
    from kombu import Connection

RABBITMQ = "/usr/lib/rabbitmq/bin/rabbitmq-server"  # what the one in the path calls as another user
SECONDS_TO_START = 60


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def listens(port: int) -> bool:
    """Whether somebody does."""
    with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
        return True
    return False


class OwnBroker:
    """A server in a folder; with certificates it speaks TLS only."""

    PROGRAM: str
    SCHEMES: tuple[str, str]
    PATH = ""

    def __init__(self, folder: Path, certificates: Certificates | None = None) -> None:
        self.folder, self.certificates = folder, certificates
        self.port = free_port()
        self.running: list[subprocess.Popen[bytes]] = []

    @classmethod
    def there(cls) -> bool:
        """Whether its program is on this machine."""
        return shutil.which(cls.PROGRAM) is not None

    @property
    def url(self) -> str:
        """Its address, by the name that its certificate has."""
        return self.url_of("localhost" if self.certificates else "127.0.0.1")

    def url_of(self, host: str) -> str:
        """Its address under another name."""
        return f"{self.SCHEMES[bool(self.certificates)]}://{host}:{self.port}{self.PATH}"

    def start(self) -> None:
        """Start it, and wait until it answers."""
        self.begin()
        assert within(SECONDS_TO_START, self.answers), (self.folder / "said").read_text()

    def begin(self) -> None:
        """Start it."""
        self.run(self.command(), {})

    def command(self) -> list[str]:
        """What starts it."""
        raise NotImplementedError

    def answers(self) -> bool:
        """Whether it takes messages."""
        return listens(self.port)

    def run(self, command: list[str], settings: Mapping[str, str]) -> None:
        """Start one of its processes."""
        with (self.folder / "said").open("ab") as said:
            process = subprocess.Popen(
                command, env=os.environ | settings, cwd=self.folder, stdout=said, stderr=said, start_new_session=True
            )
        self.running.append(process)

    def kill(self) -> None:
        """Kill it and what it started, as a power cut does."""
        while self.running:
            process = self.running.pop()
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        assert within(10, lambda: not listens(self.port))


class OwnRedis(OwnBroker):
    """Redis, which keeps nothing on its disk: after a restart it is empty."""

    PROGRAM = "redis-server"
    SCHEMES = ("redis", "rediss")
    PATH = "/0"

    def command(self) -> list[str]:
        """What starts it."""
        own = ["--bind", "127.0.0.1", "--dir", str(self.folder), "--save", "", "--appendonly", "no"]
        if self.certificates is None:
            return [self.PROGRAM, "--port", str(self.port), *own]
        tls = {
            "--tls-port": str(self.port),
            "--tls-cert-file": str(self.certificates.certificate),
            "--tls-key-file": str(self.certificates.key),
            "--tls-auth-clients": "no",
        }
        return [self.PROGRAM, "--port", "0", *(word for pair in tls.items() for word in pair), *own]

    def empty(self) -> None:
        """Forget everything."""
        import redis

        with redis.Redis(port=self.port) as there:
            there.flushall()


class OwnRabbit(OwnBroker):
    """RabbitMQ, with the daemon that knows its name."""

    PROGRAM = RABBITMQ
    SCHEMES = ("amqp", "amqps")
    PATH = "//"

    def url_of(self, host: str) -> str:
        """Its address under another name."""
        return super().url_of(f"guest:guest@{host}")

    def begin(self) -> None:
        """Start it, after the daemon."""
        names = free_port()
        self.run(["epmd", "-port", str(names), "-address", "127.0.0.1"], {})
        assert within(SECONDS_TO_START, lambda: listens(names))
        self.run(self.command(), self.settings() | {"ERL_EPMD_PORT": str(names)})

    def command(self) -> list[str]:
        """What starts it."""
        return [self.PROGRAM]

    def settings(self) -> dict[str, str]:
        """Where it keeps its own, and that one processor is enough for it."""
        there = self.folder / "rabbitmq"
        there.with_suffix(".conf").write_text(self._configuration())
        (self.folder / "plugins").write_text("[].")
        return {
            "HOME": str(self.folder),
            "RABBITMQ_NODENAME": f"vitalfew-{self.port}@localhost",
            "RABBITMQ_DIST_PORT": str(free_port()),
            "RABBITMQ_MNESIA_BASE": str(self.folder / "mnesia"),
            "RABBITMQ_LOG_BASE": str(self.folder / "log"),
            "RABBITMQ_PID_FILE": str(self.folder / "pid"),
            "RABBITMQ_CONFIG_FILE": str(there),
            "RABBITMQ_ENABLED_PLUGINS_FILE": str(self.folder / "plugins"),
            "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS": "+S 1:1",
        }

    def answers(self) -> bool:
        """Whether it takes messages."""
        return listens(self.port) and "Starting broker... completed" in (self.folder / "said").read_text()

    def kill(self) -> None:
        """Kill it; what it said until then was of its former life."""
        super().kill()
        (self.folder / "said").write_text("")

    def empty(self) -> None:
        """Forget what waits."""
        with self._reached() as there:
            there.default_channel.queue_purge(self._queue())

    def delete_for(self, seconds: float) -> None:
        """Delete the queue as often as one can."""
        end = time.monotonic() + seconds
        with self._reached() as there:
            while time.monotonic() < end:
                there.default_channel.queue_delete(self._queue())

    def readers(self) -> int:
        """How many workers read the queue; 0 where there is none."""
        with self._reached() as there:
            try:
                return int(there.default_channel.queue_declare(self._queue(), passive=True).consumer_count)
            except there.channel_errors:
                return 0

    def _reached(self) -> "Connection":
        from kombu import Connection

        return Connection(self.url)

    def _queue(self) -> str:
        from django.db import connection

        return f"vitalfew-{connection.settings_dict['NAME']}"

    def _configuration(self) -> str:
        if self.certificates is None:
            return f"listeners.tcp.default = 127.0.0.1:{self.port}\n"
        return (
            f"listeners.tcp = none\nlisteners.ssl.default = 127.0.0.1:{self.port}\n"
            f"ssl_options.certfile = {self.certificates.certificate}\nssl_options.keyfile = {self.certificates.key}\n"
            f"ssl_options.verify = verify_none\n"
        )
