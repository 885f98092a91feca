"""Whether two names mean one metric: what is left of a name without its general words."""

from functools import lru_cache

from vitalfew.method.late import late
from vitalfew.method.wording.vocabulary import word_set, words

_WORD = late(r"[a-z][a-z0-9&'-]*|%")
_ABBREVIATED = late(r"\(\s*[A-Z][A-Za-z0-9&-]{1,7}\s*\)")
_PERIODS = ("hour", "day", "week", "month", "quarter", "year", "sprint")
_EACH_PERIOD = late(rf"\b(?:per|each|every|a)\s+(?:{'|'.join(_PERIODS)})\b")
_SHORTEST = 4


@lru_cache(maxsize=4096)
def metric_key(name: str) -> str:
    """A key that names of one metric share: 'Monthly customer churn rate' and 'Churn of customers' are one.

    Empty for a name of nothing but general words.
    """
    plain = _ABBREVIATED.sub(" ", name) if "(" in name else name
    plain = plain.lower()
    if any(period in plain for period in _PERIODS):
        plain = _EACH_PERIOD.sub(" ", plain)
    meant = {part for word in _WORD.findall(plain) for part in _meant(word)}
    if "rate" in meant and not word_set("kpi", "same_rates").isdisjoint(meant):
        meant.remove("rate")
    return " ".join(sorted(meant))


@lru_cache(maxsize=4096)
def _meant(word: str) -> tuple[str, ...]:
    """What a word stands for: nothing, itself in the singular, or a synonym of one or more words."""
    same: dict[str, str] = words("kpi")["same_words"]
    meant = same.get(word) or same.get(_singular(word)) or _singular(word)
    dropped = word_set("kpi", "same_dropped")
    return tuple(part for part in meant.split() if part not in dropped and word not in dropped)


def _singular(word: str) -> str:
    if word.endswith("ies") and len(word) > _SHORTEST:
        return word[:-3] + "y"
    if word.endswith(("ss", "us", "is")) or len(word) < _SHORTEST:
        return word
    return word.removesuffix("'s").removesuffix("s")
