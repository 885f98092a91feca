"""Which number work, or reach, is likely to change: a sentence to begin with."""

from functools import cache

from vitalfew.method.wording.rewriting import OPEN
from vitalfew.method.wording.tokens import tokens
from vitalfew.method.wording.vocabulary import words


def outcome_of(text: str, *, kind: str = "work") -> str:
    """'Share of those trained who work without help goes from [now] to [target]' for 'Launch training deck'.

    `kind` is 'work' or 'reach'; the open pattern where the words give no idea.
    """
    known = tokens(text).known
    return next((sentence for telling, sentence in _outcomes(kind) if not telling.isdisjoint(known)), OPEN)


@cache
def _outcomes(kind: str) -> tuple[tuple[frozenset[str], str], ...]:
    listed: list[list[str]] = words("outcomes")[kind]
    return tuple((frozenset(telling.split()), sentence) for telling, sentence in listed)
