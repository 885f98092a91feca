"""Opens a repository: a folder that an administrator lists, or one of the web, whose commits alone are fetched."""

import tempfile
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

from vitalfew.egress.guard import Refused, pinned
from vitalfew.sources.bounds import bounds
from vitalfew.sources.contract import SourceError, Spec
from vitalfew.sources.git.command import Failed, Git
from vitalfew.sources.local import folder_of
from vitalfew.sources.secrets import without
from vitalfew.sources.wire import place_of, web_address
from vitalfew.sources.words import shortened

_HTTPS = "https://"
_WHY = (
    (
        ("Authentication failed", "could not read Username", "error: 401", "error: 403"),
        "refuses the token or wants one: renew it, and enter the new one.",
    ),
    (
        ("not found", "error: 404"),
        "has no such repository, or does not show it without a token: check the address and the token.",
    ),
    (
        ("error: 301", "error: 302", "error: 307", "error: 308", "redirect"),
        "sends on to another address, where we do not follow: give the final one.",
    ),
    (
        ("File too large", "index-pack", "signal 25", "write error"),
        "has more history than is fetched: clone it into a folder that an administrator lists.",
    ),
    (("Failed to connect", "Connection refused"), "takes no connection: check the host and the port."),
    (("certificate", "SSL"), "shows a certificate that does not hold: check the host's name."),
)


@contextmanager
def opened(spec: Spec) -> Iterator[Git]:
    """Git in the repository that the settings name; what was fetched is gone afterwards. Raises SourceError."""
    name = spec.get("repository", "").strip()
    if "://" not in name and ":" not in name:
        yield _local(Path(name))
        return
    if not name.startswith(_HTTPS):
        raise SourceError("Only https:// is fetched: write the repository's https address, or a folder.")
    with tempfile.TemporaryDirectory(prefix="vitalfew-git-") as folder:
        yield _cloned(web_address(name, name="The repository's address"), spec, Path(folder))


def place(spec: Spec) -> str:
    """The host that is asked, or the folder."""
    name = spec.get("repository", "").strip()
    if not name.startswith(_HTTPS):
        return name[:200] or "git"
    try:
        return place_of(web_address(name))
    except SourceError:
        return "git"


def _local(path: Path) -> Git:
    folder = folder_of(path) if path.is_absolute() else None
    if folder is None:
        raise SourceError(
            f"{path} lies in no folder that sources may read: an administrator lists those in VITALFEW_SOURCE_FOLDERS."
        )
    if not path.is_dir():
        raise SourceError(f"{path} is no folder: check the path.")
    git = Git(path.resolve())
    try:
        inside = git.run("rev-parse", "--absolute-git-dir", "--path-format=absolute", "--git-common-dir").splitlines()
    except Failed:
        raise SourceError(f"{path} is no git repository: name the folder that holds one.") from None
    if not all(Path(each).resolve().is_relative_to(folder) for each in inside):
        raise SourceError(f"{path} keeps its history outside {folder}: name a repository that is whole.")
    return git


def _cloned(url: httpx.URL, spec: Spec, folder: Path) -> Git:
    host, port = url.host, url.port or 443
    try:
        address = pinned(host, port, bounds().allowed)
    except Refused as refused:
        raise SourceError(str(refused)) from None
    except OSError:
        raise SourceError(
            f"{host} cannot be reached from this server: check the address and the server's network."
        ) from None
    git = Git(folder)
    shown = f"[{address}]" if ":" in address else address
    settings = (
        "protocol.allow=never", "protocol.https.allow=always", "http.followRedirects=false", "http.proxy=",
        f"http.curloptResolve={host}:{port}:{shown}", "http.lowSpeedLimit=500", "http.lowSpeedTime=10",
        "transfer.bundleURI=false", "fetch.uriProtocols=",
    )  # fmt: skip
    arguments = ("clone", "--quiet", "--bare", "--filter=tree:0", "--template=", "--", str(url), "bare")
    try:
        git.run(*arguments, settings=settings, protocol="https", secret=_secret(url, spec))
    except Failed as failed:
        raise SourceError(_why(str(failed), place_of(url), spec.get("token", ""))) from None
    return git.inside("bare")


def _secret(url: httpx.URL, spec: Spec) -> dict[str, str]:
    token = spec.get("token", "").strip()
    if not token:
        return {}
    pair = b64encode(f"{spec.get('user') or 'token'}:{token}".encode()).decode()
    return {f"http.https://{url.netloc.decode()}/.extraHeader": f"Authorization: Basic {pair}"}


def _why(said: str, where: str, token: str) -> str:
    for signs, words in _WHY:
        if any(sign in said for sign in signs):
            return f"{where} {words}"
    words = shortened(without(said.splitlines()[-1], [token, f"token:{token}"]))
    return f"{where} could not be cloned ({words}): check the address."
