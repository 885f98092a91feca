"""What the name of a KPI says about it: a measure or a wish, what it pushes and what it keeps."""

import re
from functools import lru_cache
from itertools import pairwise

from vitalfew.method.late import late
from vitalfew.method.wording.formulas import sort_of
from vitalfew.method.wording.nature import Nature, nature
from vitalfew.method.wording.phrases import mentions, pattern
from vitalfew.method.wording.reader import read
from vitalfew.method.wording.reading import Span
from vitalfew.method.wording.tokens import tokens
from vitalfew.method.wording.vocabulary import word_set, words

_WORD = late(r"[A-Za-z][A-Za-z'-]*|%|\d[\d.,]*")
_NUMBERS = late(r"\d.*\D\d")
_PROGRESS = late(r"\b\d+\s?%\s+(?:done|complete[d]?|finished|ready|through)\s*$", re.IGNORECASE)
_BOTH = late(
    r"(?P<one>[^,:()/]+?)\s+(?:and|&)\s+(?P<other>[^,:()/]+?)(?:\s+(?:per|by|of|in|for|each)\s.*)?", re.IGNORECASE
)
_COST = late(r"\s*(?:average |mean )?(?:cost|price|spend(?:ing)?)\b", re.IGNORECASE)
_ABBREVIATED = late(r"\([A-Z]{3,}\)")  # what has an abbreviation is counted somewhere
PUSHES = ("speed", "volume", "acquisition")


def is_measure(text: str) -> bool:
    """Whether a word stands there that can only be a number: rate, time, cost, tickets, '%'."""
    return not word_set("kpi", "measure_nouns").isdisjoint(word.lower() for word in _WORD.findall(text))


def is_abstract(name: str) -> bool:
    """Whether the name is of something that nobody can count as it stands: 'Team communication'."""
    spoken = [word.lower() for word in _WORD.findall(re.split(r"\b(?:of|in|with|between|across|for)\b|\(", name)[0])]
    plain = bool(spoken) and _ABBREVIATED.search(name) is None
    return plain and spoken[-1] in word_set("kpi", "abstractions") and not is_measure(name)


def two_in(name: str) -> tuple[str, str] | None:
    """The two measures that one name holds ('Revenue and churn'); counts of things may be added up."""
    found = _BOTH.fullmatch(name.strip())
    if found is None:
        return None
    one, other = found["one"].lower().split(), found["other"].lower().split()
    measures = word_set("kpi", "measure_nouns")
    if len(one) != len(other) or one[-1] not in measures or other[-1] not in measures:
        return None  # 'Sales and marketing spend' is one
    added = one[-1].endswith("s") and other[-1].endswith("s")
    return None if added else (found["one"], found["other"])


def change_in(name: str) -> Span | None:
    """Where the name says that something is to be made or changed: 'Launch a shop', 'NPS from 32 to 50'."""
    progress = _PROGRESS.search(name)
    if progress is not None:
        return progress.span()
    if _NUMBERS.search(name):
        reading = read(name)
        if reading.baseline is not None and reading.target is not None:
            return (0, len(name))
    first = re.match(r"\s*(\w+(?:-\w+)?)(?:\s+(\S+))?", name)
    if first is None:
        return None
    if _asks(first[1].lower(), (first[2] or "").lower(), name):
        return first.span(1)
    noun = first[1].lower().endswith("ing") or first[1].lower() in {"open", "close"}
    task = None if noun or _counted(name) or _says_abstraction(name) else _nature(name).task
    return task if task and task[0] == first.start(1) else None


@lru_cache(maxsize=1024)
def _nature(name: str) -> Nature:
    return nature(read(name))


def _says_abstraction(name: str) -> bool:
    return not word_set("kpi", "abstractions").isdisjoint(name.lower().split())


