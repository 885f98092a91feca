"""Whether an owner is one person."""

import re

from vitalfew.method.wording.vocabulary import word_set

_SEVERAL = re.compile(r"[,;/&+]|\s(?:and|or|und|et|y)\s", re.IGNORECASE)


def is_one_person(owner: str, *, team: str = "") -> bool:
    """Whether the words name one person; 'the team', a team's name and 'Ana and Ben' do not."""
    name = owner.strip().partition("@")[0]
    if _SEVERAL.search(owner.strip()):
        return False
    words = [word for word in re.split(r"[\s._-]+", name.lower()) if word not in {"the", "our", "whole", "entire"}]
    if not words or " ".join(words) == team.strip().lower():
        return False
    if words[-1] in word_set("kpi", "groups") or (words[0] in {"team", "head-of"} and len(words) > 1):
        return False
    return not (len(words) == 1 and words[0] in word_set("kpi", "nobody"))
