"""Names of measures that do not stand in the sentence as such: 'Money from partners', 'Customers with version 2'."""

from vitalfew.method.wording.sentence.names import tidy
from vitalfew.method.wording.sentence.naming import name_after
from vitalfew.method.wording.sentence.pieces import NUMBER
from vitalfew.method.wording.sentence.quantity import Quantity
from vitalfew.method.wording.sentence.ranking import Sentence

_MOST_OUT = frozenset({"out", "the", "our"})
_CODE = 3


def composed(metric: str, text: str, sentence: Sentence, main: Quantity, *, before: bool) -> str:
    """The name, made whole by what stands around the number; `before` is whether it stands before the number."""
    lows, kinds, at = sentence.pieces.lows, sentence.pieces.kinds, main.last
    following = lows[at] if at < len(lows) else ""
    if following == "of" and before and main.unit == "%":
        return _reached(metric, text, sentence, main)
    if following == "of" and not before and main.bare and kinds[at + 1 : at + 2] == [NUMBER]:
        verb = lows[sentence.label]
        return f"{metric} {sentence.lexicon.done_by(verb)}" if verb in sentence.lexicon.sets["winning"] else metric
    if following == "from" and not before and len(main.unit) == _CODE and main.unit.isupper():
        return f"Money from {metric}"
    return metric


def _reached(metric: str, text: str, sentence: Sentence, main: Quantity) -> str:
    """'Customers with v2.0' of 'Ship v2.0 to 100 % of customers'."""
    whom = name_after(sentence, main.last, frozenset(), main)
    verb, *what = metric.split()
    if main.cue != "to" or whom is None or not what or verb.lower() not in sentence.lexicon.sets["task time"]:
        return metric
    while what[1:] and what[0].lower() in _MOST_OUT:
        del what[0]
    return f"{tidy(text[slice(*whom)])} with {' '.join(what)}"
