"""What a row's words give away about it, gathered once, for the verdict to weigh."""

import re
from typing import NamedTuple

from vitalfew.method.audit.phrase import Phrase, is_quantity, phrase, words_of
from vitalfew.method.audit.rows import Row
from vitalfew.method.wording.nature import Nature, nature
from vitalfew.method.wording.reader import read
from vitalfew.method.wording.reading import Reading
from vitalfew.method.wording.vocabulary import word_set

_MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec"
_TIME = (
    rf"(?:(?:the\s+)?(?:end|close|start)\s+of\b|q[1-4]\b|h[12]\b|fy\s?\d|20\d\d|eo[yqmw]\b|year[- ]?end|(?:{_MONTHS})[a-z]*\b|"
    r"\d{1,2}[/.]\d{1,2}[/.]\d{2,4}|\d{1,2}(?:st|nd|rd|th)?\s+(?:of\s+)?(?:" + _MONTHS + r")|"
    r"(?:this|next|the)\s+(?:coming\s+)?(?:week|month|quarter|year|half|sprint|cycle)|"
    r"(?:the\s+)?(?:next\s+)?(?:\w+|\d+)\s+(?:months?|quarters?|weeks?)\b(?!\s+of\b)|christmas|summer|winter|spring|autumn)"
)
_DEADLINE = re.compile(
    rf"\b(?:by|before|until|till|no later than)\s+{_TIME}|\b(?:this|next)\s+(?:month|quarter|year|half|sprint|cycle)\b|"
    rf"\b(?:in|during|for|over|within)\s+(?:q[1-4]\b|h[12]\b|fy\s?\d|20\d\d|(?:the\s+)?(?:next|first|coming|current)\s+"
    rf"(?:\w+\s+)?(?:days?|weeks?|months?|quarters?|years?)\b|(?:two|three|four|six|nine|twelve|\d+)\s+(?:months?|quarters?)\b"
    rf"(?!\s+of\b))|\((?:by\s+)?(?:q[1-4]|h[12])\b",
    re.I,
)
_FROM_NOW = re.compile(
    r"\((?:currently|today|now|was|from|baseline|up from|down from)\b[^)]*\d|\b(?:currently|up from|down from|was)\s+\D{0,12}\d|"
    r"\(from\s|\d\S*\s*(?:→|->|=>|-->)\s*[<>]?\D{0,3}\d|\bfrom\s+\D{0,4}\d.*?\bto\s+\D{0,14}\d",
    re.I,
)
_GROWS = re.compile(
    r"\b(?:grows?|rises?|increases?|improves?|climbs?|drops?|falls?|decreases?|declines?|shrinks?|doubles?|triples?|halves|"
    r"goes|moves|is reduced|is increased|increased|reduced|decreased|improved)\s+(?:up\s+|down\s+)?(?:from|to|by|above|below|over|"
    r"under|past|[<>])\s*\D{0,12}\d|\d+\s?(?:%|percent|points?|x)\s+(?:\w+\s+)?(?:increase|decrease|reduction|improvement|growth|"
    r"drop|decline|uplift|lift|more|fewer|less|higher|lower|faster)\b|"
    r"\b(?:increase|decrease|reduction|improvement|uplift|drop)\s+(?:of|by)\s+\D{0,3}\d",
    re.I,
)
_AMOUNT = re.compile(
    r"(?<![\w.-])[$€£¥₹]?\s?\d[\d.,]*(?!\s?(?:st|nd|rd|th)\b)(?!-?(?:day|week|month|year|hour|minute|st|nd)s?\b\s+\w)"
)
_LIMIT = re.compile(
    r"[<>≤≥]\s?=?\s*[$€£]?\d|\b(?:at (?:least|most|or (?:above|below))|above|below|under|over|less than|more than|fewer than|greater "
    r"than|no more than|up to|within|max\.?|min\.?|minimum|maximum|between|exceeds?)\s+[$€£]?\d|:\s*[$€£]?\d|=\s*[$€£]?\d|\bzero\b",
    re.I,
)
_SERVICE = re.compile(
    r"\b(?:within|in under|in less than|inside)\s+(?:due|the\s|sla|target|\d|one|two|an?\s)|\bon[- ]time\b", re.I
)
_BLANK = frozenset(
    {"", "-", "–", "—", "n/a", "na", "none", "tbd", "tbc", "unknown", "?", "confidential", "null", "nan"}
)


class Signs(NamedTuple):
    """The evidence about one row."""

    name: Phrase
    reading: Reading
    nature: Nature
    quantity: bool
    number: bool
    limit: bool
    deadline: bool
    moves: bool
    service: bool
    defined: bool
    words: frozenset[str]


def signs(row: Row) -> Signs:
    """Read one row."""
    name = phrase(row.name)
    reading = read(name.text)
    known = frozenset(name.words)
    digits = any(character.isdigit() for character in name.text)
    return Signs(
        name,
        reading,
        nature(reading),
        is_quantity(name),
        digits and (reading.measurable or bool(_AMOUNT.search(name.text))),
        (digits or "zero" in known) and bool(_LIMIT.search(name.text)),
        bool(_DEADLINE.search(name.text)) or bool(reading.deadline),
        digits and (_goes_somewhere(reading) or bool(_FROM_NOW.search(name.text) or _GROWS.search(name.text))),
        bool(_SERVICE.search(name.text)),
        is_defined(row.definition),
        known,
    )


def _goes_somewhere(reading: Reading) -> bool:
    return reading.baseline is not None and reading.target is not None and reading.baseline != reading.target


def is_defined(definition: str) -> bool:
    """Whether the definition says that something is counted or measured."""
    return not word_set("audit", "definition_starts").isdisjoint(words_of(definition[:400])[:60])


def is_said(text: str) -> bool:
    """Whether a cell says anything: not empty, 'TBD' or 'unknown'."""
    return text.strip(" .").lower() not in _BLANK
