"""Brings the files that a source names to this machine, and knows by their content what they are."""

import gzip
import zlib
from pathlib import Path

from vitalfew.sheets.kinds import OLD_OFFICE, ZIP, binary_kind
from vitalfew.sources.answers import accepted, page_title
from vitalfew.sources.contract import SourceError, Spec
from vitalfew.sources.files.place import on_the_web
from vitalfew.sources.local import folder_of, readable, readable_all
from vitalfew.sources.secrets import secrets_in
from vitalfew.sources.wire import MOST_BYTES, Request, Wire, place_of, web_address

MOST_FILES = 1_000
_LOOKED_AT = 4_096
_GZIP = b"\x1f\x8b"


def found(spec: Spec, folder: Path) -> list[Path]:
    """The files by their real paths; what is at an address is put into `folder`. Raises SourceError."""
    path = spec.get("path", "").strip()
    if on_the_web(path):
        return [_downloaded(path, spec.get("token", "").strip(), folder)]
    if not path.startswith("/"):
        raise SourceError(f"“{path[:60]}” is neither a whole path nor an address: begin it with / or https://.")
    return _matching(path) if any(sign in path for sign in "*?[") else [readable(path)]


def kind_of(file: Path) -> str:
    """'parquet', 'json', 'workbook' or 'csv', by how the content begins; raises SourceError for what is no table."""
    with file.open("rb") as opened:
        start = opened.read(_LOOKED_AT)
    if start.startswith(_GZIP):
        with gzip.open(file) as unpacked:
            start = _unpacked(unpacked, file)
    if start.startswith(b"PAR1"):
        return "parquet"
    if start.startswith((ZIP, OLD_OFFICE)):
        return "workbook"
    text = start.removeprefix(b"\xef\xbb\xbf").lstrip()
    if text.startswith((b"[", b"{")):
        return "json"
    what = "empty" if not text else f"a page{page_title(text)}" if text.startswith(b"<") else binary_kind(start)
    if what:
        raise SourceError(f"The file {file.name} is {what}, no table: CSV, Parquet, JSON, XLSX or ODS was expected.")
    return "csv"


def _unpacked(opened: gzip.GzipFile, file: Path) -> bytes:
    try:
        return opened.read(_LOOKED_AT)
    except (OSError, EOFError, zlib.error):
        raise SourceError(f"The file {file.name} is packed and cannot be unpacked: pack it anew.") from None


def _matching(path: str) -> list[Path]:
    """The files that a path with wildcards names, inside of the folder that is listed."""
    pattern = Path(path)
    fixed = Path(*pattern.parts[: next(at for at, part in enumerate(pattern.parts) if set(part) & set("*?["))])
    if folder_of(fixed) is None:
        readable(path)  # says which folders may be read
    files = sorted(str(each) for each in fixed.glob(str(pattern.relative_to(fixed))) if each.is_file())
    if not files:
        raise SourceError(f"No file is named like {path}; at least one was expected: check the folder and the names.")
    if len(files) > MOST_FILES:
        raise SourceError(f"More than {MOST_FILES:,} files are named like {path}: name fewer.")
    return readable_all(files)


def _downloaded(address: str, token: str, folder: Path) -> Path:
    url = web_address(address)
    secret = {"Authorization": f"Bearer {token}"} if token else {}
    with Wire() as wire:
        answer = accepted(wire.ask(Request(url, secret=secret, hidden=tuple(secrets_in(address)))))
    body = _plain(answer.body, place_of(url)) if answer.body.startswith(_GZIP) else answer.body
    file = folder / (Path(url.path).name.removesuffix(".gz")[-60:] or "answer")
    file.write_bytes(body)
    return file


def _plain(body: bytes, place: str) -> bytes:
    """A packed file, unpacked to no more than an answer may have."""
    unpack = zlib.decompressobj(47)
    try:
        plain = unpack.decompress(body, MOST_BYTES + 1)
    except zlib.error:
        raise SourceError(f"{place} gives a packed file that cannot be unpacked: pack it anew.") from None
    if len(plain) > MOST_BYTES:
        raise SourceError(f"{place} gives a file of more than 1 MB when it is unpacked: ask for less.")
    return plain
