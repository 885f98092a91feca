"""Whether sentences say the same, and the same numbers."""

from collections.abc import Iterable

from vitalfew.method.late import late

_NUMBER = late(r"\d[\d.,]*\d|\d")
_WORD = late(r"\w+|%")


def plain(text: str) -> str:
    """The sentence's words and numbers alone: sentences that differ in capitals and dots are one."""
    return " ".join(_WORD.findall(text.lower()))


def says_all_numbers_of(text: str, others: Iterable[str]) -> bool:
    """Whether each number of the text stands in one of the others too; not so for a text without one."""
    numbers = set(_NUMBER.findall(text))
    return bool(numbers) and any(numbers <= set(_NUMBER.findall(other)) for other in others)
