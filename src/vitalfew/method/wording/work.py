"""Tells work that is done from a result that is reached: tasks, and counts of activity."""

import re
from functools import cache

from vitalfew.method.wording.reading import Reading, Span
from vitalfew.method.wording.tokens import Tokens, tokens
from vitalfew.method.wording.vocabulary import word_set, words

Found = tuple[Span | None, Span | None]
_NOTHING: Found = (None, None)
_BREAK = re.compile(r"[.;]\s+(?=\w)")
_MAKING = frozenset({"make", "get", "keep"})
_JOINS = frozenset({"and", "&", "or"})


def work(sentence: Tokens, reading: Reading) -> Found:
    """The words that name a task, and those that name a count of activity; at most one of the two."""
    counted = _counted_metric(sentence)
    if counted:
        return None, counted
    if reading.baseline is not None:
        return _NOTHING
    at = _head(sentence.words)
    if at is None:
        return _NOTHING
    if not reading.measurable:
        return _unmeasured(sentence, at), None
    return _measured(sentence, reading, at)


def _head(all_words: tuple[str, ...]) -> int | None:
    """Where the sentence's verb would stand: after 'we will', 'to', 'successfully'."""
    skipped = word_set("nature", "skipped_first")
    for at, word in enumerate(all_words):
        if word not in skipped and not word.endswith("ly"):
            return at
    return None


def _is_work(sentence: Tokens, at: int) -> bool:
    word = sentence.words[at]
    if word.endswith("ing") and at == 0 and _stem(word):
        word = _stem(word)
    if word not in word_set("nature", "work_verbs"):
        return word in word_set("nature", "nominal_work") and sentence.words[at + 1 : at + 2] == ("of",)
    return word not in word_set("nature", "noun_verbs") or not _is_noun(sentence, at)


def _stem(word: str) -> str:
    """The verb of 'launching', 'migrating', 'running'; '' if it is none of work."""
    verbs = word_set("nature", "work_verbs")
    base = word[:-3]
    for verb in (base, base + "e", base[:-1]):
        if verb in verbs:
            return verb
    return ""


def _is_noun(sentence: Tokens, at: int) -> bool:
    """Whether 'review' or 'support' only begins a metric's name ('Review time', 'Support satisfaction')."""
    following = sentence.words[at + 1 : at + 2]
    if not following:
        return True
    if following[0] in word_set("nature", "determiners") or following[0][0].isdigit():
        return False
    last = sentence.words[-1]
    if last in word_set("nature", "activity_nouns") or last in word_set("nature", "deliverable_nouns"):
        return False
    return not sentence.known.isdisjoint(word_set("nature", "metric_words"))


def _unmeasured(sentence: Tokens, at: int) -> Span | None:
    head = sentence.words[at]
    if head in _MAKING and not sentence.known.isdisjoint(word_set("nature", "comparatives")):
        return None
    if _is_work(sentence, at):
        return sentence.span(at)
    if head in ("do", "have", "add", "get") and len(sentence.words) > at + 1:
        return sentence.span(at) if head in ("do", "add") else _done(sentence)
    if head in word_set("nature", "change_verbs") or head in word_set("nature", "reach_verbs"):
        return _later_work(sentence)
    return _done(sentence) or _later_work(sentence)


def _done(sentence: Tokens) -> Span | None:
    """The word that says that something is finished ('New website live', 'Managers trained')."""
    done = word_set("nature", "done_words")
    if sentence.known.isdisjoint(done):
        return None
    metric = not sentence.known.isdisjoint(word_set("nature", "metric_words"))
    last = len(sentence.words) - 1
    for at, word in enumerate(sentence.words):
        if word in done and at > 0 and (not metric or at == last):
            return sentence.span(at)
    return None


def _later_work(sentence: Tokens) -> Span | None:
    """Work in a second half: 'Improve the docs and write the guide'."""
    for at, word in enumerate(sentence.words):
        if word in _JOINS and at + 1 < len(sentence.words) and _is_sure_work(sentence, at + 1):
            return sentence.span(at + 1)
    return None


def _is_sure_work(sentence: Tokens, at: int) -> bool:
    return sentence.words[at] not in word_set("nature", "noun_verbs") and sentence.words[at] in word_set(
        "nature", "work_verbs"
    )


def _measured(sentence: Tokens, reading: Reading, at: int) -> Found:
    """A number beside work counts activity; beside a result it measures it."""
    head = sentence.words[at]
    if ". " in sentence.text or "; " in sentence.text:
        later = _next_sentence(sentence)
        if later:
            return later, None
    if reading.change is not None or reading.delta is not None or _measures_service(sentence, reading, head):
        return _NOTHING
    if not _is_work(sentence, at):
        return None, _activity(sentence, head)
    if head in word_set("nature", "either_verbs") and not _counts_things(sentence):
        return _NOTHING
    if reading.unit == "%":
        return sentence.span(at), None
    return (None, sentence.span(at, _counted(sentence))) if _counted(sentence) else (sentence.span(at), None)


def _next_sentence(sentence: Tokens) -> Span | None:
    """Work in a sentence that follows: 'Reach 500 orders. Write a guide.'"""
    for part in _BREAK.finditer(sentence.text):
        following = tokens(sentence.text[part.end() :])
        if following.words and _is_sure_work(following, 0):
            return part.end(), part.end() + len(following.words[0])
    return None


def _measures_service(sentence: Tokens, reading: Reading, head: str) -> bool:
    """'Resolve 90 % of tickets within a day', 'Respond within 3 hours': a level, not work."""
    if head not in word_set("nature", "service_verbs"):
        return False
    return reading.unit in ("%", "ms", "s", "min", "h", "d") or "within" in sentence.known


def _counts_things(sentence: Tokens) -> bool:
    """Whether what is counted is made by us, not decided by somebody else."""
    if not sentence.known.isdisjoint(word_set("nature", "outcome_nouns")):
        return False
    return not sentence.known.isdisjoint(word_set("nature", "activity_nouns")) or not sentence.known.isdisjoint(
        word_set("nature", "deliverable_nouns")
    )


def _activity(sentence: Tokens, head: str) -> Span | None:
    """'5 features shipped', 'Have 10 workshops': a count of activity without a verb of work in front."""
    if not head[0].isdigit() and head not in ("reach", "achieve", "complete"):
        return None
    for at, word in enumerate(sentence.words[1:5], start=1):
        if word in ("%", "$", "€", "£"):
            return None
        if word in word_set("nature", "activity_nouns"):
            return sentence.span(0, at)
    return None


def _counted(sentence: Tokens) -> int | None:
    """The place of the noun that a number counts."""
    nouns = word_set("nature", "activity_nouns")
    for at, word in enumerate(sentence.words):
        if word in nouns and at:
            return at
    return next((at for at, word in enumerate(sentence.words) if word[0].isdigit()), None)


def _counted_metric(sentence: Tokens) -> Span | None:
    """'Lines of code', 'meetings held': activity that is measured, whatever the numbers."""
    if sentence.known.isdisjoint(_first_words()):
        return None
    low = sentence.text.lower()
    for phrase in words("nature")["measured_activity"]:
        at = low.find(phrase)
        if at >= 0:
            return at, at + len(phrase)
    return None


@cache
def _first_words() -> frozenset[str]:
    return frozenset(phrase.split()[0] for phrase in words("nature")["measured_activity"])
