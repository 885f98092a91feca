"""By when: the date of a sentence, or its 'within 6 weeks' where that is no condition on what is measured."""

from vitalfew.method.wording.reading import Span
from vitalfew.method.wording.sentence.choice import Chosen
from vitalfew.method.wording.sentence.dates import Dates
from vitalfew.method.wording.sentence.pieces import NUMBER
from vitalfew.method.wording.sentence.quantity import Quantity
from vitalfew.method.wording.sentence.ranking import Sentence

_LIMITS = frozenset({"d", "week", "month", "year"})
_SHORT = frozenset({"d", "week"})


def deadline_of(dates: Dates, found: list[Quantity], chosen: Chosen, sentence: Sentence) -> Span | None:
    """The first date that is not the baseline's own ('from 10 in January to 25 in June')."""
    baseline = chosen.baseline
    for span in dates.deadlines:
        own = baseline is not None and 0 <= span[0] - baseline.end <= 4
        if not own:
            return span
    for each in found:
        if each.cue in {"within", "in"} and each not in chosen and _limits(each, chosen, sentence):
            return each.start, each.end
    return None


def _limits(each: Quantity, chosen: Chosen, sentence: Sentence) -> bool:
    """'within 6 weeks' says by when, 'within 5 days of signing' and 'paid within 30 days' do not."""
    sets, pieces = sentence.lexicon.sets, sentence.pieces
    if each.unit not in _LIMITS and each.noun not in sets["period counts"]:
        return False
    after = pieces.after(each.last - 1)
    if after in sets["condition after"] and not (after == "from" and _number(each.last + 1, sentence)):
        return False
    main = next(one for one in (chosen.target, chosen.change, chosen.delta, chosen.baseline) if one is not None)
    if each.first > main.first:
        return not _of_a_share(each, main, sentence)
    return not _in_the_name(each, main, after, sentence)


def _number(at: int, sentence: Sentence) -> bool:
    return at < len(sentence.pieces.kinds) and sentence.pieces.kinds[at] == NUMBER


def _of_a_share(each: Quantity, main: Quantity, sentence: Sentence) -> bool:
    """'90 % of letters answered within 2 weeks', '90 % of letters within 5 days', not 'launch 90 % of ...'."""
    pieces = sentence.pieces
    if main.unit != "%" or pieces.lows[0] in sentence.lexicon.sets["task time"]:
        return False
    if sentence.lexicon.participle(pieces.lows[each.cue_piece - 1]):
        return True
    return (each.unit == "d" or each.definite) and pieces.after(main.last - 1) == "of"


def _in_the_name(each: Quantity, main: Quantity, after: str, sentence: Sentence) -> bool:
    """'the share of invoices paid within 30 days from', 'Decisions within 8 weeks: 62 %'."""
    sets, lows = sentence.lexicon.sets, sentence.pieces.lows[: each.cue_piece]
    if lows and sentence.lexicon.participle(lows[-1]):
        return True
    if not lows or each.unit not in _SHORT:
        return False
    subject = main.unit == "%" and not 0 <= sentence.verb.at < each.first and lows[0] not in sets["task time"]
    return subject or after == ":" or not sets["counted heads"].isdisjoint(lows)
