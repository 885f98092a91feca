"""Proposes better sentences: with the numbers that are missing, without those that are too many."""

import re

from vitalfew.method.late import late
from vitalfew.method.wording.reader import read
from vitalfew.method.wording.reading import Reading, Span
from vitalfew.method.wording.sentence.lexicon import lexicon
from vitalfew.method.wording.titles import title_words
from vitalfew.method.wording.vocabulary import word_set

OPEN = "[metric] goes from [now] to [target]"
_FASTER = late(r"\s+(?:faster|quicker|more quickly|sooner|in less time)\b", re.IGNORECASE)
_TO = late(r" to\s+(?=\S*\s?(?:\d|zero\b|half\b|a third\b|[$€£]))", re.IGNORECASE)
_TAIL = late(
    r"[\s,;:–-]+(?:by|from|to|of|at|over|above|below|under|within|more than|at least|up to|less than|and|with|in|on"
    r"|across|a|an|the|for)?"
    r"(?:\s+(?:at least|over|more than|up to|under|below))?$",
    re.IGNORECASE,
)
_BY = late(r"[\s,]+(?:by|until|before|in|at|within)?(?:\s+the)?(?:\s+end\s+of)?\s*$", re.IGNORECASE)
_RAISING = frozenset({"raise", "collect"})
_MONEY = frozenset({"money", "funds", "funding", "donations", "capital"})
_UNFINISHED = frozenset(
    {
        "that",
        "which",
        "who",
        "where",
        "when",
        "if",
        "or",
        "of",
        "its",
        "our",
        "their",
        "is",
        "are",
        "than",
        "has",
        "make",
    }
)
_JOINING = frozenset({"and", "&", "or", "to", "by", "while", "without", "will"})
_ENDS = ("baseline", "target", "change", "delta")
_CLAUSE = late(r"(?:\band|&|\bto|\bby)\s+([a-z]+)\s+(?:at least|over|more than|up to|about)?\s*$", re.IGNORECASE)
_MULTIPLES = {"double": "Grow", "triple": "Grow", "quadruple": "Grow", "halve": "Reduce"}
_HELD_AT = late(r"\b(?:above|below|over|under|at|within|at least|at most|less than|more than)\b|[<>≥≤]", re.I)


def with_numbers(text: str) -> str:
    """'Reduce bugs from [now] to [target]' for 'Reduce bugs'; an open pattern where the words give no metric."""
    plain = text.strip().rstrip(".!")
    verb, _, rest = plain.partition(" ")
    rest = _without_last(rest)
    if not rest or len(rest) > 80:
        return OPEN
    if _FASTER.search(plain):
        done = _FASTER.sub("", plain)
        return f"Reduce the time to {done[:1].lower()}{done[1:]} from [now] to [target]"
    if verb.lower() in _RAISING and rest.split()[0].lower() in _MONEY:
        return " ".join([verb, "[target]", *rest.split()[1:]])
    if verb.lower() in word_set("rewriting", "down_verbs"):
        return f"{verb} {rest} from [now] to [target]"
    if verb.lower() in word_set("rewriting", "up_verbs"):
        return f"{_way(rest)} {rest} from [now] to [target]"
    return OPEN


def with_start(reading: Reading) -> str:
    """'Raise coverage from [now] to 80 %' for 'Raise coverage to 80 %', else the sentence with '(currently [now])'.

    A deadline at the end stays there. Work before the result is left out: 'Get 40 % more users (currently [now])'.
    """
    own = _own_clause(reading)
    if own != reading.text:
        reading = read(own)
    plain = reading.text.rstrip().rstrip(".!")
    found = _TO.search(plain) if " to " in plain else None
    if found:
        return f"{plain[: found.start()]} from [now]{plain[found.start() :]}".strip()
    start, end = reading.spans.get("deadline", (0, 0))
    before = _BY.sub("", plain[:start]).rstrip() if end and end >= len(plain) else plain
    return f"{before} (currently [now]){plain[len(before) :]}".strip()


def _own_clause(reading: Reading) -> str:
    """The clause that names the number: 'Get 40 % more users' of 'Launch the app and get 40 % more users'."""
    starts = [reading.spans[field][0] for field in _ENDS if field in reading.spans]
    found = _CLAUSE.search(reading.text[: min(starts)]) if starts else None
    if found is None or found[1].lower() not in lexicon().sets["winning"]:
        return reading.text
    own = reading.text[found.start(1) :]
    return own[:1].upper() + own[1:]


def without_number(text: str, span: Span) -> str:
    """The title without the measure in it, or '' where too little would be left."""
    start, end = span
    before, after = text[:start].rstrip(), text[end:]
    multiple = _MULTIPLES.get(text[start:end].strip().lower())
    if multiple and not before:
        left = f"{multiple}{after}"
    else:
        while _TAIL.search(before) and _TAIL.sub("", before) != before:
            before = _TAIL.sub("", before)
        follows = after if re.match(r"\s*(?:while|without|so|for|in|across|among)\b(?!.*\d)", after, re.I) else ""
        left = f"{before}{follows}"
    words = left.strip(" ,.;").split()
    return " ".join(words) if len(words) > 1 and not _breaks_off(*words[-2:]) else ""


def _breaks_off(before: str, last: str) -> bool:
    """Whether a sentence that ends so is half a sentence: 'Launch the app and get', 'Grow by winning'."""
    if last.lower() in _UNFINISHED:
        return True
    verbs = title_words().verbs | lexicon().sets["winning"]
    base = last.lower().removesuffix("ing")
    return before.lower() in _JOINING and not verbs.isdisjoint((base, f"{base}e", base[:-1] if base != last else base))


def as_kpi(reading: Reading) -> str:
    """The KPI that a held level is: "KPI 'Uptime', red line below 99.9 %"."""
    name = (reading.metric or _held(reading.text)).strip()
    side = "above" if re.search(r"\b(?:below|under|less than|at most|within)\b|[<≤]", reading.text, re.I) else "below"
    goal = "" if reading.target is None else f" {amount(reading.target, reading.unit)}"
    return f"KPI “{name[:1].upper()}{name[1:]}”, red line {side}{goal}"


def amount(value: float, unit: str | None) -> str:
    """'8 %', '40' with what it is counted in."""
    return f"{value:g}" if unit in (None, "", "rating", "x") else f"{value:g} {unit}"


def _held(text: str) -> str:
    """What is held: 'uptime' in 'Keep uptime above 99.9 %'."""
    rest = text.partition(" ")[2]
    found = _HELD_AT.search(rest)
    return re.sub(r"^(?:our|the|a|an)\s+|[\d.,]+\s?%?\s*", "", rest[: found.start()] if found else rest).strip()


def _way(rest: str) -> str:
    lower = word_set("rewriting", "lower_is_better").isdisjoint(rest.lower().split())
    return "Increase" if lower else "Reduce"


def _without_last(rest: str) -> str:
    words = rest.split()
    while words and words[-1].lower() in word_set("rewriting", "dropped_last"):
        words.pop()
    return " ".join(words)
