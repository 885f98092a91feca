"""How often: the period that a number is counted in ('twice a day', '5 per week'), and 'weekly' as a number."""

from vitalfew.method.wording.sentence.lexicon import Lexicon
from vitalfew.method.wording.sentence.pieces import WORD, Pieces
from vitalfew.method.wording.sentence.quantity import Quantity

_MONTH = 365.25 / 12
_DAYS = {
    "hour": 1 / 24,
    "day": 1.0,
    "week": 7.0,
    "fortnight": 14.0,
    "month": _MONTH,
    "quarter": 3 * _MONTH,
    "year": 12 * _MONTH,
}
_EVERY = frozenset({"every", "each"})
_PER = frozenset({"per", "/", "a", "an", *_EVERY})
_ENDS = frozenset({"from", "to", "→", "->"})
_CONTRASTS = frozenset({("instead", "of"), ("rather", "than"), ("no", "longer"), (",", "not")})
_NOUNS_MOST = 3


def period_of(each: Quantity, pieces: Pieces, lexicon: Lexicon) -> tuple[str, int]:
    """The period that a quantity is counted in and the place after its words; '' where there is none."""
    lows, at = pieces.lows, each.last
    if each.per or at >= len(lows):
        return each.per, at
    for place in range(at, min(at + _NOUNS_MOST, len(lows))):
        if lows[place] in lexicon.sets["adverbs"]:
            return lexicon.paces[lows[place]], place + 1
        if lows[place] in _PER:
            return lexicon.paces.get(pieces.after(place), ""), place + 2
        if pieces.kinds[place] != WORD or lows[place] in lexicon.sets["not a unit"]:
            break
    return "", at


def in_one_period(first: Quantity, last: Quantity, pieces: Pieces, lexicon: Lexicon) -> None:
    """Bring 'twice a week' into the days of 'twice a day'; a month is 365.25 / 12 days."""
    if lexicon.paces.keys().isdisjoint(pieces.lows):
        return
    one, other = period_of(first, pieces, lexicon)[0], period_of(last, pieces, lexicon)[0]
    if one and other and one != other:
        first.value = round(first.value * _DAYS[other] / _DAYS[one], 9)


def frequencies(found: list[Quantity], pieces: Pieces, lexicon: Lexicon) -> list[Quantity]:
    """The quantities, with 'weekly' and 'every month' among them where the two ends of a movement are such.

    'Release weekly instead of monthly' and 'from once a quarter to monthly' have them, 'weekly sales' has none.
    """
    paced = [each for each in found if period_of(each, pieces, lexicon)[0]]
    if (found and not paced) or len(paced) > 1:
        return found
    places = _places(pieces, lexicon, after=found)
    begins = bool(paced) and pieces.lows[paced[0].first - 1] == "from"  # 'each week, up from one a month'
    contrasted = (
        begins or any(_contrasts(pieces, at) for at, _ in places) or (paced and _contrasts(pieces, paced[0].first))
    )
    if not contrasted:
        places = [(at, width) for at, width in places if at and pieces.lows[at - 1] in _ENDS]
    if len(places) + len(paced) != 2:
        return found
    return sorted([*found, *(_once(pieces, *place, lexicon) for place in places)], key=_first)


def _first(each: Quantity) -> int:
    return each.first


def _places(pieces: Pieces, lexicon: Lexicon, *, after: list[Quantity]) -> list[tuple[int, int]]:
    """Where 'weekly' and 'every week' stand by themselves, and how many pieces each has."""
    lows = pieces.lows
    theirs = {at for each in after for at in range(each.first, period_of(each, pieces, lexicon)[1])}
    places = []
    for at, low in enumerate(lows):
        width = 1 if low in lexicon.sets["adverbs"] else 2 if low in _EVERY and pieces.after(at) in lexicon.paces else 0
        if width and at not in theirs and pieces.after(at + width - 1) not in lexicon.sets["no pace before"]:
            places.append((at, width))
    return places


def _contrasts(pieces: Pieces, at: int) -> bool:
    return at > 1 and (pieces.lows[at - 2], pieces.lows[at - 1]) in _CONTRASTS


def _once(pieces: Pieces, at: int, width: int, lexicon: Lexicon) -> Quantity:
    made = Quantity(1.0, "", at, at + width, pieces.start(at), pieces.end(at + width - 1))
    made.kind, made.per = "often", lexicon.paces[pieces.lows[at + width - 1]]
    return made