def _asks(verb: str, following: str, name: str) -> bool:
    """Whether the first word is a verb here. 'Release a new app' is work, 'Release frequency' a measure."""
    whole = name.strip().lower() == f"{verb} {following}"
    if not following or following in word_set("kpi", "end_of_a_name" if whole else "after_verb_is_noun"):
        return False
    if verb in word_set("kpi", "push_verbs"):
        return True
    if following in word_set("kpi", "determiners") or following[0].isdigit():
        return verb in word_set("kpi", "work_verbs")
    return verb in word_set("kpi", "work_verbs") - word_set("kpi", "adjectives_too") and not _counted(name)


def _counted(name: str) -> bool:
    """Whether a measure stands in the name, or it ends on what was counted: 'tickets opened', 'articles written'."""
    return is_measure(name) or re.search(r"(?:ed|s|ness|ity|ion|ance|ency)\s*$", name) is not None


@lru_cache(maxsize=1024)
def vanity_in(name: str) -> Span | None:
    """Where the name counts reach, or what is put out, with nothing behind it that anyone decides by."""
    if mentions(name, "kpi", "vanity_tied"):
        return None
    return mentions(name, "kpi", "vanity") or _nature(name).vanity or output_in(name)


def output_in(name: str) -> Span | None:
    """Where the name counts what one puts out: 'Number of features shipped', 'Reports written a month'."""
    found = tokens(name)
    made, done = word_set("audit", "own_output"), word_set("audit", "output_done")
    if done.isdisjoint(found.known) or made.isdisjoint(found.known):
        return None
    pairs = enumerate(pairwise(found.words))
    return next((found.span(at, at + 1) for at, (what, how) in pairs if what in made and how in done), None)


def stays_healthy(name: str, *, measured: bool) -> bool:
    """Whether a KPI of this name would show what is neglected: no wish, no reach or output, nothing that is pushed.

    `measured` is whether its sheet says how it is counted, which 'Response quality' needs.
    """
    if vanity_in(name) or change_in(name) or pushes(name) or two_in(name):
        return False
    return measured or not is_abstract(name)


@lru_cache(maxsize=1024)
def pushes(name: str) -> str:
    """What a KPI of this name pushes that is easily had at the price of something else: one of PUSHES, or ''."""
    if keeps(name):
        return ""
    found = next((what for what in PUSHES if mentions(name, "kpi", "pushed", what)), "")
    return "" if found != "acquisition" and _COST.match(name) else found


def keeps(name: str) -> bool:
    """Whether a KPI of this name shows the price: quality, retention, what people say."""
    return mentions(name, "kpi", "keeps") is not None


def is_survey(name: str) -> bool:
    """Whether people have to be asked for its values."""
    return mentions(name, "kpi", "survey") is not None


def must_be_perfect(text: str) -> bool:
    """Whether it is about safety, the law or people's data, where nothing less than all will do."""
    return pattern("kpi", "must_be_perfect").search(text) is not None


def example(field: str, family: str = "", name: str = "") -> str:
    """How this field of a KPI's sheet may read, in a KPI of this family or, where none was said, of this name."""
    examples: dict[str, dict[str, str]] = words("kpi")["examples"]
    sort = family or sort_of(name)
    if sort == "count" and (pushes(name) or vanity_in(name)):
        sort = "more"  # of what is pushed more is wanted, of other things that are counted less
    return examples.get(sort, {}).get(field) or examples[""][field]


def like(field: str, family: str = "", name: str = "") -> str:
    """A suggestion that shows such an example."""
    return f"For example: {example(field, family, name)}"


def counts_task(name: str) -> bool:
    """Whether the name tells that work was done: 'Newsletter sent', 'Progress of the move', 'Launch a shop'."""
    if re.search(
        r"\b(?:per|rate|share|ratio|percentage|average|mean|time|number of|total|due)\b|%", name, re.IGNORECASE
    ):
        return False
    return mentions(name, "kpi", "task_done") is not None or change_in(name) is not None
