"""Chooses, among a sentence's quantities, where it starts, where it goes and by how much."""

from itertools import pairwise
from typing import NamedTuple

from vitalfew.method.wording.sentence.pairing import pair
from vitalfew.method.wording.sentence.quantity import Quantity
from vitalfew.method.wording.sentence.ranking import Sentence, rank

_SIZED = frozenset({"increase", "decrease", "improve"})
_STARTS = frozenset({"from", "now"})
_AGAINST = frozenset({"vs", "vs.", "versus", "compared", "against"})
_AIMS = frozenset({"target", "goal"})
_FAR = 6
_YEARS = frozenset(range(1990, 2101))


class Chosen(NamedTuple):
    """The quantities that count: `change` is relative ('30 %', '3x'), `delta` absolute ('10 days')."""

    baseline: Quantity | None = None
    target: Quantity | None = None
    change: Quantity | None = None
    delta: Quantity | None = None


NOTHING = Chosen()


def choose(found: list[Quantity], sentence: Sentence) -> Chosen:
    """What the quantities say together."""
    _drop_years(found)
    _drop_names(found, sentence)
    ends = pair(found, sentence)
    if ends:
        return Chosen(*ends)
    main, best = None, 9
    for each in found:
        worth = rank(each, sentence)
        if worth is not None and worth < best:
            main, best = each, worth
    baseline = _baseline(found, main, sentence.lexicon.sets["past"])
    if main is None:
        source = baseline is not None and _is_source(baseline, found, sentence)
        return Chosen(None, baseline) if source else Chosen(baseline)
    aimed = _aimed(main, found, sentence)
    if aimed is not None:
        return Chosen(main, aimed)
    if _relative(main, sentence):
        return Chosen(baseline, _beside(main, found), change=main)
    if main.role == "by" or main.trend or (main.sign and not main.role and baseline is None):
        return Chosen(baseline, _beside(main, found), delta=main)
    return Chosen(baseline, main)


def _is_source(each: Quantity, found: list[Quantity], sentence: Sentence) -> bool:
    """'Letters from 3-5 partners', 'feedback from 20 guests' come from so many, they do not start there."""
    if each.cue != "from" or each.inside or sentence.verb.way in _SIZED or any(one.role == "to" for one in found):
        return False
    return each.bare and (each.top is not None or each.noun.endswith("s"))


def _aimed(main: Quantity, found: list[Quantity], sentence: Sentence) -> Quantity | None:
    """The 60 of 'NPS: 45 (target 60)' and 'NPS 45, goal: 60', which says that 45 is where it starts."""
    if sentence.verb.way or main.role or main.compare or main.trend or main.inside:
        return None
    return next(
        (each for each in found if each.first > main.first and each.cue in _AIMS and each.unit == main.unit), None
    )


def _beside(main: Quantity, found: list[Quantity]) -> Quantity | None:
    """The 500 of 'by 20 % to 500' and 'double the orders to 500'."""
    far = _FAR if main.kind == "factor" else 1
    return next((each for each in found if each.role == "to" and 0 <= each.cue_piece - main.last <= far), None)


def _baseline(found: list[Quantity], main: Quantity | None, past: frozenset[str]) -> Quantity | None:
    """Where it starts: of 'it was 48, now 62' the present."""
    starts = [each for each in found if each is not main and _starts(each, main)]
    return next((each for each in starts if each.cue not in past), starts[0] if starts else None)


def _starts(each: Quantity, main: Quantity | None) -> bool:
    if each.role not in _STARTS or each.kind == "adjective":
        return False
    if each.role == "now" or each.inside or each.cue != "from" or main is None:
        return True
    return not (each.noun and each.bare and (main.unit or main.role != "to" or main.noun))  # '50 from 3 webinars'


def _relative(main: Quantity, sentence: Sentence) -> bool:
    """Whether a quantity is a share or a multiple of the present: 'by 30 %', '3x', '20 % more', 'sales +15 %'."""
    if main.kind == "factor":
        aimed = main.role in {"to", "weak", "plain"} or main.compare or sentence.verb.way in {"aim", "maintain"}
        return main.role == "by" or bool(main.trend) or not aimed
    if main.unit != "%":
        return False
    if main.role == "by" or main.trend or (main.sign and not main.role):
        return True
    if main.role or main.compare or main.inside or sentence.verb.way not in _SIZED:
        return False
    return main.first > sentence.verb.at + 1 and sentence.pieces.after(main.last - 1) != "of"


def _drop_years(found: list[Quantity]) -> None:
    """'by 20 % from 2025 to 2026' and '30 % against 2019' go from year to year, not from value to value."""
    years = [each for each in found if each.role in {"from", "to", "now"} and each.raw in _YEARS and _plain(each)]
    if not years:
        return
    said = [each for each in found if not each.inside]
    sized = any(each.role == "by" or each.trend for each in said)
    for year in years:
        if sized or (year.cue in _AGAINST and any(each.unit == "%" for each in said)):
            year.role = "aside"


def _drop_names(found: list[Quantity], sentence: Sentence) -> None:
    """The 101 of 'Reduce calls to 101 by 20 %' is no end: the share right after it says how far."""
    if sentence.verb.way not in _SIZED:
        return
    for each, size in pairwise(found):
        follows = size.role == "by" and size.unit == "%" and size.cue_piece == each.last
        if follows and each.role == "to" and each.cue_piece > sentence.verb.at + 1 and _plain_number(each):
            each.role = "aside"


def _plain_number(each: Quantity) -> bool:
    return each.bare and not (each.noun or each.sign or each.compare) and each.size == 1.0


def _plain(each: Quantity) -> bool:
    return each.bare and not each.noun and each.size == 1.0 and each.end - each.start == len("2025")
