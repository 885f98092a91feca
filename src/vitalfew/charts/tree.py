"""A tree as a picture: from left to right for wide screens, indented for phones; read and used as an ARIA tree."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import count

from vitalfew.charts.words import escaped, shortened, width_of

SIZE, LINE = 13.0, 17
NOTE_SIZE, NOTE_LINE, MARK = 12.0, 15, 15
MOST_LINES = 2
PAD, HANDLE, GAP = 10, 26, 10
SHAPES = {
    "worse": "M0 1h10L5 10z",
    "better": "M0 9h10L5 0z",
    "watch": "M5 0l5 5-5 5-5-5z",
    "steady": "M0 3.4h10v3.2H0z",
    "none": "M5 1a4 4 0 100 8 4 4 0 000-8z",
}


@dataclass(frozen=True, slots=True)
class Leaf:
    """One box of the tree and what hangs from it.

    `kind` names its class in the style sheet, `note` is the small line with a `shape` before it. `fold` is where the
    same tree is shown with this box opened or closed; '' where nothing hangs from it. `inside` is how many
    boxes hang from it, `holds` says which, while it is closed. `data` are further attributes for scripts.
    """

    key: str
    kind: str
    kind_words: str
    title: str
    note: str = ""
    shape: str = ""
    href: str = ""
    fold: str = ""
    is_open: bool = False
    inside: int = 0
    holds: str = ""
    leaves: Sequence[Leaf] = ()
    data: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """A line between two boxes beside the tree's own, by their keys; `kind` is its class."""

    start: str
    end: str
    kind: str
    words: str


@dataclass(frozen=True, slots=True)
class Shape:
    """How a tree is laid out: the width of a box, the step to the right per level, and what stands below it."""

    width: float
    step: float
    beside: bool


WIDE = Shape(width=216, step=256, beside=True)
NARROW = Shape(width=324, step=14, beside=False)


@dataclass(frozen=True, slots=True)
class Box:
    """A leaf in its place."""

    leaf: Leaf
    parent: Box | None
    level: int
    position: int
    size: int
    x: float
    y: float
    width: float
    lines: Sequence[str]
    notes: Sequence[str]

    @property
    def height(self) -> float:
        """As high as its words need."""
        return 2 * PAD - 4 + LINE * len(self.lines) + NOTE_LINE * len(self.notes) + (1 if self.notes else 0)


def tree_picture(*, key: str, title: str, leaves: Sequence[Leaf], links: Sequence[Link] = (), shape: Shape) -> str:
    """The tree as SVG text with the role of a tree; `key` tells the ids of two pictures on one page apart."""
    boxes = list(_placed(leaves, shape))
    by_key = {box.leaf.key: box for box in boxes}
    shown = [(link, by_key[link.start], by_key[link.end]) for link in links if {link.start, link.end} <= by_key.keys()]
    width = max((box.x + box.width for box in boxes), default=0) + (40 if shown and shape.beside else 2)
    height = max((box.y + box.height for box in boxes), default=0) + 2
    numbers = {box.leaf.key: f"{key}-{number}" for number, box in zip(count(1), boxes, strict=False)}
    return "".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" class="tree {key}" viewBox="0 0 {width:g} {height:g}" '
            f'width="{width:g}" height="{height:g}" role="tree" aria-label="{escaped(title)}">',
            f'<g class="branches" role="none">{"".join(_branch(box, shape) for box in boxes if box.parent)}</g>',
            *(_link(link, start, end) for link, start, end in shown if shape.beside),
            *(_box(box, numbers, tab=0 if index == 0 else -1) for index, box in enumerate(boxes)),
            "</svg>",
        ]
    )


def _placed(leaves: Sequence[Leaf], shape: Shape) -> Iterator[Box]:
    """Every box that is shown, in reading order; what hangs from a box begins beside it, or below it."""
    yield from _below(leaves, None, shape, top=1.0)[1]


def _below(leaves: Sequence[Leaf], parent: Box | None, shape: Shape, *, top: float) -> tuple[float, list[Box]]:
    level = parent.level + 1 if parent else 1
    x = 1 + (level - 1) * shape.step
    width = shape.width if shape.beside else shape.width - (level - 1) * shape.step
    found: list[Box] = []
    for position, leaf in enumerate(leaves, start=1):
        room = width - 2 * PAD - (HANDLE if leaf.fold else 0)
        notes = wrapped(leaf.note, room - (MARK if leaf.shape else 0), NOTE_SIZE) if leaf.note else ()
        box = Box(leaf, parent, level, position, len(leaves), x, top, width, wrapped(leaf.title, room, SIZE), notes)
        found.append(box)
        under = top + box.height + GAP
        inside = leaf.leaves if leaf.is_open else ()
        end, boxes = _below(inside, box, shape, top=top if shape.beside else under)
        found += boxes
        top = max(under, end)
    return top, found


