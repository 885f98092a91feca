"""Takes a row's name apart: the words that count, the noun it is about, whether that noun is a quantity."""

import re
from functools import cache, lru_cache
from itertools import pairwise
from typing import NamedTuple

from vitalfew.method.wording.vocabulary import word_set, words

_MARK = re.compile(
    r"^\s*(?:[-*•–—]\s+|\[[ xX]?\]\s*|\d{1,2}[.)]\s+|(?:KR|KPI|Key result|Objective|O)\s?\d*\s?[:.)]\s+)+", re.I
)
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_WORD = re.compile(r"[^\W\d_][\w'’&/.-]*[\w%]|[^\W\d_]|\d[\w.,:/%]*|[%<>≤≥=/]|→|->")
_ACRONYM = re.compile(r"\(\s*(?:[A-Z][A-Za-z0-9]*[A-Z][A-Za-z0-9]*|CPI|NPS)\s*\)")
_CUT = re.compile(r"\s(?:[-–—]|\|)\s|:\s|[<>≤≥=]|(?<=\w)[:,;]\s")
_NO_PLURAL = ("ss", "us", "is", "ics", "ness")


class Phrase(NamedTuple):
    """A name without list marks and brackets: its words in small letters, and `head`, the noun that it is about.

    `named` says that an abbreviation in brackets follows, as it does after the name of a known metric.
    """

    text: str
    words: tuple[str, ...]
    head: str
    named: bool

    @property
    def first(self) -> str:
        """The first word, '' where there is none."""
        return self.words[0] if self.words else ""


@lru_cache(maxsize=20_000)
def phrase(name: str) -> Phrase:
    """The name, taken apart; the last thousands are remembered, for sheets repeat themselves."""
    text = " ".join(_MARK.sub("", name.replace("\\", "")).split()).rstrip(". ")
    bracketed = "(" in text or "[" in text
    plain = _BRACKETS.sub(" ", text) if bracketed else text
    named = words_of(plain)
    first = next((part for part in _CUT.split(plain) if part.strip()), "")
    head = _head(named if len(first) == len(plain) else words_of(first))
    return Phrase(text, named, head, bracketed and bool(_ACRONYM.search(text)))


def words_of(text: str) -> tuple[str, ...]:
    """The words of a text in small letters, '%', '<' and '/' among them."""
    return tuple(_WORD.findall(text.lower()))


def _head(named: tuple[str, ...]) -> str:
    """The last word before the first preposition, without numbers and 'closed', 'sold'."""
    prepositions, done = word_set("audit", "prepositions"), word_set("audit", "throughput_done")
    head = ""
    for word in named:
        if not head:
            head = word
        elif word in prepositions:
            break
        elif not word[0].isdigit() and word not in done:
            head = word
    return head


def is_quantity(name: Phrase) -> bool:
    """Whether the name is the name of a number: a rate, a time, a count, a score, something per something."""
    return (
        name.named
        or is_measure(name.head)
        or name.first in word_set("audit", "measure_starts")
        or "%" in name.words
        or _compares(name.words)
        or is_measure(name.words[-1] if name.words else "")
        or is_flow(name.words)
        or bool(_phrases().search(name.text))
    )


@cache
def _phrases() -> re.Pattern[str]:
    return re.compile(words("audit")["measure_phrases"], re.IGNORECASE)


def is_flow(named: tuple[str, ...]) -> bool:
    """Whether things are counted by what happened to them: 'deals closed', 'tickets resolved per week'."""
    done, counted = word_set("audit", "throughput_done"), word_set("audit", "count_nouns")
    return any(after in done and noun in counted for noun, after in pairwise(named))


def _compares(named: tuple[str, ...]) -> bool:
    """'Plan vs actuals', 'incidents per release', 'cost / revenue'."""
    inner = named[1:-1]
    return any(word in ("per", "vs", "vs.", "versus", "/") for word in inner)


@cache
def is_measure(word: str) -> bool:
    """Whether a noun names a quantity ('rate', 'duration', 'MTTR'); of joined nouns the last decides."""
    last = re.split(r"[/&-]", word)[-1] if len(word) > 3 else word
    nouns = word_set("audit", "measure_nouns")
    if word in nouns or last in nouns:
        return True
    return word.endswith(tuple(word_set("audit", "measure_endings"))) and word not in word_set("audit", "vague_nouns")


@cache
def is_count(word: str) -> bool:
    """Whether a noun stands for things that are counted ('incidents', 'open issues')."""
    if word in word_set("audit", "count_nouns"):
        return True
    return len(word) > 3 and word.endswith("s") and not word.endswith(_NO_PLURAL)
