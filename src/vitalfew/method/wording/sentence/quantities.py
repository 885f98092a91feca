"""All quantities of a sentence, those that belong together made one: '1h 30m', '10–15 %', 'one in five'."""

from vitalfew.method.wording.sentence.clock import clocked
from vitalfew.method.wording.sentence.figures import figure
from vitalfew.method.wording.sentence.joining import joined
from vitalfew.method.wording.sentence.lexicon import Lexicon
from vitalfew.method.wording.sentence.pieces import DATE, NUMBER, Pieces
from vitalfew.method.wording.sentence.quantity import Quantity
from vitalfew.method.wording.sentence.rates import frequencies
from vitalfew.method.wording.sentence.spelled import spelled
from vitalfew.method.wording.sentence.unit_words import with_words

_MOST = 60


def quantities_of(pieces: Pieces, taken: frozenset[int], lexicon: Lexicon) -> list[Quantity]:
    """The quantities in order, without those in the pieces that a date has taken; sixty at most."""
    found: list[Quantity] = []
    after = 0
    for at in _places(pieces, lexicon):
        if at < after or at in taken:
            continue
        quantity = figure(pieces, at, lexicon) if pieces.kinds[at] == NUMBER else _other(pieces, at, lexicon)
        if quantity is None:
            continue
        after = quantity.last
        if not (found and joined(found[-1], quantity, pieces, lexicon)):
            found.append(quantity)
        if len(found) == _MOST:
            break
    return found if lexicon.paced.isdisjoint(pieces.lows) else frequencies(found, pieces, lexicon)


def _places(pieces: Pieces, lexicon: Lexicon) -> list[int]:
    """Where numbers may begin, in digits or in words."""
    kinds = pieces.kinds
    if DATE in kinds:
        return [at for at, low in enumerate(pieces.lows) if kinds[at] in {NUMBER, DATE} or low in lexicon.counting]
    if lexicon.counting.isdisjoint(pieces.lows):
        return [at for at, kind in enumerate(kinds) if kind == NUMBER] if NUMBER in kinds else []
    counting = lexicon.counting
    return [at for at, low in enumerate(pieces.lows) if kinds[at] == NUMBER or low in counting]


def _other(pieces: Pieces, at: int, lexicon: Lexicon) -> Quantity | None:
    if pieces.kinds[at] == DATE:
        return clocked(pieces, at, lexicon)
    quantity = spelled(pieces, at, lexicon)
    if quantity is not None and quantity.bare:
        return with_words(quantity, pieces, lexicon)
    return quantity
