"""Text over several lines of plain YAML: below `|` or `>`, each line as far to the right as the first."""

import re
from collections.abc import Sequence
from functools import cache
from itertools import islice, takewhile
from typing import NamedTuple


class Block(NamedTuple):
    """A block's own line, cut into indentation, dash, key and the column of its mark; its text, and its lines below."""

    indent: int
    dash: str
    key: str
    column: int
    text: str
    below: int


@cache
def _head() -> re.Pattern[str]:
    return re.compile(r"( *)(- +)?(?:([A-Za-z_][A-Za-z0-9_-]{0,80}): +)?([|>])(-?) *")


def block(lines: Sequence[str], at: int) -> Block | None:
    """The block whose mark stands in this line (from 0); None where it is no block, or not a plain one."""
    head = _head().fullmatch(lines[at])
    if head is None or not (head[2] or head[3]):
        return None
    indent = len(head[1]) + (len(head[2] or "") if head[3] else 0)
    depth = len(lines[at + 1]) - len(lines[at + 1].lstrip(" "))
    held = list(takewhile(lambda line: line[:depth].isspace() and line[depth:].strip(), islice(lines, at + 1, None)))
    after = next((line for line in lines[at + 1 + len(held) :] if line.strip()), "")
    if not held or depth <= indent or len(after) - len(after.lstrip(" ")) > indent or at + 1 + len(held) >= len(lines):
        return None
    texts = [line[depth:] for line in held]
    if any(text != text.rstrip() or (head[4] == ">" and text[0] == " ") for text in texts):
        return None
    text = ("\n" if head[4] == "|" else " ").join(texts) + ("" if head[5] else "\n")
    return Block(len(head[1]), head[2] or "", head[3] or "", head.start(4), text, len(held))
