"""The word lists that tell what a sentence is, arranged once."""

from functools import cache
from typing import NamedTuple

from vitalfew.method.wording.vocabulary import words

Pairs = frozenset[tuple[str, str]]


class NatureWords(NamedTuple):
    """Each list of `vocabulary/en/nature.json` as a set; `special` holds every word that begins a rarer finding."""

    skipped_first: frozenset[str]
    work_verbs: frozenset[str]
    either_verbs: frozenset[str]
    noun_verbs: frozenset[str]
    change_verbs: frozenset[str]
    reach_verbs: frozenset[str]
    service_verbs: frozenset[str]
    quantified: frozenset[str]
    settling_verbs: frozenset[str]
    settled_nouns: frozenset[str]
    upkeep_verbs: frozenset[str]
    upkeep_inside: frozenset[str]
    done_words: frozenset[str]
    plan_nouns: frozenset[str]
    nominal_work: frozenset[str]
    metric_words: frozenset[str]
    determiners: frozenset[str]
    comparatives: frozenset[str]
    outcome_nouns: frozenset[str]
    activity_nouns: frozenset[str]
    deliverable_nouns: frozenset[str]
    fixed_nouns: frozenset[str]
    made_nouns: frozenset[str]
    vanity_nouns: frozenset[str]
    vanity_pairs: Pairs
    vanity_hints: frozenset[str]
    vanity_excused: frozenset[str]
    measured_activity: tuple[str, ...]
    measured_starts: frozenset[str]
    placeholders: frozenset[str]
    letters: frozenset[str]
    special: frozenset[str]


@cache
def nature_words() -> NatureWords:
    """The lists, read once."""
    data = words("nature")
    sets = {name: frozenset(data[name].split()) for name in NatureWords.__annotations__ if name in data}
    pairs = frozenset(_pair(each) for each in data["vanity phrases"])
    nouns = frozenset(f"{data['vanity_words']} {data['vanity_alone']}".split())
    hints = nouns | {second for _, second in pairs}
    placeholders, letters = frozenset(data["placeholder_words"].split()), frozenset("xyzn")
    starts = frozenset(each.split()[0] for each in data["measured phrases"])
    upkeep = sets["upkeep_verbs"] | sets["upkeep_inside"]
    return NatureWords(
        **sets,
        made_nouns=sets["activity_nouns"] | sets["deliverable_nouns"],
        vanity_nouns=nouns,
        vanity_pairs=pairs,
        vanity_hints=hints,
        measured_activity=tuple(data["measured phrases"]),
        measured_starts=starts,
        placeholders=placeholders,
        letters=letters,
        special=hints | placeholders | letters | starts | upkeep,
    )


def _pair(phrase: str) -> tuple[str, str]:
    first, second = phrase.split()
    return first, second
