"""Says what a file is by its first bytes, so that a wrong one is refused by name."""

import re

_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", "a PDF document"),
    (b"\x89PNG", "a picture (PNG)"),
    (b"\xff\xd8\xff", "a picture (JPEG)"),
    (b"GIF8", "a picture (GIF)"),
    (b"BM", "a picture (BMP)"),
    (b"RIFF", "a sound, picture or film file"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"7z\xbc\xaf", "a 7-Zip archive"),
    (b"Rar!", "a RAR archive"),
    (b"SQLite format 3", "an SQLite database"),
    (b"\x7fELF", "a program"),
    (b"MZ", "a Windows program"),
)
_TEXT: tuple[tuple[re.Pattern[str], str], ...] = (
    (
        re.compile(r"(?is)(<\?xml[^>]*>\s*)?(<!--.*?-->\s*)?<(!doctype html|html|head|body|table)\b"),
        "a web page (HTML)",
    ),
    (re.compile(r"(?is)<\?xml|<svg"), "an XML document"),
    (re.compile(r"(?s)\{\s*(\"|\})|\[\s*[\[{\"\d\-\]]"), "JSON"),
    (re.compile(r"\{\\rtf"), "an RTF document"),
)
PARQUET = b"PAR1"
ZIP = b"PK\x03\x04"
OLD_OFFICE = b"\xd0\xcf\x11\xe0"


def binary_kind(data: bytes) -> str | None:
    """What a file that is surely not text seems to be, or None if it may be text."""
    for magic, kind in _MAGIC:
        if data.startswith(magic) and (len(magic) > 2 or b"\x00" in data[:256]):
            return kind
    return None


def text_kind(text: str) -> str | None:
    """What a text that is surely not a table seems to be ('a web page (HTML)', 'JSON'), or None."""
    head = text[:2000].lstrip()
    return next((kind for pattern, kind in _TEXT if pattern.match(head)), None)
