"""Finds rows that measure one thing under several names: by their words, put into one order and one vocabulary."""

import re
from collections.abc import Iterable, Sequence
from functools import cache
from typing import TypeAlias

from vitalfew.method.audit.judged import Judged
from vitalfew.method.audit.phrase import phrase, words_of
from vitalfew.method.audit.rows import Row
from vitalfew.method.audit.signs import is_said
from vitalfew.method.wording.reader import read
from vitalfew.method.wording.vocabulary import word_set, words

Words: TypeAlias = frozenset[str]
_NUMBERED = re.compile(r"p?\d+(?:st|nd|rd|th)?")
_BRACKETED = re.compile(r"\(([A-Z][A-Za-z0-9]{1,6})\)")
_JOINED = re.compile(r"[/&-]")
_MEMBER = ("member", "members")


def twins(judged: Sequence[Judged]) -> list[list[int]]:
    """The places of every group of metrics, or of key results, that measure one thing; linear in the rows."""
    groups: dict[tuple[str, Words], list[int]] = {}
    for place, each in enumerate(judged):
        if each.kind in ("metric", "key_result", "vanity"):
            core = core_words(each.row, growth=each.verdict == "growth")
            if core:
                groups.setdefault((each.kind, core), []).append(place)
    return [places for places in groups.values() if len(places) > 1]


def core_words(row: Row, *, growth: bool = False) -> Words:
    """The words that tell what a row measures, whatever the team, the average and the period it is taken over."""
    name = phrase(row.name)
    text = (read(name.text).metric or name.text) if growth else name.text
    plain = _without_team(phrase(text).words, row.team)
    expanded = [word for part in plain for word in _expanded(part)]
    return frozenset(word for word in map(_same, expanded) if word and word not in _noise())


def _without_team(plain: tuple[str, ...], team: str) -> tuple[str, ...]:
    """The words without the team's own before or after them ('Support average handle time')."""
    own, kinds = frozenset(words_of(team)), word_set("audit", "departments")
    start, end = 0, len(plain)
    while start < end and (plain[start] in own or (start and plain[start] in kinds)):
        if plain[start] in kinds and plain[start + 1 : start + 2] and plain[start + 1] in _MEMBER:
            break
        start += 1
    while end > start + 1 and plain[end - 1] in own - kinds:
        end -= 1
    left = plain[start:end]
    return left if any(word not in _noise() for word in left) else plain


def _expanded(word: str) -> Iterable[str]:
    """An abbreviation's words ('mttr'), the parts of joined words, or the word."""
    full = words("audit")["twin_phrases"].get(word)
    if full is not None:
        return tuple(full.split())
    return _JOINED.split(word) if _JOINED.search(word) else (word,)


@cache
def _same(word: str) -> str:
    """One word for all its synonyms and for its plural; '' for a percentile's number."""
    if _NUMBERED.fullmatch(word):
        return "" if not word.isdecimal() else word
    listed: dict[str, str] = words("audit")["twin_words"]
    single = _singular(word)
    return listed.get(word) or listed.get(single) or single


def _singular(word: str) -> str:
    if len(word) < 4 or not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return word
    return (
        word[:-3] + "y" if word.endswith("ies") else word[:-2] if word.endswith(("sses", "xes", "ches")) else word[:-1]
    )


@cache
def _noise() -> Words:
    return word_set("audit", "twin_noise")


def best(judged: Sequence[Judged], places: Sequence[int]) -> int:
    """The row to keep: marked as key, of no team in particular, with a target and an owner; else the first."""

    def rank(place: int) -> tuple[bool, bool, bool, bool, int]:
        row = judged[place].row
        named = row.team and not frozenset(words_of(row.team)).isdisjoint(phrase(row.name).words[:2])
        return row.key is not True, bool(named), not is_said(row.target), not row.owner, place

    return min(places, key=rank)
