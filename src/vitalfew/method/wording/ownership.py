"""Whether an owner is one person."""

import re

from vitalfew.method.late import late
from vitalfew.method.wording.vocabulary import word_set

_SEVERAL = late(r"[,;/&+]|\s(?:and|or)\s", re.IGNORECASE)
_SEVERAL_ADDRESSES = late(r"[,;]|@.*@")


def is_one_person(owner: str, *, team: str = "") -> bool:
    """Whether the words name one person; 'the team', a team's name and 'Ana and Ben' do not."""
    name, at, _ = owner.strip().partition("@")
    if (_SEVERAL_ADDRESSES if at else _SEVERAL).search(owner):
        return False
    said = [word for word in re.split(r"[\s._-]+", name.lower()) if word not in {"the", "our", "whole", "entire"}]
    if not said or " ".join(said) == team.strip().lower():
        return False
    if len(said) == 1 and said[0] in word_set("kpi", "nobody"):
        return False
    return said[-1] not in word_set("kpi", "groups") and (said[0] != "team" or said[-1] in word_set("kpi", "roles"))
