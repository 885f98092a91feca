"""Tells work that is done from a result that is reached."""

from vitalfew.method.wording.milestones import milestone
from vitalfew.method.wording.nature_words import nature_words
from vitalfew.method.wording.reading import Span
from vitalfew.method.wording.tokens import Tokens

_MAKING = frozenset({"make", "get", "keep", "work"})
_ARTICLES = frozenset({"the", "a", "an", "our", "new", "all", "each", "every"})
PREPOSITIONS = frozenset({"of", "in", "for", "with", "by", "to", "from", "on", "at", "across", "among", "about"})
_ACTORS = frozenset({"they", "we", "it", "you"})  # 'than those they replaced'
_TOLD = frozenset({"got", "became", "improved", "rose", "fell", "grew", "dropped"})  # 'Support got easier'
_SHARES = frozenset({"rate", "ratio", "conversion"})  # 'Demo to order conversion'
_UP = frozenset({"online"})  # 'New page online'
_PHRASAL = (("reach", "out"), ("bring", "in"), ("meet", "with"), ("connect", "with"))
_RHYTHMS = frozenset({"a", "an", "regular", "daily", "weekly", "monthly", "quarterly"})
_NEAR = 6  # 'The head of sales to launch a scheme'
_JOINS = frozenset({"and", "&", "or"})


def head_place(words: tuple[str, ...]) -> int | None:
    """Where the sentence's verb would stand: after 'we will', 'to', 'successfully'."""
    skipped = nature_words().skipped_first
    for at, word in enumerate(words):
        if word not in skipped and (not word.endswith("ly") or word in nature_words().work_verbs):
            return at
    return None


def work(sentence: Tokens, at: int) -> Span | None:
    """The words that name a task in a sentence without a number; `at` is the place of its verb."""
    known, head = nature_words(), sentence.words[at]
    if head in _MAKING and not known.comparatives.isdisjoint(sentence.known):
        return None
    if is_work(sentence, at) or (head == "do" and len(sentence.words) > at + 1):
        return sentence.span(at)
    settled = milestone(sentence, at)
    if settled:
        return settled
    if head in known.change_verbs or head in known.reach_verbs:
        return _later_work(sentence)
    return _done(sentence) or _later_work(sentence) or _given_to_do(sentence) or _meets(sentence)


def _given_to_do(sentence: Tokens) -> Span | None:
    """'The head of sales to launch a scheme'."""
    for at in range(1, min(_NEAR, len(sentence.words) - 1)):
        if sentence.words[at] == "to" and is_sure_work(sentence, at + 1):
            return sentence.span(at + 1)
    return None


def _meets(sentence: Tokens) -> Span | None:
    """'Have regular meetings with the branches'."""
    having = sentence.words[:1] == ("have",) and not _RHYTHMS.isdisjoint(sentence.words[1:2])
    return sentence.span(0) if having and not nature_words().activity_nouns.isdisjoint(sentence.known) else None


def is_work(sentence: Tokens, at: int) -> bool:
    """Whether the word at this place is a verb of work, not a noun that only looks like one."""
    known, word = nature_words(), sentence.words[at]
    if at == 0 and word.endswith("ing") and _stem(word):
        return not _is_noun(sentence, at)
    if word in known.nominal_work and sentence.words[at + 1 : at + 2] == ("of",):
        return known.metric_words.isdisjoint(sentence.known)
    if sentence.words[at + 1 : at + 2] == ("and",) and _is_pair(sentence, at):
        return True
    if word not in known.work_verbs:
        return sentence.words[at : at + 2] in _PHRASAL
    return word not in known.noun_verbs or not _is_noun(sentence, at)


def _is_pair(sentence: Tokens, at: int) -> bool:
    """'Meet and interview', 'Book and run': two verbs; not 'Test and release frequency'."""
    known, second = nature_words(), sentence.words[at + 2 : at + 3]
    if not second or second[0] not in known.work_verbs:
        return False
    return known.metric_words.isdisjoint(_first_phrase(sentence.words, at)) and sentence.words[at + 3 :] != ()


def is_sure_work(sentence: Tokens, at: int) -> bool:
    """Whether the word is a verb of work that is never a noun, or stands before an article ('launch the')."""
    word = sentence.words[at]
    if word not in nature_words().work_verbs:
        return False
    return word not in nature_words().noun_verbs or not _ARTICLES.isdisjoint(sentence.words[at + 1 : at + 2])


def _stem(word: str) -> str:
    """The verb of 'launching', 'migrating', 'running'; '' if it is none of work."""
    verbs, base = nature_words().work_verbs, word[:-3]
    return next((verb for verb in (base, base + "e", base[:-1]) if verb in verbs), "")


def _is_noun(sentence: Tokens, at: int) -> bool:
    """Whether 'review' or 'support' only begins a metric's name ('Review time', 'Support satisfaction')."""
    known, following = nature_words(), sentence.words[at + 1 : at + 2]
    if not following or following[0] == "of" or not _TOLD.isdisjoint(sentence.words[at + 1 : at + 3]):
        return True
    if following[0] == "to" and not _SHARES.isdisjoint(sentence.known):
        return True
    if following[0] in known.determiners or following[0][0].isdigit() or sentence.words[-1] in known.made_nouns:
        return False
    return not known.metric_words.isdisjoint(_first_phrase(sentence.words, at))


def _first_phrase(words: tuple[str, ...], at: int) -> tuple[str, ...]:
    """The words before the first preposition: 'Hire director' in 'Hire director of quality'."""
    end = next((place for place in range(at + 1, len(words)) if words[place] in PREPOSITIONS), len(words))
    return words[at:end]


def _done(sentence: Tokens) -> Span | None:
    """The word that says that something is finished ('New website live', 'Managers trained')."""
    known = nature_words()
    if known.done_words.isdisjoint(sentence.known) and _UP.isdisjoint(sentence.known):
        return None
    metric = not known.metric_words.isdisjoint(sentence.known)
    last = len(sentence.words) - 1
    for at, word in enumerate(sentence.words):
        if word in _UP and at > 0 and sentence.words[at - 1] in known.deliverable_nouns:
            return sentence.span(at)
        if word in known.done_words and at > 0 and (not metric or at == last) and sentence.words[at - 1] not in _ACTORS:
            return sentence.span(at)
    return None


def _later_work(sentence: Tokens) -> Span | None:
    """Work in a second half: 'Improve the docs and write the guide'."""
    if _JOINS.isdisjoint(sentence.known):
        return None
    for at, word in enumerate(sentence.words[:-1]):
        if word in _JOINS and is_sure_work(sentence, at + 1):
            return sentence.span(at + 1)
    return None
