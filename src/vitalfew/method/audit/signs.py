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
_SPAN = r"(?:week|month|quarter|year|half|sprint|cycle)"
_TIME = (
    r"(?:(?:the\s+)?(?:end|close|start)\s+of\b|q[1-4]\b|h[12]\b|fy\s?\d|20\d\d|eo[yqmw]\b|year[- ]?end|"
    rf"(?:{_MONTHS})[a-z]*\b|\d{{1,2}}[/.]\d{{1,2}}[/.]\d{{2,4}}|\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?(?:{_MONTHS})|"
    rf"{_SPAN}\s?\d+\b|day\s?\d+\b|(?:this|next|the)\s+(?:coming\s+)?{_SPAN}|christmas|summer|winter|spring|autumn)"
)
_NEXT = r"(?:the\s+)?(?:next|first|coming|current)\s+(?:\w+\s+)?(?:days?|weeks?|months?|quarters?|years?)\b"
_FEW = r"(?:two|three|four|six|nine|twelve|\d+)\s+(?:months?|quarters?)\b(?!\s+of\b)"
_DEADLINE = re.compile(
    rf"\b(?:by|before|until|till|no later than)\s+{_TIME}|\b(?:this|next)\s+{_SPAN}\b|"
    rf"\b(?:in|during|for|over|within)\s+(?:q[1-4]\b|h[12]\b|fy\s?\d|20\d\d|{_NEXT}|{_FEW})|\((?:by\s+)?(?:q[1-4]|h[12])\b",
    re.I,
)
_FROM_NOW = re.compile(
    r"\((?:currently|today|now|was|from|baseline|up from|down from)\b[^)]*\d|"
    r"\b(?:currently|up from|down from|was)\s+\D{0,12}\d|\(from\s|\d\S*\s*(?:→|->|=>|-->)\s*[<>]?\D{0,3}\d|"
    r"\bfrom\s+\D{0,4}\d.*?\bto\s+\D{0,14}\d",
    re.I,
)
_VERBS = (
    r"(?:grows?|rises?|increases?|improves?|climbs?|drops?|falls?|decreases?|declines?|shrinks?|doubles?|triples?|halves|"
    r"goes|moves|increased|reduced|decreased|improved)"
)
_GROWS = re.compile(
    rf"\b{_VERBS}\s+(?:up\s+|down\s+)?(?:from|to|by|above|below|over|under|past|[<>])\s*\D{{0,12}}\d|"
    r"\d+\s?(?:%|percent|points?|x)\s+(?:(?!or\b)\w+\s+)?(?:increase|decrease|reduction|improvement|drop|decline|uplift|"
    r"lift|more|fewer|less|higher|lower|faster)\b|\b(?:increase|decrease|reduction|improvement|uplift|drop)\s+(?:of|by)\s+"
    r"\D{0,3}\d",
    re.I,
)
_LABEL = re.compile(
    r"\b(?:tier|level|phase|type|severity|sev|priority|prio|class|stage|version|top|soc|iso|day|week|year|fy|p|s|q|h|v|no\.|#)"
    r"[\s-]?\d[\d/.]*\b|\b\d+[- ](?:day|week|month|year|hour|minute)s?\b(?=\s+[a-z])|\b24/7\b|\b\d+(?:st|nd|rd|th)\b",
    re.I,
)
_WHEN = frozenset(["by", "before", "until", "till", "no", "this", "next", "in", "during", "for", "over", "within"])
_IN_TIME = frozenset(("within", "in", "inside", "on", "on-time"))
_DIGITS = frozenset("0123456789")
_AMOUNT = re.compile(r"(?<![\w.-])\d")
_LIMIT = re.compile(
    r"[<>≤≥]\s?=?\s*[$€£]?\d|\b(?:at (?:least|most|or (?:above|below))|above|below|under|over|less than|more than|"
    r"fewer than|greater than|no more than|up to|within|max\.?|min\.?|minimum|maximum|between|exceeds?)\s+[$€£]?\d|"
    r"[:=]\s*[$€£]?\d|\bzero\b|\d\s?%\s+or\s+(?:more|less|better|higher|lower)",
    re.I,
)
_SERVICE = re.compile(
    r"\b(?:within|in under|in less than|inside)\s+(?:due|the\s|sla|target|\d|one|two|an?\s)|\bon[- ]time\b", re.I
)
_OPEN = ("tbd", "tbc", "to be ", "no target", "currently no", "not yet", "not set", "unknown", "confidential")
_BLANK = frozenset(
    {"", "-", "–", "—", "n/a", "na", "none", "tbd", "tbc", "unknown", "?", "confidential", "null", "nan"}
)


class Signs(NamedTuple):
    """The evidence about one row.

    `quantity`: the name is that of a number. `number`: it holds one. `limit`: it says above or below what.
    `deadline`: by when. `moves`: from where to where, or by how much. `service`: done in time. `defined`: the
    definition says what is counted. `aimed`: the sheet gives a target or red line with a number.
    """

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
    aimed: bool
    words: frozenset[str]


def signs(row: Row) -> Signs:
    """Read one row."""
    name = phrase(row.name)
    text, known = name.text, frozenset(name.words)
    digits = has_number(text)
    # a sentence without a number has nothing for the reader to find, and most rows of a sheet are such
    reading = read(text) if digits or not known.isdisjoint(word_set("audit", "spelled_numbers")) else Reading(text)
    dated = not known.isdisjoint(_WHEN) or "(" in text
    return Signs(
        name,
        reading,
        nature(reading),
        is_quantity(name),
        digits and (reading.measurable or bool(_AMOUNT.search(_LABEL.sub(" ", text)))),
        (digits or "zero" in known) and bool(_LIMIT.search(text)),
        (dated and bool(_DEADLINE.search(text))) or _by_when(reading) or is_said(row.deadline),
        (digits and (_goes_somewhere(reading) or _says_change(text))) or _columns_move(row),
        not known.isdisjoint(_IN_TIME) and bool(_SERVICE.search(text)),
        is_defined(row.definition),
        has_number(row.target) or has_number(row.red_line),
        known,
    )


def _by_when(reading: Reading) -> bool:
    """Whether the sentence has an end; '95 % of bills paid within 30 days' is kept for ever."""
    share = reading.unit == "%" and "direction" not in reading.spans
    return bool(reading.deadline) and not (share and str(reading.deadline).endswith(("day", "days")))


def _goes_somewhere(reading: Reading) -> bool:
    return reading.baseline is not None and reading.target is not None and reading.baseline != reading.target


def _says_change(text: str) -> bool:
    return bool(_FROM_NOW.search(text) or _GROWS.search(text))


def _columns_move(row: Row) -> bool:
    """Whether the sheet itself says from where to where."""
    if has_number(row.baseline) and has_number(row.target):
        return row.baseline != row.target
    return has_number(row.target) and bool(_FROM_NOW.search(row.target))


def is_defined(definition: str) -> bool:
    """Whether the definition says that something is counted or measured."""
    return bool(definition) and not word_set("audit", "definition_starts").isdisjoint(words_of(definition[:400])[:60])


def has_number(text: str) -> bool:
    """Whether a cell holds a number."""
    return not _DIGITS.isdisjoint(text)


def is_said(text: str) -> bool:
    """Whether a cell says anything: not empty, 'TBD' or 'unknown'."""
    plain = text.strip(" .").lower()
    return plain not in _BLANK and not plain.startswith(_OPEN)
