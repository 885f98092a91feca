"""Tells a number that counts what is done from one that measures what it changed."""

from itertools import takewhile

from vitalfew.method.late import late
from vitalfew.method.wording.nature_words import nature_words
from vitalfew.method.wording.reading import Reading, Span
from vitalfew.method.wording.tokens import Tokens, tokens
from vitalfew.method.wording.work import PREPOSITIONS, is_sure_work, is_work

Found = tuple[Span | None, Span | None]
_NOTHING: Found = (None, None)
_BREAK = late(r"[.;]\s+(?=\w)")
_DURATIONS = frozenset({"%", "ms", "s", "min", "h", "d"})
_COUNTS = frozenset({"reach", "achieve", "complete"})
_CREATING = frozenset({"create", "build", "develop", "design", "establish", "offer", "provide"})
_DOING = frozenset({"deliver", "complete", "finish", "ship", "implement", "execute", "release", "build", "close"})
_HOW_WELL = frozenset({"time", "on-time", "within", "without", "budget", "first", "accepted", "used"})
_NUMBERS = frozenset({"one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "twelve"})
_ENDING = frozenset(
    {"and", "or", "each", "every", "per", "that", "which", "who", "within", "between", "before", "after"}
)
_LOOK = 5  # how far behind its number a counted noun may stand


def activity(sentence: Tokens, reading: Reading, at: int) -> Found:
    """The words that name a task, or a count of activity, in a sentence with a number; `at` is its verb's place."""
    later = _next_sentence(sentence) if ". " in sentence.text or "; " in sentence.text else None
    if later:
        return later, None
    head = sentence.words[at]
    planned = _share_of_plan(sentence) if reading.unit == "%" else None
    if planned:
        return None, planned
    if _measures_change(sentence, reading, at) or _measures_service(sentence, reading, head):
        return _NOTHING
    if head in nature_words().done_words and _is_made(sentence):
        return None, sentence.span(at, _counted(sentence))
    fixes = head in nature_words().either_verbs and not nature_words().fixed_nouns.isdisjoint(sentence.known)
    if not fixes and not is_work(sentence, at):
        finished = _finished(sentence) if "with" in sentence.known else None
        return finished, None if finished else _counted_first(sentence, head)
    if head in nature_words().either_verbs and (not _is_made(sentence) or _makes_share(sentence, reading, at)):
        return _NOTHING
    counted = None if reading.unit == "%" else _counted(sentence)
    return (None, sentence.span(at, counted)) if counted else (sentence.span(at), None)


def measured_activity(sentence: Tokens) -> Span | None:
    """'Lines of code', 'meetings held': activity that is measured, whatever the numbers."""
    known = nature_words()
    if known.measured_starts.isdisjoint(sentence.known):
        return None
    low = sentence.text.lower()
    starts = ((low.find(phrase), phrase) for phrase in known.measured_activity)
    return next(((at, at + len(phrase)) for at, phrase in starts if at >= 0), None)


def _next_sentence(sentence: Tokens) -> Span | None:
    """Work in a sentence that follows: 'Reach 500 orders. Write a guide.'"""
    for part in _BREAK.finditer(sentence.text):
        following = tokens(sentence.text[part.end() :])
        if following.words and is_sure_work(following, 0):
            return part.end(), part.end() + len(following.words[0])
    return None


def _measures_change(sentence: Tokens, reading: Reading, at: int) -> bool:
    """'Cut costs by 20 %'; but 'Post 3x a week' says how often work is done."""
    if reading.change is None and reading.delta is None:
        return False
    return reading.unit != "x" or not is_work(sentence, at)


def _measures_service(sentence: Tokens, reading: Reading, head: str) -> bool:
    """'Resolve 90 % of tickets within a day', 'Respond within 3 hours': a level, not work."""
    if head not in nature_words().service_verbs or (head in nature_words().either_verbs and _made_first(sentence)):
        return False
    return reading.unit in _DURATIONS or "within" in sentence.known


def _share_of_plan(sentence: Tokens) -> Span | None:
    """'100 % of the roadmap delivered', 'Complete 90 % of planned tasks': how much is done, not how well."""
    known = nature_words()
    if known.plan_nouns.isdisjoint(sentence.known) or not _HOW_WELL.isdisjoint(sentence.known):
        return None
    words = sentence.words
    at = next((place for place in range(1, len(words)) if words[place - 1 : place + 1] == ("%", "of")), 0)
    what = next((place for place in range(at + 1, min(at + _LOOK, len(words))) if words[place] in known.plan_nouns), 0)
    if not at or not what:
        return None
    after = words[what + 1 : what + 2]
    done = (after[0] if after else "") in known.done_words or words[0] in _DOING
    return sentence.span(at - 2, what + (1 if after and after[0] in known.done_words else 0)) if done else None


def _is_made(sentence: Tokens) -> bool:
    """Whether what is counted is made by us, not decided by somebody else."""
    known = nature_words()
    phrase = _counted_phrase(sentence.words)
    last = next((word for word in reversed(phrase) if word in known.made_nouns or word in known.outcome_nouns), "")
    if last in known.made_nouns - known.outcome_nouns or sentence.words[:1] == ("do",):
        return True
    if phrase and not last and not _CREATING.isdisjoint(sentence.words[:2]):
        return True
    if not known.outcome_nouns.isdisjoint(sentence.known):
        return False
    return not known.made_nouns.isdisjoint(sentence.known) or not known.fixed_nouns.isdisjoint(sentence.known)


def _counted_phrase(words: tuple[str, ...]) -> tuple[str, ...]:
    """What a number counts: 'customer case studies' in 'Write 20 customer case studies for the fair'."""
    at = next((at for at, word in enumerate(words) if word[0].isdigit() or word in _NUMBERS), len(words))
    phrase = tuple(takewhile(lambda word: word not in PREPOSITIONS and word not in _ENDING, words[at + 1 :]))
    return () if "%" in phrase else phrase


def _makes_share(sentence: Tokens, reading: Reading, at: int) -> bool:
    """'Make 80 % of tickets solved at once': a share of what happens; 'Get 90 % of staff trained' is still work."""
    counted = sentence.words[at + 1 : at + 2]
    share = reading.unit == "%" and sentence.words[at] == "make" and counted != () and counted[0][0].isdigit()
    return share and nature_words().done_words.isdisjoint(sentence.known)


def _made_first(sentence: Tokens) -> bool:
    """'Deliver the training to 90 % of staff': what is made stands before the number."""
    before = takewhile(lambda word: not word[0].isdigit(), sentence.words)
    return not nature_words().made_nouns.isdisjoint(before)


def _finished(sentence: Tokens) -> Span | None:
    """'Website deployed with 3 examples': something made is done, and the number only describes it."""
    before = tuple(takewhile(lambda word: not word[0].isdigit(), sentence.words))
    for at, word in enumerate(before[1:], start=1):
        if word in nature_words().done_words and before[at - 1] in nature_words().deliverable_nouns:
            return sentence.span(at) if sentence.words[at + 1 : at + 2] == ("with",) else None
    return None


def _counted_first(sentence: Tokens, head: str) -> Span | None:
    """'5 features shipped', 'Complete 10 workshops': a count of activity without a verb of work in front."""
    if (not head[0].isdigit() and head not in _COUNTS) or not nature_words().vanity_nouns.isdisjoint(sentence.known):
        return None
    for at, word in enumerate(sentence.words[1:_LOOK], start=1):
        if word == "%" or (word == "of" and at == 1):
            return None
        if word in nature_words().outcome_nouns:
            return None
        if word in nature_words().activity_nouns:
            return sentence.span(0, at)
    return None


def _counted(sentence: Tokens) -> int | None:
    """The place of the noun that a number counts."""
    nouns = nature_words().activity_nouns
    for at, word in enumerate(sentence.words):
        if word in nouns and at:
            return at
    return next((at for at, word in enumerate(sentence.words) if word[0].isdigit()), None)
