"""Which number work, or reach, is likely to change: a sentence to begin with."""

import re
from functools import cache

from vitalfew.method.late import late
from vitalfew.method.wording.tokens import tokens
from vitalfew.method.wording.vocabulary import words

_OFTENER = late(r"(?:we (?:will )?)?([^\W\d_].*?)\s+(?:more (?:often|frequently|regularly)|oftener)", re.IGNORECASE)


def outcome_of(text: str, *, kind: str = "work") -> str:
    """'Share of those trained who work without help goes from [now] to [target]' for 'Launch training deck'.

    `kind` is 'work' or 'reach'; '' where the words give no idea.
    """
    oftener = _OFTENER.fullmatch(text.strip(" ."))
    if oftener and kind == "work":
        done = oftener[1][:1].lower() + oftener[1][1:]
        return f"Times that we {done} go from [now] to [target] a month"
    known = tokens(text).known
    return next((sentence for telling, sentence in _outcomes(kind) if not telling.isdisjoint(known)), "")


def perhaps(text: str, *, kind: str = "work") -> str:
    """The number that may change, as a suggestion; without an idea the call to find it."""
    outcome = outcome_of(text, kind=kind)
    return f"Perhaps “{outcome}”" if outcome else "Make that the key result"


@cache
def _outcomes(kind: str) -> tuple[tuple[frozenset[str], str], ...]:
    listed: list[list[str]] = words("outcomes")[kind]
    return tuple((frozenset(telling.split()), sentence) for telling, sentence in listed)
