"""A real `vitalfew serve`, as a process, for tests."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil


@dataclass
class Served:
    """A server that answers."""

    process: subprocess.Popen[str]
    base: str

    def next_line(self) -> str:
        """What it prints next."""
        assert self.process.stdout is not None
        return self.process.stdout.readline()

    def workers(self) -> list[psutil.Process]:
        """Its workers, not Python's own helper beside them."""
        children = psutil.Process(self.process.pid).children()
        return [child for child in children if "resource_tracker" not in " ".join(child.cmdline())]


def environment(folder: Path, **settings: str) -> dict[str, str]:
    """The environment of an installation in this folder, with nothing of ours from outside."""
    ours = {name: value for name, value in os.environ.items() if not name.startswith(("VITALFEW_", "DJANGO_"))}
    return {**ours, "VITALFEW_DATA": str(folder), **settings}


def vitalfew(folder: Path, *args: str, typed: str = "", **settings: str) -> subprocess.CompletedProcess[str]:
    """Run one command of the installation in this folder."""
    command = [sys.executable, "-m", "vitalfew", *args]
    return subprocess.run(
        command, env=environment(folder, **settings), input=typed, capture_output=True, text=True, timeout=60
    )


@contextmanager
def served(folder: Path, *options: str, **settings: str) -> Iterator[Served]:
    """Serve on a free port until the block ends, then end it as a service manager would."""
    command = [sys.executable, "-m", "vitalfew", "serve", "--port", "0", *options]
    with subprocess.Popen(command, env=environment(folder, **settings), stdout=subprocess.PIPE, text=True) as process:
        server = Served(process, "")
        try:
            line = server.next_line()
            found = re.fullmatch(r"Vitalfew is at (http://\S+)/\n", line)
            assert found, f"the server did not start: {line!r}"
            server.base = found[1]
            yield server
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(30)
