"""What fails together with a source, and what it reads."""

from pathlib import PurePath
from urllib.parse import urlsplit

from vitalfew.sources.contract import Spec


def on_the_web(path: str) -> bool:
    """Whether the path is an address of the web."""
    return path.strip().lower().startswith(("http://", "https://"))


def place(spec: Spec) -> str:
    """The host of an address, or the folder of a file."""
    path = spec.get("path", "").strip()
    if not on_the_web(path):
        return str(PurePath(path).parent)
    try:
        url = urlsplit(path)
        return f"{url.hostname or ''}:{url.port}" if url.port else url.hostname or ""
    except ValueError:
        return ""


def where(spec: Spec) -> str:
    """The file, or the address without what follows its path."""
    path = spec.get("path", "").strip()
    if not on_the_web(path):
        return path
    try:
        return f"{place(spec)}{urlsplit(path).path}"
    except ValueError:
        return ""
