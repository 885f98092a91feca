"""Processes of an installation that a test starts and kills, and how often each source was asked by them."""

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path

import psutil

A_PROCESS = Path(__file__).with_name("a_process.py")
MANY = 60


class Hands:
    """Starts processes with these settings, and ends them; what they print is in the file `said`."""

    def __init__(self, settings: Mapping[str, str], folder: Path) -> None:
        self.noted, self.said = folder / "noted", folder / "said"
        self.noted.touch()
        self.said.touch()
        self.settings = {"DJANGO_SETTINGS_MODULE": "vitalfew.config.settings", **settings}
        self.running: list[subprocess.Popen[bytes]] = []

    def stand_in(self) -> None:
        """From now on sources are stood in for, and noted when they are asked."""
        self.settings["VITALFEW_TEST_NOTED"] = str(self.noted)

    def start(self, *command: str) -> "subprocess.Popen[bytes]":
        """Start `vitalfew …`."""
        with self.said.open("ab") as said:
            process = subprocess.Popen(
                [sys.executable, str(A_PROCESS), *command], env=os.environ | self.settings, stdout=said, stderr=said
            )
        self.running.append(process)
        return process

    def asked(self) -> Counter[str]:
        """How often each source was asked, and each job ran."""
        return Counter(self.noted.read_text().split())

    def kill(self, process: "subprocess.Popen[bytes]") -> None:
        """Kill it and all that it started, as a power cut does."""
        there = psutil.Process(process.pid)
        for each in [there, *there.children(recursive=True)]:
            with suppress(psutil.NoSuchProcess):
                each.send_signal(signal.SIGKILL)
        process.wait()

    def end(self) -> None:
        """End what still runs."""
        for process in self.running:
            if process.poll() is None:
                self.kill(process)


def within(seconds: float, truth: Callable[[], bool]) -> bool:
    """Whether it becomes true within so many seconds."""
    end = time.monotonic() + seconds
    while not truth():
        if time.monotonic() > end:
            return False
        time.sleep(0.05)
    return True


def runs() -> Counter[tuple[int, object]]:
    """How many finished runs there are for each source and slot."""
    from vitalfew.collecting.models import Run

    return Counter(Run.objects.exclude(finished_at=None).values_list("feed", "slot"))
