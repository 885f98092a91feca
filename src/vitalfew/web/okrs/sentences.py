"""What a key result's sentence is read as, in words."""

from dataclasses import dataclass

from vitalfew.method.numbers import show
from vitalfew.method.wording.from_to import FromTo, read_from_to


@dataclass(frozen=True, slots=True)
class ReadAs:
    """The line below a sentence; `read` is False where from and to are still asked for."""

    words: str
    read: bool


def read_as(sentence: str) -> ReadAs | None:
    """'Read as: initial loading time, 4 → 1.5 s, lower is better', or what is still missing; None for no sentence."""
    if not sentence.strip():
        return None
    found = read_from_to(sentence)
    if found is None:
        return ReadAs(
            "From what, to what? Write “from 2.3 % to 5 %”, or fill in from and to below. It is kept as written.",
            read=False,
        )
    return ReadAs(f"Read as: {_words(found)}.", read=True)


def _words(found: FromTo) -> str:
    way = "higher" if found.direction == "increase" else "lower"
    metric = found.metric[:1].lower() + found.metric[1:] if found.metric[1:2].islower() else found.metric
    return f"{metric}, {show(found.baseline)} → {show(found.target, found.unit)}, {way} is better"
