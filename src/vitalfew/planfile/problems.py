"""What is wrong in a plan file, by file and line."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

QUOTED = 80


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong: in which file and line (from 1), what, and what to do about it."""

    file: str
    line: int
    what: str
    what_to_do: str = ""

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.what}{f' {self.what_to_do}' if self.what_to_do else ''}"


class PlanError(Exception):
    """The plan cannot be used: `problems` has all that is wrong, in the order of files and lines."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = tuple(problems)


def quoted(text: str) -> str:
    """Text of a file as a message can show it: its first 80 characters, with what a terminal would obey escaped."""
    short = text if len(text) <= QUOTED else f"{text[: QUOTED - 1]}…"
    return '"' + "".join(c if c.isprintable() else repr(c)[1:-1] for c in short) + '"'


def nearest(word: str, known: Iterable[str]) -> str:
    """'Did you mean "owner"?' for the nearest known word, else 'Known are: …'."""
    words = list(known)
    close = nearest_word(word.lower(), words)
    return f'Did you mean "{close}"?' if close else f"Known are: {', '.join(words)}."


def nearest_word(word: str, known: Sequence[str]) -> str:
    """The known word that is written almost like this one; '' if there is none."""
    import difflib  # only where something is wrong: it takes its time to load

    return next(iter(difflib.get_close_matches(word[:QUOTED], known, n=1)), "")
