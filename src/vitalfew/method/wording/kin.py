"""Which of the things that are measured already a sentence speaks about."""

from collections.abc import Sequence
from functools import lru_cache

from vitalfew.method.late import late
from vitalfew.method.wording.vocabulary import word_set, words

ENOUGH = 0.6
_WORD = late(r"[^\W_]+(?:[-’'][^\W_]+)*")


def nearest(text: str, names: Sequence[str]) -> int | None:
    """The place of the name that is most like what the text speaks about, or None where none resembles it.

    A name resembles it when at least six in ten words of the shorter one are shared, or when both speak of one group of
    measures ('customer satisfaction' and 'NPS').
    """
    said, groups = _content(text), _groups(text)
    best, score = None, 0.0
    for place, name in enumerate(names):
        found = _likeness(said, _content(name)) + (ENOUGH if groups & _groups(name) else 0.0)
        if found >= ENOUGH and found > score:
            best, score = place, found
    return best


def _likeness(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / min(len(one), len(other)) if one and other else 0.0


@lru_cache(maxsize=2048)
def _content(text: str) -> frozenset[str]:
    weightless = word_set("kin", "weightless")
    return frozenset(_stem(word) for word in _WORD.findall(text.lower()) if word not in weightless)


@lru_cache(maxsize=2048)
def _groups(text: str) -> frozenset[int]:
    spaced = f" {' '.join(_WORD.findall(text.lower()))} "
    return frozenset(n for n, group in enumerate(words("kin")["groups"]) if any(f" {one} " in spaced for one in group))


def _stem(word: str) -> str:
    return word[:-1] if word.endswith("s") and not word.endswith("ss") and len(word) > 3 else word
