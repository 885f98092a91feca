"""The words of a plain sentence: its verb and what it measures, where no word could mean more than that."""

from typing import NamedTuple

from vitalfew.method.wording.reading import Reading, Span
from vitalfew.method.wording.sentence.lexicon import Lexicon
from vitalfew.method.wording.sentence.names import tidy

LETTER = "A-Za-zÀ-ÖØ-öø-ÿ"  # whose small forms are of the same length
_PLAIN = frozenset("- abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ").union(
    chr(code) for code in range(ord("À"), ord("ÿ") + 1) if chr(code).isalpha()
)
_WITHOUT_NUMBER = {"improve": "increase", "increase": "increase", "decrease": "decrease", "maintain": "maintain"}
_TURNS = frozenset({"from", "instead", "rather", "longer"})
_WORDS_MOST = 30


class Head(NamedTuple):
    """The verb's way ('' for one that moves nothing) and place, and the words of the name in small letters."""

    way: str
    verb: Span
    words: list[str]
    name: str
    span: Span


def head_of(text: str, lexicon: Lexicon) -> Head | None:
    """Verb and name of a plain sentence's beginning; None where the grammar has to look closer."""
    lows = text.lower().split(" ")
    if not lexicon.counting.isdisjoint(lows) or not _undated(lows, lexicon) or not _spelled(text, lows):
        return None
    first = lows[0]
    if first in lexicon.sets["verb or name"] and len(lows) > 1 and lows[1] in lexicon.sets["heads of names"]:
        return None  # 'Win rate'
    way = lexicon.verbs.get(first)
    if way == "improve" and "to" in lows and not lexicon.verbs.keys().isdisjoint(lows[1:]):
        return None  # 'Improve the ovens to cut waste'
    if way is None:
        if first in lexicon.sets["before verbs"] or not lexicon.verbs.keys().isdisjoint(lows):
            return None
        way = "aim" if first in lexicon.sets["aims"] else ""
    if not way:
        return Head(way, (0, 0), lows, text, (0, len(text)))
    start = len(first) + 1
    return Head(way, (0, start - 1), lows[1:], text[start:], (start, len(text)))


def _spelled(text: str, lows: list[str]) -> bool:
    """Whether the words are cut by single spaces and hyphens within them."""
    if "-" in text and any(low[:1] == "-" or low[-1:] == "-" or "--" in low for low in lows):
        return False
    return "" not in lows


def _undated(lows: list[str], lexicon: Lexicon) -> bool:
    """Whether no word tells of a time; 'in' does only before the words of a date, 'of' before a year."""
    found = lexicon.dated.intersection(lows)
    if not found:
        return True
    cues, times = lexicon.sets["date cues"], lexicon.sets["date words"]
    lone = lexicon.sets["before a lone year"]
    for word in found:
        if word in cues:
            at = lows.index(word) + 1
            if word in lows[at:] or (at < len(lows) and lows[at] in times):
                return False
        elif word not in lone:
            return False
    return True


def titled(head: Head) -> str:
    """The name as `tidy` writes it."""
    name = head.name
    return name[0].upper() + name[1:] if name.startswith(head.words[0]) else name


def name_of(head: Head, before: str, lexicon: Lexicon, *, side: bool) -> Head | None:
    """The head with its name only; None where a word could be no name, or could tell of the number.

    `before` is what stands between the name and the number, `side` whether that says above or below.
    """
    words, sets = head.words, lexicon.sets
    last = words[-1] if words else ""
    if not last or last in sets["after a name"] or last in sets["date cues"] or last in lexicon.units:
        return None
    nearest = before.split(" ", 1)[0]
    if f"{last} {nearest}" in lexicon.cues or f"{' '.join(words[-2:])} {nearest}" in lexicon.cues:
        return None
    return None if side and last in lexicon.cue_ends else _without_articles(head, lexicon)


def _without_articles(head: Head, lexicon: Lexicon) -> Head | None:
    """The head without the words that belong to no name at its beginning; None if no word is left."""
    words, start = head.words, head.span[0]
    empty = lexicon.sets["before a name"]
    if words[0] not in empty:
        return head
    first, most = 0, len(words)
    while first < most and words[first] in empty:
        start += len(words[first]) + 1
        first += 1
    if first == most:
        return None
    return Head(head.way, head.verb, words[first:], head.name[start - head.span[0] :], (start, head.span[1]))


def read_words(text: str, lexicon: Lexicon) -> Reading | None:
    """The reading of a sentence that is words and nothing else, without a number; None for any other."""
    if not text or not _PLAIN.issuperset(text):
        return None
    head = head_of(text, lexicon)
    if head is None or not (lexicon.paced.isdisjoint(head.words) or _TURNS.isdisjoint(head.words)):
        return None  # 'Release weekly instead of monthly'
    way = _WITHOUT_NUMBER.get(head.way)
    if way is None and _compared(text, head.words, lexicon):
        return None
    if head.way in {"", "aim"}:
        return Reading(text)
    name = _name(text, head, lexicon)
    spans = {"metric": name} if name else {}
    if way:
        spans["direction"] = head.verb
    return Reading(text, metric=tidy(text[slice(*name)]) if name else None, direction=way, spans=spans)


def _compared(text: str, words: list[str], lexicon: Lexicon) -> bool:
    if not lexicon.comparatives.keys().isdisjoint(words):
        return True
    return "ier" in text.lower() and any(word.endswith("ier") for word in words)


def _name(text: str, head: Head, lexicon: Lexicon) -> Span | None:
    """Where the words that name the measure stand, without those that belong to no name at their ends."""
    words, sets = head.words, lexicon.sets
    first, last = 0, min(len(words), _WORDS_MOST)
    ends = sets["name ends"]
    if not ends.isdisjoint(words):
        last = next((at for at in range(1, last) if words[at] in ends and _cuts(words, at)), last)
    while first < last and words[first] in sets["before a name"]:
        first += 1
    while last > first and words[last - 1] in sets["after a name"]:
        last -= 1
    if first == last:
        return None
    start = head.span[0] + sum(map(len, words[:first])) + first
    return start, start + sum(map(len, words[first:last])) + last - first - 1


def _cuts(words: list[str], at: int) -> bool:
    following = words[at + 1] if at + 1 < len(words) else ""
    return words[at] != "by" or not following or following.endswith("ing")
