"""Whether a team's name stands for the whole company."""

from vitalfew.method.wording.vocabulary import word_set


def is_whole_company(name: str) -> bool:
    """'Company', 'Whole organisation', 'Leadership team': its objectives may run for a year."""
    return not word_set("objective", "whole_company").isdisjoint(name.lower().split())
