"""Finds the standard that allows no slip: people will hide theirs."""

from vitalfew.method.audit.phrase import words_of
from vitalfew.method.audit.rows import Row
from vitalfew.method.audit.signs import Signs
from vitalfew.method.wording.phrases import mentions, pattern
from vitalfew.method.wording.vocabulary import word_set

WORD = "An ongoing signal whose standard demands perfection, so slips will be hidden: say how many are bearable."
_ALL_OR_NONE = frozenset({"100%", "100percent", "0", "0%", "zero", "none"})


def by_name(signs: Signs) -> bool:
    """Whether the name itself allows no slip ('Zero delays'), where less than all would do."""
    text = signs.name.text
    if signs.words.isdisjoint(word_set("audit", "perfection_hints")) or not mentions(text, "kpi", "perfection"):
        return False
    return not mentions(text, "kpi", "not_perfection") and not _must(text)


def by_target(row: Row) -> bool:
    """Whether the sheet's target is all of a share, or none of what goes wrong."""
    if "".join(row.target.lower().split()) not in _ALL_OR_NONE:
        return False
    return not mentions(row.name, "kpi", "unbounded_percent") and not _must(f"{row.name} {row.definition}")


def _must(text: str) -> bool:
    """Whether it is about safety or the law, where nothing less will do."""
    rates = word_set("audit", "safety_rates")
    return not rates.isdisjoint(words_of(text)) or pattern("kpi", "must_be_perfect").search(text) is not None
