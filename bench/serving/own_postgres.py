"""A PostgreSQL server of one's own, in a folder that is gone afterwards, to be restarted at will."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from serving.installation import free_port


@dataclass(frozen=True)
class OwnPostgres:
    """Its folder, its port on 127.0.0.1, and who runs it: PostgreSQL does not run as root."""

    folder: Path
    port: int
    user: str | None

    @property
    def url(self) -> str:
        """The address of its database `postgres`."""
        return f"postgres://postgres@127.0.0.1:{self.port}/postgres"

    def run(self, program: str, *words: str) -> None:
        """Run one of PostgreSQL's programs on its data."""
        command = [_program(program), "-D", str(self.folder / "data"), *words]
        subprocess.run(command, user=self.user, cwd=self.folder, check=True, stdout=subprocess.DEVNULL)

    def start(self) -> None:
        """Start it, and wait until it answers."""
        told = f"-p {self.port} -k {self.folder} -c listen_addresses=127.0.0.1"
        self.run("pg_ctl", "-w", "-l", str(self.folder / "log"), "-o", told, "start")

    def stop(self, how: str) -> None:
        """Stop it: 'fast' ends every session, 'immediate' is as a crash."""
        self.run("pg_ctl", "-w", "-m", how, "stop")


@contextmanager
def own_postgres() -> Iterator[OwnPostgres]:
    """One that runs."""
    folder = Path(tempfile.mkdtemp(prefix="vitalfew-postgres-"))
    user = "postgres" if os.geteuid() == 0 else None
    if user:
        os.chown(folder, pwd.getpwnam(user).pw_uid, -1)
    server = OwnPostgres(folder, free_port(), user)
    try:
        server.run("initdb", "-U", "postgres", "-A", "trust", "--no-sync")
        server.start()
        yield server
        server.stop("immediate")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _program(name: str) -> str:
    found = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))
    return str(found[-1]) if found else name
