"""What a row's words give away about it, gathered once, for the verdict to weigh."""

import re
from functools import lru_cache
from typing import Any, NamedTuple

from vitalfew.method.audit.phrase import Phrase, is_quantity, phrase, words_of
from vitalfew.method.audit.rows import Row
from vitalfew.method.audit.targets import Aim, aim_of
from vitalfew.method.audit.timing import by_a_date, from_now, has_deadline, says_change
from vitalfew.method.wording.nature import Nature, nature
from vitalfew.method.wording.reader import read
from vitalfew.method.wording.reading import Reading
from vitalfew.method.wording.vocabulary import word_set

_LABEL = re.compile(
    r"\b(?:tier|level|phase|type|severity|sev|priority|prio|class|stage|version|top|soc|iso|day|week|year|fy|p|s|q|h|v|no\.|#)"
    r"[\s-]?\d[\d/.]*\b|\b\d+[- ](?:day|week|month|year|hour|minute)s?\b(?=\s+[a-z])|\b24/7\b|\b\d+(?:st|nd|rd|th)\b",
    re.I,
)
_WHEN = frozenset(["by", "before", "until", "till", "no", "this", "next", "in", "during", "for", "over", "within"])
_IN_TIME = frozenset(("within", "in", "inside", "on", "on-time"))
_PACES = frozenset({"hourly", "daily", "weekly", "fortnightly", "monthly", "quarterly", "yearly", "every"})
_CONTRASTS = frozenset({"instead", "rather", "from", "to", "longer", "not"})
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
_OPEN = (
    "tbd",
    "tbc",
    "to be ",
    "no target",
    "currently no",
    "not yet",
    "not set",
    "unknown",
    "confidential",
    "see ",
    "refer ",
    "identified in",
    "defined in",
    "in the ",
)
_WHOLE = frozenset({"zero", "none", "no", "nil", "all", "every", "half", "yes", "green", "pass", "always", "never"})
_BLANK = frozenset(
    {"", "-", "–", "—", "n/a", "na", "none", "tbd", "tbc", "unknown", "?", "confidential", "null", "nan"}
    | {"up", "down", "higher", "lower", "more", "less", "increase", "decrease", "improve", "reduce", "grow", "↑", "↓"}
)


class Signs(NamedTuple):
    """The evidence about one row.

    `quantity`: the name is that of a number. `number`: it holds one. `limit`: it says above or below what.
    `deadline`: by when. `moves`: from where to where, or by how much. `service`: done in time. `defined`: the
    definition says what is counted. `aimed`: the sheet gives a target or red line with a number; `aim`: of what sort
    its target is.
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
    aim: Aim
    words: frozenset[str]

    def told(self, **fields: Any) -> "Signs":
        """The same with what the other cells of the row say."""
        return self._replace(**fields)


def signs(row: Row) -> Signs:
    """Read one row."""
    said = _said(row.name)
    if not (row.definition or row.target or row.red_line or row.deadline or row.baseline):
        return said
    return said.told(
        deadline=said.deadline or is_said(row.deadline),
        moves=said.moves or _columns_move(row),
        defined=is_defined(row.definition),
        aimed=has_number(row.target) or has_number(row.red_line),
        aim=_aim(row),
    )


@lru_cache(maxsize=20_000)
def _said(row_name: str) -> Signs:
    """What the name alone says; the last thousands are remembered, for sheets repeat themselves."""
    name = phrase(row_name)
    text, known = name.text, frozenset(name.words)
    digits = has_number(text)
    # a sentence without a number has nothing for the reader to find, and most rows of a sheet are such
    paced = not (known.isdisjoint(_PACES) or known.isdisjoint(_CONTRASTS))
    told = digits or paced or not known.isdisjoint(word_set("audit", "spelled_numbers"))
    reading = read(text) if told else Reading(text)
    dated = not known.isdisjoint(_WHEN) or "(" in text
    return Signs(
        name,
        reading,
        nature(reading),
        is_quantity(name),
        digits and (reading.measurable or bool(_AMOUNT.search(_LABEL.sub(" ", text)))),
        (digits or "zero" in known) and bool(_LIMIT.search(text)),
        (dated and has_deadline(text)) or _by_when(reading),
        (digits or paced or "from" in known) and (_goes_somewhere(reading) or says_change(text)),
        not known.isdisjoint(_IN_TIME) and bool(_SERVICE.search(text)),
        defined=False,
        aimed=False,
        aim=Aim.NONE,
        words=known,
    )


def _aim(row: Row) -> Aim:
    """What sort of target the sheet gives; one with a day in the next column is to be reached by then."""
    aim = aim_of(row.target) if row.target else Aim.NONE
    dated = has_number(row.deadline) or by_a_date(f"by {row.deadline}")
    return Aim.DATED if aim is Aim.LEVEL and dated else aim


def _by_when(reading: Reading) -> bool:
    """Whether the sentence has an end; '95 % of bills paid within 30 days' is kept for ever."""
    share = reading.unit == "%" and "direction" not in reading.spans
    return bool(reading.deadline) and not (share and str(reading.deadline).endswith(("day", "days")))


def _goes_somewhere(reading: Reading) -> bool:
    return reading.baseline is not None and reading.target is not None and reading.baseline != reading.target


def _columns_move(row: Row) -> bool:
    """Whether the sheet itself says from where to where."""
    if has_number(row.baseline) and has_number(row.target):
        return row.baseline != row.target
    return has_number(row.target) and from_now(row.target)


def is_defined(definition: str) -> bool:
    """Whether the definition says that something is counted or measured."""
    return bool(definition) and not word_set("audit", "definition_starts").isdisjoint(words_of(definition[:400])[:60])


def has_number(text: str) -> bool:
    """Whether a cell holds a number."""
    return not _DIGITS.isdisjoint(text)


@lru_cache(maxsize=4_000)
def says_target(text: str) -> bool:
    """Whether a cell of the column of targets names one: a number, or 'zero', 'all'; not 'see the chart'."""
    if not is_said(text):
        return False
    return has_number(text) or not _WHOLE.isdisjoint(words_of(text))


@lru_cache(maxsize=4_000)
def is_said(text: str) -> bool:
    """Whether a cell says anything: not empty, 'TBD', 'unknown' or a mere direction."""
    plain = text.strip(" .").lower()
    return plain not in _BLANK and not plain.startswith(_OPEN)
