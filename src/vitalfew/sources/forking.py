"""Forks a process for each fetch: what sources need is loaded once, and no fetch sees another one.

This process reads no request: it hands the socket on which one comes to the fork. When whoever asked closes the other
end, the fork is killed, with all that it has started.
"""

import gc
import os
import select
import shutil
import signal
import socket
import tempfile
from contextlib import suppress
from importlib import import_module
from typing import NamedTuple

from vitalfew.egress import child
from vitalfew.sources.catalogue import sources
from vitalfew.sources.fetching import answer

SECONDS_OF_REST = 60
BEGUN = b"+"
_LONGEST_KIND = 100
_NOBODY = {"PGPASSFILE": os.devnull, "PGSERVICEFILE": os.devnull}


class Fetch(NamedTuple):
    """A fetch under way: where whoever asked is told of its end, and the folder that is its home."""

    asker: socket.socket
    folder: str


class Forking:
    """`asked` is where a kind of source comes in, with two files: the asker's socket, and where the answer goes."""

    def __init__(self, asked: socket.socket) -> None:
        self.asked = asked
        self.running: dict[int, Fetch] = {}
        self.loaded: set[str] = set()
        self.woken, self.waking = socket.socketpair()
        os.set_blocking(self.waking.fileno(), False)

    def run(self) -> None:
        """Fork and bury, until whoever asks has gone or nothing was asked for a minute."""
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.set_wakeup_fd(self.waking.fileno(), warn_on_full_buffer=False)
        try:
            while self._turn():
                pass
        finally:
            for process in list(self.running):
                self._bury(process)

    def _turn(self) -> bool:
        """Wait until something happens, and see to it; False when there is nothing more to do."""
        poll = select.poll()
        poll.register(self.asked, select.POLLIN)
        poll.register(self.woken, select.POLLIN)
        of = {fetch.asker.fileno(): process for process, fetch in self.running.items()}
        for asker in of:
            poll.register(asker, 0)  # only whether whoever asked has gone
        happened = dict(poll.poll(None if self.running else SECONDS_OF_REST * 1000))
        for asker in happened.keys() & of.keys():
            child.end(of[asker])
        if self.woken.fileno() in happened:
            self.woken.recv(4096)
            self._bury_the_dead()
        return self._begin() if self.asked.fileno() in happened else bool(happened)

    def _begin(self) -> bool:
        kind, files, _, _ = socket.recv_fds(self.asked, _LONGEST_KIND, 2)
        if not kind:
            return False
        asker, out = files
        self._load(kind.decode())
        folder = tempfile.mkdtemp(prefix="vitalfew-source-")
        process = os.fork()
        if process == 0:
            self._fetch(asker, out, folder)
        with suppress(PermissionError, ProcessLookupError):  # whichever of the two is first
            os.setpgid(process, process)
        os.close(out)
        fetch = self.running[process] = Fetch(socket.socket(fileno=asker), folder)
        with suppress(OSError):
            fetch.asker.send(BEGUN)
        return True

    def _load(self, kind: str) -> None:
        source = sources().get(kind)
        for module in (source.loads if source else ()) if kind not in self.loaded else ():
            with suppress(ImportError):  # a driver that is not installed is told where it is missed
                import_module(module)
        self.loaded.add(kind)
        gc.freeze()  # what is loaded is shared with the forks as long as nobody writes into it

    def _fetch(self, asker: int, out: int, folder: str) -> None:
        """What the fork does; it never returns."""
        code = 1
        try:
            self._leave()
            os.setpgid(0, 0)
            os.chdir(folder)
            os.environ |= {**child.environment(folder), "PGSYSCONFDIR": folder, **_NOBODY}
            tempfile.tempdir = None
            with os.fdopen(asker) as request, os.fdopen(out, "w") as written:
                answer(request, written)
            code = 0
        finally:
            os._exit(code)

    def _leave(self) -> None:
        """Of other fetches, and of whoever asks, a fork knows nothing."""
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        for each in (self.asked, self.woken, self.waking, *(fetch.asker for fetch in self.running.values())):
            each.close()

    def _bury_the_dead(self) -> None:
        for process in list(self.running):
            if os.waitid(os.P_PID, process, os.WEXITED | os.WNOHANG | os.WNOWAIT):
                self._bury(process)

    def _bury(self, process: int) -> None:
        """End a fork and what it has left running, remove its folder, and tell whoever asked how it ended."""
        child.end(process)
        _, status = os.waitpid(process, 0)
        fetch = self.running.pop(process)
        shutil.rmtree(fetch.folder, ignore_errors=True)
        with fetch.asker, suppress(OSError):
            fetch.asker.sendall(str(os.waitstatus_to_exitcode(status)).encode())
