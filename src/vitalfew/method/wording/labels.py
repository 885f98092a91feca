"""The label before a title: 'Objective 1 - ', 'O2: ', 'Goal 3) '."""

import re

from vitalfew.method.late import late

_FIRST = ("o", "g", "a")
_LABEL = late(
    r"\s*(?:(?:objective|goal|okr|aim|o)\s*[#.]?\s?\d{1,2}(?:\.\d{1,2})?\s*[-–—:.)|]\s*|(?:objective|goal|okr)\s*[-–—:]\s+)"
    r"(?=\D)",
    re.IGNORECASE,
)


def label_end(title: str) -> int:
    """Where the title begins after its label; 0 for one without."""
    found = _LABEL.match(title) if title.lstrip()[:1].lower() in _FIRST else None
    return found.end() if found else 0
