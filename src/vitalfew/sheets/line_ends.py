"""Gives a large text file one kind of line end, where it mixes them; what stands between quotes stays as it is."""

import gzip
import re
from collections import Counter
from pathlib import Path
from typing import BinaryIO, cast

PIECE = 1 << 20
GZIP = b"\x1f\x8b"
_END = re.compile(rb"\r\n?")


def may_mix(file: Path) -> bool:
    """Whether the file has line ends of several kinds; those between quotes count as well, so that it is quick."""
    counts = Counter[bytes]()
    with _opened(file) as source:
        while piece := _whole(source):
            counts.update({end: piece.count(end) for end in (b"\r", b"\n", b"\r\n")})
    if not (counts[b"\r"] and counts[b"\n"]):
        return False
    return len(set(counts.values())) > 1


def evened(file: Path, to: Path) -> Path:
    """Write the file (unpacked, where it is packed by gzip) with the line end "\\n" to `to`, and give that back."""
    quoted = False
    with _opened(file) as source, to.open("wb") as out:
        while piece := _whole(source):
            parts = piece.split(b'"')
            out.write(
                b'"'.join(part if quoted ^ bool(at % 2) else _END.sub(b"\n", part) for at, part in enumerate(parts))
            )
            quoted ^= len(parts) % 2 == 0
    return to


def _whole(source: BinaryIO) -> bytes:
    """The next piece, which parts no "\\r" from its "\\n"."""
    piece = source.read(PIECE)
    while piece.endswith(b"\r") and (more := source.read(1)):
        piece += more
    return piece


def _opened(file: Path) -> BinaryIO:
    with file.open("rb") as start:
        packed = start.read(len(GZIP)) == GZIP
    return cast(BinaryIO, gzip.open(file)) if packed else file.open("rb")
