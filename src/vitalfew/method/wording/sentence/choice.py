"""Chooses, among a sentence's quantities, where it starts, where it goes and by how much."""

from typing import NamedTuple

from vitalfew.method.wording.sentence.direction import Verb
from vitalfew.method.wording.sentence.lexicon import Lexicon
from vitalfew.method.wording.sentence.pairing import pair
from vitalfew.method.wording.sentence.pieces import Piece
from vitalfew.method.wording.sentence.quantity import Quantity

_CHANGING = frozenset({"increase", "decrease", "improve", "carry"})
_SHORT = frozenset({"ms", "s", "min", "h"})
_LONG = frozenset({"month", "year"})


class Chosen(NamedTuple):
    """The quantities that count; `change` and `delta` are the same kind of number, of which one is relative."""

    baseline: Quantity | None = None
    target: Quantity | None = None
    change: Quantity | None = None
    delta: Quantity | None = None


class Sentence(NamedTuple):
    """What choosing goes by."""

    pieces: list[Piece]
    verb: Verb
    lexicon: Lexicon

    @property
    def changing(self) -> bool:
        return self.verb.way in _CHANGING


def choose(found: list[Quantity], sentence: Sentence) -> Chosen:
    """What the quantities say together."""
    _drop_years(found)
    ends = pair(found, sentence.verb.way in _CHANGING, sentence.pieces)
    if ends:
        return Chosen(*ends)
    aims = sorted((rank, at) for at, each in enumerate(found) if (rank := _rank(each, sentence)) is not None)
    main = found[aims[0][1]] if aims else None
    if main is None:
        return Chosen(baseline=_baseline(found, None))
    baseline = _baseline(found, main)
    if _relative(main, sentence):
        target = next((each for each in found if each.role == "to" and each.first - main.last <= 3 and each is not main
                       and each.cue_piece == main.last), None)  # fmt: skip
        return Chosen(baseline, target, change=main)
    if main.role == "by" or (main.sign and main.role != "to" and baseline is None):
        return Chosen(baseline, delta=main)
    return Chosen(baseline, main)


def _rank(each: Quantity, sentence: Sentence) -> int | None:
    """How good a target a quantity makes (the lowest is the best); None for none."""
    if each.role in {"aside", "from", "now"}:
        return None
    if each.role == "within":
        return _rank_within(each, sentence)
    weak = each.role == "weak" or each.kind == "adjective" or each.definite
    if each.kind == "adjective" and not (each.compare or each.role == "to"):
        return None
    if each.inside:
        return 4 if each.compare or each.role == "to" else 5 if not sentence.changing and each.unit else None
    if weak and not (each.compare and each.cue in {"in", "at", "on"}):
        return _rank_weak(each, sentence)
    strong = each.role in {"to", "by"} or each.compare or each.trend or each.sign or each.kind == "factor"
    return 0 if strong or not sentence.changing else 1


def _rank_weak(each: Quantity, sentence: Sentence) -> int | None:
    if not sentence.changing:
        return 2 if not each.definite else 3
    return 3 if each.unit == "%" or each.compare else None


def _rank_within(each: Quantity, sentence: Sentence) -> int | None:
    if each.unit in _LONG or not each.unit or sentence.changing:
        return None
    starts = sentence.pieces[0].low in sentence.lexicon.sets["task time"]
    return 3 if each.unit in _SHORT or not starts else None


def _drop_years(found: list[Quantity]) -> None:
    """'by 20 % from 2025 to 2026' goes from one year to the next, not from one value to another."""
    years = [each for each in found if each.role in {"from", "to"} and each.bare and 1990 <= each.raw <= 2100
             and each.size == 1.0 and not each.noun and each.raw == int(each.raw)]  # fmt: skip
    if years and any(each.role == "by" or each.trend for each in found if not each.inside):
        for each in years:
            each.role = "aside"


def _baseline(found: list[Quantity], main: Quantity | None) -> Quantity | None:
    for each in found:
        if each is main or each.role not in {"from", "now"} or each.kind == "adjective":
            continue
        if each.role == "now" or each.inside or each.cue != "from" or main is None:
            return each
        strange = each.noun and each.bare and (main.unit or main.role != "to" or main.noun)
        if not strange:
            return each
    return None


def _relative(main: Quantity, sentence: Sentence) -> bool:
    """Whether a quantity is a share or a multiple of the present: 'by 30 %', '3x', '20 % more', 'sales +15 %'."""
    if main.kind == "factor":
        aimed = main.role in {"to", "weak", "plain"} or bool(main.compare) or sentence.verb.way in {"aim", "maintain"}
        return main.role == "by" or bool(main.trend) or not aimed
    if main.unit != "%":
        return False
    if main.role == "by" or main.trend or (main.sign and main.role != "to"):
        return True
    follows = sentence.pieces[main.last].low if main.last < len(sentence.pieces) else ""
    sized = main.role == "" and not main.compare and not main.inside and follows != "of"
    return sized and sentence.verb.way in {"increase", "decrease", "improve"} and main.first > sentence.verb.at + 1
