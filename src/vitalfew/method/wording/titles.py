"""An objective's title, cut into its verb and the rest."""

from functools import cache
from typing import NamedTuple

from vitalfew.method.wording.tokens import Tokens, tokens
from vitalfew.method.wording.vocabulary import word_set

_VERBS = ("verbs", "work_verbs", "soft_verbs", "flat_verbs", "bland_verbs", "upkeep_verbs", "upkeep_heads")
_SHORTEST = 5  # 'best' is listed, 'rest' and 'guest' are no superlatives


class Title(NamedTuple):
    """`head` is the word where a verb is expected, at place `at`; `rest` follows it; `vivid` paints a picture."""

    tokens: Tokens
    at: int
    head: str
    rest: tuple[str, ...]
    vivid: bool


class TitleWords(NamedTuple):
    """The lists of `vocabulary/en/objective.json` that tell what a title is."""

    skipped_first: frozenset[str]
    work_verbs: frozenset[str]
    soft_verbs: frozenset[str]
    deliverables: frozenset[str]
    vivid_words: frozenset[str]
    not_superlative: frozenset[str]
    purpose_words: frozenset[str]
    flat_verbs: frozenset[str]
    bland_verbs: frozenset[str]
    bland_words: frozenset[str]
    bland_heads: frozenset[str]
    headings: frozenset[str]
    bland_places: frozenset[str]
    bland_subjects: frozenset[str]
    vivid_nouns: frozenset[str]
    quality_words: frozenset[str]
    makers: frozenset[str]
    bland_alone: frozenset[str]
    upkeep_verbs: frozenset[str]
    upkeep_heads: frozenset[str]
    upkeep_objects: frozenset[str]
    people: frozenset[str]
    bare_best: frozenset[str]
    nominal_ing: frozenset[str]
    determiners: frozenset[str]
    verbs: frozenset[str]


@cache
def title_words() -> TitleWords:
    """The lists, read once."""
    lists = {name: word_set("objective", name) for name in TitleWords.__annotations__}
    lists["verbs"] = frozenset().union(*(lists[name] for name in _VERBS))
    return TitleWords(**lists)


def titled(text: str) -> Title:
    """The title's parts; `head` is empty for a title without words."""
    found = tokens(text)
    at = _verb_place(found.words)
    head = _base(found.words, at) if at < len(found.words) else ""
    return Title(found, at, head, found.words[at + 1 :], _is_vivid(found))


def _base(words: tuple[str, ...], at: int) -> str:
    """The word at this place, 'launch' for 'launching the'; 'Training courses' stays as it is."""
    word, known = words[at], title_words()
    if not word.endswith("ing") or word in known.verbs:
        return word
    following = words[at + 1 : at + 2]
    if word in known.nominal_ing and known.determiners.isdisjoint(following):
        return word
    base = word.removesuffix("ing")
    return next((verb for verb in (base, f"{base}e", base[:-1]) if verb in known.verbs), word)


def _verb_place(words: tuple[str, ...]) -> int:
    """After 'we will' and 'drastically'."""
    known = title_words()
    skipped = known.skipped_first
    for at, word in enumerate(words):
        if word not in skipped and not (word.endswith("ly") and at + 1 < len(words) and word not in known.verbs):
            return at
    return 0


def _is_vivid(found: Tokens) -> bool:
    known = title_words()
    if not known.vivid_words.isdisjoint(found.known):
        return True
    return "est" in found.text and any(
        word.endswith("est") and len(word) > _SHORTEST and word not in known.not_superlative for word in found.known
    )
