"""What a person did wrong, said so that they can mend it; and the exit codes that scripts rely on."""

from collections.abc import Sequence
from dataclasses import dataclass

FINE = 0
FINDINGS = 1
INPUT_WRONG = 2
PRODUCT_FAILED = 3
PIPE_CLOSED = 141
INTERRUPTED = 130


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing that is wrong in the input: what, where (lines from 1) and what to do about it."""

    what: str
    what_to_do: str = ""
    file: str | None = None
    line: int | None = None
    column: str | None = None

    def __str__(self) -> str:
        line = None if self.line is None else str(self.line)
        place = ":".join(part for part in (self.file, line, self.column) if part)
        words = _sentence(self.what) + (f" {_sentence(self.what_to_do)}" if self.what_to_do else "")
        return f"{place}: {words}" if place else words


class InputError(Exception):
    """The input or the call is wrong: the command line prints each problem on stderr and exits with 2."""

    def __init__(
        self,
        what: str,
        *,
        what_to_do: str = "",
        file: str | None = None,
        line: int | None = None,
        column: str | None = None,
    ) -> None:
        problem = Problem(what=what, what_to_do=what_to_do, file=file, line=line, column=column)
        super().__init__(str(problem))
        self.problems: Sequence[Problem] = (problem,)

    @classmethod
    def of(cls, problems: Sequence[Problem]) -> "InputError":
        """One error that carries several problems, all of which are printed."""
        error = cls(problems[0].what)
        error.problems = tuple(problems)
        return error


def _sentence(words: str) -> str:
    return words if words.endswith((".", "?", "!", ":")) or "\n" in words else f"{words}."
