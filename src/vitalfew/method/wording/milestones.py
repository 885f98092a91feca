"""Tells a milestone that is ticked off ('Close the funding round') from a number of things won."""

from vitalfew.method.wording.nature_words import nature_words
from vitalfew.method.wording.reading import Span
from vitalfew.method.wording.tokens import Tokens

_ENTERING = frozenset({"expand", "move", "go"})
_INTO = frozenset({"to", "into"})


def milestone(sentence: Tokens, at: int) -> Span | None:
    """The verb of one thing to be settled, in a sentence without a number; `at` is the verb's place."""
    known, head, rest = nature_words(), sentence.words[at], sentence.words[at + 1 :]
    if not rest or not known.metric_words.isdisjoint(rest) or not known.quantified.isdisjoint(rest):
        return None
    if head in known.settling_verbs and known.outcome_nouns.isdisjoint(rest):
        return sentence.span(at)
    if head in _ENTERING and rest[0] in _INTO:
        return sentence.span(at)
    reaching = not known.reach_verbs.isdisjoint(sentence.words[: at + 1])
    if reaching and not known.settled_nouns.isdisjoint(rest):
        return sentence.span(at)
    return None
