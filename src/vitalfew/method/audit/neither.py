"""Would nobody act on it? A task, a count of activity, reach for its own sake."""

import re
from functools import cache

from vitalfew.method.audit.opinion import Opinion
from vitalfew.method.audit.phrase import is_count
from vitalfew.method.audit.signs import Signs
from vitalfew.method.wording.vocabulary import word_set, words

ACTIVITY = "Counts activity; rewards quantity."
_SHORT = 3
_DOERS = ("gner", "neer", "oper", "iter", "yist", "alist", "uiter", "person")
_FILLING = frozenset({"hire", "recruit", "appoint"})


def is_work(signs: Signs) -> Opinion | None:
    """Work that is done, not a result that is measured."""
    if not (signs.nature.task or _sounds_like_work(signs)) or _names_a_metric(signs):
        return None
    return Opinion("neither", "task", 0.9 if signs.nature.task else 0.75, "A task. What should be different after it?")


def _counts_output(named: tuple[str, ...]) -> bool:
    """'Blog posts published': several of what one puts out are counted; one of them is work."""
    return (
        len(named) > 1
        and named[-1] in word_set("audit", "output_done")
        and named[-2] in word_set("audit", "own_output")
        and is_count(named[-2])
    )


def _sounds_like_work(signs: Signs) -> bool:
    """'Sign the lease', 'Follow up with leads', 'Cloud migration project': work that is not measured."""
    first, second = (*signs.name.words, "", "")[:2]
    if signs.name.head in word_set("audit", "task_heads") or _makes(signs):
        return not (signs.aimed or signs.limit or signs.quantity)
    if second in word_set("audit", "particles") and not signs.quantity:
        return True
    if second in {"", "of"}:  # 'Source of hire'
        return False
    return first in word_set("audit", "winning_verbs") or first in word_set("audit", "task_only_verbs")


def _names_a_metric(signs: Signs) -> bool:
    """Whether words of work only name a metric: 'Support satisfaction', 'Courses completed', a service kept on time."""
    first, second = (*signs.name.words, "", "")[:2]
    if is_count(second) and (signs.service or "without" in signs.words):
        return True
    if _counts_output(signs.name.words) or (first in word_set("audit", "never_work") and not _makes(signs)):
        return True
    if first in _FILLING and not signs.words.isdisjoint(word_set("audit", "posts")):
        return False  # 'Hire a head of sales'
    if second[:1].isdigit() or second in word_set("audit", "articles") or second in word_set("audit", "particles"):
        return False
    if first in word_set("audit", "attributes") and _counted(signs, second):
        return True
    if first in word_set("audit", "task_only_verbs"):
        short = first in word_set("audit", "attributes") and (second == "to" or len(signs.name.words) <= _SHORT)
        return (signs.defined or short) and signs.quantity
    return signs.quantity or signs.defined


def _makes(signs: Signs) -> bool:
    """Whether one thing that is put out is named, not several: 'Staff meeting every Monday', 'Annual report'."""
    return f"{signs.name.head}s" in word_set("audit", "own_output")


def _counted(signs: Signs, second: str) -> bool:
    """'Audit findings', 'Design handovers with documentation (100 %)': the verb is a noun before what is counted."""
    head = signs.name.head
    if signs.name.first == "open" and head in word_set("audit", "count_nouns"):
        return True
    if signs.name.first in word_set("audit", "functions") and is_count(head):
        return True
    return head in word_set("audit", "bad_counts") or ("%" in signs.name.text and is_count(second))


def is_activity(signs: Signs) -> Opinion | None:
    """A count of what we put out."""
    name = signs.name
    if signs.moves or not signs.words.isdisjoint(word_set("audit", "shares")):
        return None
    first, second = (*name.words, "", "")[:2]
    if second[:1].isdigit() and first in word_set("audit", "work_verbs") and not signs.deadline:
        return Opinion("neither", "vanity", 0.7, ACTIVITY)
    made = not signs.words.isdisjoint(word_set("audit", "own_output"))
    done = not signs.words.isdisjoint(word_set("audit", "output_done"))
    if signs.nature.activity or (made and done) or _posts(name.words) or _worked(name.words) or _per_head(signs):
        return Opinion("neither", "vanity", 0.75, ACTIVITY)
    return None


def _worked(named: tuple[str, ...]) -> bool:
    """'Prospects submitted', 'Leads contacted': how many of a list were worked through; not 'sourced vs hired'."""
    nouns, done = word_set("audit", "worked_nouns"), word_set("audit", "worked_done")
    return named[-1] in done and len(named) > 1 and named[-2] in nouns


def _per_head(signs: Signs) -> bool:
    """'Research projects per designer': what one puts out, by each who puts it out."""
    words_ = signs.name.words
    if signs.name.head not in word_set("audit", "own_output") or "per" not in words_:
        return False
    return words_[-1] in word_set("audit", "posts") or words_[-1].endswith(_DOERS)


def _posts(named: tuple[str, ...]) -> bool:
    """Whether what is counted, before the first preposition or after 'number of', is something one puts out."""
    skipped, output = word_set("audit", "counting"), word_set("audit", "posted_output")
    before = head = ""
    for word in named:
        if word in word_set("audit", "prepositions") and head:
            break
        if word not in skipped:
            before, head = head, word
    return head in output or f"{before}-{head}" in output


def is_vanity(signs: Signs) -> Opinion | None:
    """Reach, with nothing behind it."""
    reach = signs.nature.vanity is not None or _reaches(signs)
    if not reach or signs.moves or _excused(signs):
        return None
    return Opinion("neither", "vanity", 0.88, "Nobody acts when it moves: reach with no decision attached.")


def _reaches(signs: Signs) -> bool:
    name = signs.name
    alone = len(name.words) == 1
    if not alone and name.words[-1:] == ("reached",):
        return True
    if name.head in word_set("audit", "reach_nouns") and (
        alone or name.head not in word_set("audit", "reach_doubtful")
    ):
        return True
    return not signs.words.isdisjoint(_pair_words()) and bool(_pairs().search(name.text))


@cache
def _pair_words() -> frozenset[str]:
    """The words without which no pair is found."""
    return frozenset(pair.split()[-1] for pair in words("audit")["reach_pairs"].split("|"))


@cache
def _pairs() -> re.Pattern[str]:
    return re.compile(words("audit")["reach_pairs"], re.IGNORECASE)


def _excused(signs: Signs) -> bool:
    known = set(signs.name.words)
    if not known.isdisjoint(word_set("audit", "reach_excuses")):
        return True
    at = signs.name.words.index("per") if "per" in known else None
    after = signs.name.words[at + 1 : at + 2] if at is not None else ()
    return bool(after) and after[0] not in word_set("audit", "periods")
