"""An objective's title, cut into its verb and the rest."""

from typing import NamedTuple

from vitalfew.method.wording.tokens import Tokens, tokens
from vitalfew.method.wording.vocabulary import word_set


class Title(NamedTuple):
    """`head` is the word where a verb is expected, at place `at`; `rest` follows it; `vivid` paints a picture."""

    tokens: Tokens
    at: int
    head: str
    rest: tuple[str, ...]
    vivid: bool


def vocabulary(name: str) -> frozenset[str]:
    """A word list about objectives."""
    return word_set("objective", name)


def titled(text: str) -> Title:
    """The title's parts; `head` is empty for a title without words."""
    found = tokens(text)
    at = _verb_place(found.words)
    head = found.words[at] if at < len(found.words) else ""
    return Title(found, at, head, found.words[at + 1 :], _is_vivid(found))


def _verb_place(words: tuple[str, ...]) -> int:
    """After 'we will' and 'drastically'."""
    skipped = vocabulary("skipped_first")
    for at, word in enumerate(words):
        if word not in skipped and not (word.endswith("ly") and at + 1 < len(words)):
            return at
    return 0


def _is_vivid(found: Tokens) -> bool:
    return not vocabulary("vivid_words").isdisjoint(found.known) or any(
        word.endswith("est") and len(word) > 5 and word not in vocabulary("not_superlative") for word in found.known
    )
