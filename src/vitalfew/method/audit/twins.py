"""Finds rows that measure one thing under several names: by their words, put into one order and one vocabulary."""

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import TypeAlias

from vitalfew.method.audit.judged import Judged
from vitalfew.method.audit.phrase import phrase, words_of
from vitalfew.method.audit.rows import Row
from vitalfew.method.audit.signs import Signs, says_target
from vitalfew.method.wording.vocabulary import word_set, words

Words: TypeAlias = frozenset[str]
_NUMBERED = re.compile(r"p?\d+(?:st|nd|rd|th)?")
_JOINED = re.compile(r"[/&-]")
_MEMBER = ("member", "members")


def twins(judged: Sequence[Judged], cores: Sequence[Words]) -> list[list[int]]:
    """The places of every group of metrics, or of key results, that measure one thing; linear in the rows."""
    groups: dict[tuple[str, Words], list[int]] = {}
    for place, (each, core) in enumerate(zip(judged, cores, strict=True)):
        if core and each.kind in ("metric", "key_result", "vanity"):
            groups.setdefault((each.kind, core), []).append(place)
    return [places for places in groups.values() if len(places) > 1]


def core_words(row: Row, signs: Signs, *, growth: bool) -> Words:
    """The words that tell what a row measures, whatever the team, the average and the period it is taken over."""
    held = growth or ((signs.limit or signs.nature.upkeep is not None) and not signs.service)
    metric = signs.reading.metric if held else None
    named = words_of(metric) if metric else signs.name.words
    return frozenset(word for part in _without_team(named, row.team) for word in _plain(part))


def _without_team(plain: tuple[str, ...], team: str) -> tuple[str, ...]:
    """The words without the team's own before or after them ('Support average handle time')."""
    if not team:
        return plain
    own, kinds = _team_words(team), word_set("audit", "departments")
    start, end = 0, len(plain)
    while start < end and (plain[start] in own or (start and plain[start] in kinds)):
        if plain[start] in kinds and plain[start + 1 : start + 2] and plain[start + 1] in _MEMBER:
            break
        start += 1
    while end > start + 1 and plain[end - 1] in own - kinds:
        end -= 1
    left = plain[start:end]
    return left if any(word not in _noise() for word in left) else plain


@lru_cache(maxsize=20_000)
def _plain(word: str) -> tuple[str, ...]:
    """The word as all who mean the same would write it: abbreviations in full, one synonym, singular, without noise."""
    full = words("audit")["twin_phrases"].get(word)
    parts = _JOINED.split(word) if full is None else full.split()
    return tuple(same for same in map(_same, parts) if same and same not in _noise())


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
    if word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-2] if word.endswith(("sses", "xes", "ches", "nuses", "ruses", "tuses")) else word[:-1]


@lru_cache(maxsize=2_000)
def _team_words(team: str) -> Words:
    return frozenset(words_of(team))


@cache
def _noise() -> Words:
    return word_set("audit", "twin_noise")


def best(judged: Sequence[Judged], places: Sequence[int]) -> int:
    """The row to keep: marked as key, of no team in particular where there are several, with a target and an owner."""
    several = len({judged[place].row.team for place in places}) > 1
    return places[0] if len(places) == 1 else min(places, key=lambda place: _rank(judged[place].row, several=several))


def outstanding(judged: Sequence[Judged], places: Sequence[int]) -> int | None:
    """The row that stands before all others for more than its place in the file; None where none does."""
    ranks = sorted((_rank(judged[place].row, several=True)[:2], place) for place in places)
    return ranks[0][1] if len(ranks) == 1 or ranks[0][0] != ranks[1][0] else None


def _rank(row: Row, *, several: bool) -> tuple[bool, bool, bool, bool]:
    """The less the better: not marked as key, named after its own team, without a target, without an owner."""
    own = _team_words(row.team) - word_set("audit", "departments") if several else frozenset()
    return row.key is not True, not own.isdisjoint(phrase(row.name).words), not says_target(row.target), not row.owner