@lru_cache(maxsize=4096)
def wrapped(text: str, room: float, size: float) -> tuple[str, ...]:
    """The text in at most two lines, the last one cut with an ellipsis where it does not fit."""
    lines: list[str] = []
    words = text.split()
    while words and len(lines) < MOST_LINES - 1:
        taken = _fitting(words, room, size)
        lines.append(shortened(" ".join(words[:taken]), room, size))
        words = words[taken:]
    return tuple([*lines, shortened(" ".join(words), room, size)] if words else lines or [""])


def _fitting(words: Sequence[str], room: float, size: float) -> int:
    """How many of the first words go into one line, at least one."""
    taken, used = 0, -width_of(" ", size)
    for word in words:
        used += width_of(" ", size) + width_of(word, size)
        if used > room and taken:
            break
        taken += 1
    return taken


def _branch(box: Box, shape: Shape) -> str:
    """The line from a box to what it hangs from."""
    assert box.parent is not None  # noqa: S101  (asked only of boxes that hang from one)
    y = box.y + PAD + LINE / 2
    if not shape.beside:
        x, start = box.parent.x + 6, box.parent.y + box.parent.height
        return f'<path d="M{x:g} {start:g}V{y:g}H{box.x:g}"/>'
    x, start = box.parent.x + box.parent.width, box.parent.y + PAD + LINE / 2
    middle = x + (shape.step - shape.width) / 2
    return f'<path d="M{x:g} {start:g}H{middle:g}V{y:g}H{box.x:g}"/>'


def _link(link: Link, start: Box, end: Box) -> str:
    """A curve on the right of two boxes, or from the left of one to the right of the other."""
    y, other = start.y + start.height / 2, end.y + end.height / 2
    if start.x > end.x:
        x, to = start.x, end.x + end.width
        d = f"M{x:g} {y:g}C{x - 30:g} {y:g} {to + 30:g} {other:g} {to:g} {other:g}"
    else:
        x, to = start.x + start.width, end.x + end.width
        far = max(x, to) + 34
        d = f"M{x:g} {y:g}C{far:g} {y:g} {far:g} {other:g} {to:g} {other:g}"
    return f'<path class="link {escaped(link.kind)}" d="{d}"><title>{escaped(link.words)}</title></path>'


def _box(box: Box, numbers: Mapping[str, str], *, tab: int) -> str:
    leaf = box.leaf
    opened = f' aria-expanded="{"true" if leaf.is_open else "false"}"' if leaf.fold else ""
    data = "".join(f' data-{name}="{escaped(value)}"' for name, value in (leaf.data or {}).items())
    said = ". ".join(
        part.removesuffix(".") for part in (f"{leaf.kind_words}: {leaf.title}", leaf.note, leaf.holds) if part
    )
    above = f' data-above="{numbers[box.parent.leaf.key]}"' if box.parent else ""
    return (
        f'<g class="box {leaf.kind}" role="treeitem" id="{numbers[leaf.key]}" tabindex="{tab}" '
        f'aria-level="{box.level}" aria-posinset="{box.position}" aria-setsize="{box.size}"{opened} '
        f'aria-label="{escaped(said)}" data-place="{escaped(leaf.key)}"{above}{data}>'
        f'<rect x="{box.x:g}" y="{box.y:g}" width="{box.width:g}" height="{box.height:g}" rx="4"/>'
        f"{_words(box)}{_handle(box)}</g>"
    )


def _words(box: Box) -> str:
    leaf, x, y = box.leaf, box.x + PAD, box.y + PAD + 10
    lines = "".join(
        f'<tspan x="{x:g}" y="{y + LINE * index:g}">{escaped(line)}</tspan>' for index, line in enumerate(box.lines)
    )
    text = f'<text class="title">{lines}<title>{escaped(leaf.title)}</title></text>'
    head = f'<a href="{escaped(leaf.href)}">{text}</a>' if leaf.href else text
    return head + _note(box, x, y + LINE * len(box.lines) - 1)


def _note(box: Box, x: float, y: float) -> str:
    leaf = box.leaf
    if not leaf.note:
        return ""
    mark, left = "", x
    if leaf.shape:
        mark = f'<path class="mark {leaf.shape}" transform="translate({x:g} {y - 9:g})" d="{SHAPES[leaf.shape]}"/>'
        left = x + MARK
    lines = "".join(
        f'<tspan x="{left:g}" y="{y + NOTE_LINE * index:g}">{escaped(line)}</tspan>'
        for index, line in enumerate(box.notes)
    )
    return f'{mark}<text class="note">{lines}</text>'


def _handle(box: Box) -> str:
    """The round button that opens and closes a box."""
    leaf = box.leaf
    if not leaf.fold:
        return ""
    x, y = box.x + box.width - PAD - 8, box.y + box.height / 2
    sign = f'<path d="M{x - 4:g} {y:g}h8"/>' if leaf.is_open else f'<text x="{x:g}" y="{y + 4:g}">{leaf.inside}</text>'
    words = f"{'Close' if leaf.is_open else 'Open'} {leaf.title}"
    return (
        f'<a class="fold" href="{escaped(leaf.fold)}" aria-label="{escaped(words)}">'
        f'<circle cx="{x:g}" cy="{y:g}" r="12"/>{sign}</a>'
    )
