"""The words that the sentence reader goes by, in the shape in which it looks them up."""

from functools import cache
from typing import Any, NamedTuple

from vitalfew.method.wording.vocabulary import words

Table = dict[str, str]
_SHORTEST = 4


class Lexicon(NamedTuple):
    """One language's words. Tables lead from a word, or a phrase, to what it means."""

    verbs: Table
    comparatives: Table
    cues: Table
    cue_ends: dict[str, int]
    after: Table
    after_starts: frozenset[str]
    changing: Table
    units: Table
    numbers: dict[str, float]
    sizes: dict[str, float]
    glued_sizes: dict[str, float]
    factors: dict[str, float]
    fractions: dict[str, float]
    often: dict[str, float]
    paces: Table
    paced: frozenset[str]
    counting: frozenset[str]
    dated: frozenset[str]
    done: Table
    sets: dict[str, frozenset[str]]

    def participle(self, word: str) -> bool:
        """Whether a word says what was done to the things before it: 'paid', 'answered'."""
        return (word.endswith("ed") and len(word) > _SHORTEST) or word in self.sets["participles"]

    def done_by(self, verb: str) -> str:
        """What things are once this was done to them: 'hired', 'won'."""
        return self.done.get(verb) or f"{verb}d" * verb.endswith("e") or f"{verb}ed"


@cache
def lexicon(language: str = "en") -> Lexicon:
    """The words of a language, arranged once."""
    data = words("reader", language)
    cues = _table(data["cues"], "|")
    after = _table(data["after"], "|")
    often, factors, fractions = data["often"], data["factors"], data["fractions"]
    return Lexicon(
        verbs=_table(data["verbs"]),
        comparatives=_table(data["comparatives"]),
        cues=cues,
        cue_ends=_widths(cues),
        after=after,
        after_starts=frozenset(phrase.split()[0] for phrase in after),
        changing=_table(data["changing"]),
        units=_table(data["units"]),
        numbers=data["numbers"],
        sizes=data["magnitudes"],
        glued_sizes=data["glued magnitudes"],
        factors=factors,
        fractions=fractions,
        often=often,
        paces=_table(data["paces"]),
        paced=frozenset(f"{data['adverbs']} every each".split()),
        counting=_counting(data),
        dated=frozenset(f"{data['date cues']} {data['months']} {data['before a lone year']} next this".split()),
        done=data["done"],
        sets={name: frozenset(listed.split()) for name, listed in data.items() if isinstance(listed, str)},
    )


def _counting(data: dict[str, Any]) -> frozenset[str]:
    """All words that a number can begin with, 'twenty-five' too."""
    numbers = data["numbers"]
    tens = {f"{ten}-{one}" for ten in numbers for one in numbers if numbers[ten] >= 20 and 1 <= numbers[one] <= 9}
    others = (data[name] for name in ("magnitudes", "factors", "fractions", "often"))
    parts = {f"{number}-{part}" for number in numbers for part in data["fractions"]}
    return frozenset({*numbers, *tens, *parts, "no"}.union(*others))


def _table(lists: dict[str, str], between: str | None = None) -> Table:
    return {word: meaning for meaning, listed in lists.items() for word in listed.split(between)}


def _widths(phrases: Table) -> dict[str, int]:
    """For the last word of each phrase: how many words the longest phrase has that ends with it."""
    widest: dict[str, int] = {}
    for phrase in phrases:
        parts = phrase.split()
        widest[parts[-1]] = max(widest.get(parts[-1], 0), len(parts))
    return widest
