"""What an objective's title is: work, a wish without content, a steady state, a number, or a result."""

import re
from typing import NamedTuple

from vitalfew.method.late import late
from vitalfew.method.wording.flat import flat
from vitalfew.method.wording.labels import label_end
from vitalfew.method.wording.projects import project
from vitalfew.method.wording.reader import read
from vitalfew.method.wording.reading import Reading, Span
from vitalfew.method.wording.titles import Title, title_words, titled

_NUMBER = late(r"(?<![\w#.])[$€£]?\d[\d.,]*\s?(?:%|[kKmM]\b)?|\b(?:double|triple|quadruple|halve|twice)\b", re.I)
_COUNTS = late(r"\d|\b(?:doubl|tripl|quadrupl|halv|half|twice|hundred|thousand|million|billion|zero)", re.IGNORECASE)
_VERSION = late(r"(?:\.\d+)*\s+(?:version|release|edition|beta)\b", re.IGNORECASE)
_KEEPING = frozenset({"keep", "retain", "hold"})
_STAYING = frozenset({"stay", "remain"})
_CHANGING = frozenset({"building", "growing", "improving", "expanding", "learning", "developing", "raising", "winning"})
_STEADY = frozenset(
    {"at", "above", "below", "within", "on", "stable", "compliant", "profitable", "up", "running", "steady"}
)
_HOLDING = frozenset({"maintain", "sustain", "preserve", "uphold", "retain"})
_RANKS = ("top ", "#", "number ", "no. ", "top-")
_FIELDS = ("baseline", "target", "change", "delta", "target_max")


class Aim(NamedTuple):
    """Each field is the span of the words that say so, or None; `verb` is whether it starts with a verb."""

    number: Span | None = None
    task: Span | None = None
    flat: Span | None = None
    upkeep: Span | None = None
    verb: bool = True


def aim(reading: Reading) -> Aim:
    """What the title says, by its words; a label before it ('Objective 1 - ') is no part of it."""
    start = label_end(reading.text)
    if start:
        inner = aim(read(reading.text[start:]))
        number, task, empty, kept = (_moved(span, start) for span in inner[:4])
        return Aim(number, task, empty, kept, inner.verb)
    title = titled(reading.text)
    if not title.rest:
        return Aim(flat=title.tokens.span(title.at) if title.head else None, verb=False)
    return Aim(
        number=_number(reading),
        task=project(title),
        flat=flat(title),
        upkeep=_upkeep(title),
        verb=title.head in title_words().verbs,
    )


def _moved(span: Span | None, by: int) -> Span | None:
    return None if span is None else (span[0] + by, span[1] + by)


def _number(reading: Reading) -> Span | None:
    """Where a measure stands in the title; ranks ('top 3', '#1') are none."""
    if not reading.measurable:
        return None
    spans = [reading.spans[field] for field in _FIELDS if field in reading.spans]
    if not spans:
        found = _NUMBER.search(reading.text)
        spans = [found.span()] if found else []
    if not spans:
        return None
    moves = reading.baseline is not None and reading.target is not None
    if not moves and not any(_COUNTS.search(reading.text, first, last) for first, last in spans):
        return None
    start, end = min(first for first, _ in spans), max(last for _, last in spans)
    before = reading.text[:start].lower()
    named = before.endswith((*_RANKS, "24/7/")) or _VERSION.match(reading.text, end) is not None
    return None if named else (start, end)


def _upkeep(title: Title) -> Span | None:
    """'Maintain system uptime', 'Ensure business continuity'; not 'Keep winning hearts'."""
    if title.vivid and title.head not in _HOLDING:
        return None
    if title.head in _KEEPING and not title_words().people.isdisjoint(title.rest):
        return None  # 'Keep the customers we win' is loyalty to be won
    if title.head in _STAYING and _STEADY.isdisjoint(title.rest):
        return None
    if title.rest[0] in _CHANGING:
        return None
    if title.head in title_words().upkeep_verbs:
        return title.tokens.span(title.at)
    if title.head in title_words().upkeep_heads and not title_words().upkeep_objects.isdisjoint(title.tokens.known):
        return title.tokens.span(title.at)
    return None
