"""Runs git so that it does only what it is told: no configuration of others, no hooks, no questions, no programs."""

import os
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryFile
from time import monotonic
from typing import IO

from vitalfew.sources.bounds import bounds
from vitalfew.sources.contract import SourceError

_SPARE = 2  # seconds to tell what happened before the process is ended
_OFF = (
    "safe.directory=*",
    "core.hooksPath=/dev/null",
    "core.fsmonitor=false",
    "core.sshCommand=false",
    "core.alternateRefsCommand=false",
    "core.attributesFile=/dev/null",
    "credential.helper=",
    "gc.auto=0",
    "maintenance.auto=false",
    "log.showSignature=false",
    "gpg.program=false",
    "pack.threads=1",
)
_ENVIRONMENT = {
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_ATTR_NOSYSTEM": "1",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_ASKPASS": "false",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_PROTOCOL_FROM_USER": "0",
    "LC_ALL": "C",
    "TZ": "UTC",
}


class Failed(Exception):
    """Git ended with an error: its last words."""


class Git:
    """Git in one folder, until a deadline that all its commands share."""

    def __init__(self, folder: Path, *, until: float | None = None) -> None:
        self.folder = folder
        self._until = until or monotonic() + max(bounds().seconds - _SPARE, 1)

    def inside(self, name: str) -> "Git":
        """Git in a folder of this one, until the same time."""
        return Git(self.folder / name, until=self._until)

    def run(
        self,
        *arguments: str,
        settings: Sequence[str] = (),
        given: str = "",
        protocol: str = "none",
        secret: Mapping[str, str] | None = None,
    ) -> str:
        """What a command prints; raises `Failed`, and SourceError when time is up or there is no git.

        `settings` are `name=value`; `protocol` is the only one that it may speak; `secret` are settings that must not
        be seen among the arguments of processes.
        """
        options = [part for setting in (*_OFF, *settings) for part in ("-c", setting)]
        try:
            return self._run(
                ["git", *options, "--no-pager", *arguments], given, self._environment(protocol, secret or {})
            )
        except subprocess.TimeoutExpired:
            raise SourceError(
                f"The repository was not read within {bounds().seconds:g} s: name a smaller one, or a folder."
            ) from None
        except FileNotFoundError:
            raise SourceError("There is no git where Vitalfew runs: an administrator can install it.") from None

    def _run(self, command: Sequence[str], given: str, environment: Mapping[str, str]) -> str:
        """Through files, since whatever git has started would keep a pipe open after git was ended."""
        with TemporaryFile() as out, TemporaryFile() as words:
            done = subprocess.run(  # noqa: S603  (no shell, and no argument of a person before `--`)
                command,
                cwd=self.folder,
                env=environment,
                input=given.encode(),
                stdout=out,
                stderr=words,
                timeout=max(self._until - monotonic(), 0.1),
                check=False,
            )
            if done.returncode:
                raise Failed(_content(words).strip() or f"git ended with code {done.returncode}")
            return _content(out)

    def _environment(self, protocol: str, secret: Mapping[str, str]) -> Mapping[str, str]:
        trusted = {"GIT_SSL_CAINFO": os.environ["SSL_CERT_FILE"]} if os.environ.get("SSL_CERT_FILE") else {}
        own = {"PATH": os.environ.get("PATH", os.defpath), "HOME": str(self.folder), "GIT_ALLOW_PROTOCOL": protocol}
        hidden = {"GIT_CONFIG_COUNT": str(len(secret))}
        for place, (name, value) in enumerate(secret.items()):
            hidden |= {f"GIT_CONFIG_KEY_{place}": name, f"GIT_CONFIG_VALUE_{place}": value}
        return _ENVIRONMENT | own | trusted | hidden


def _content(file: IO[bytes]) -> str:
    file.seek(0)
    return file.read().decode(errors="replace")
