"""Regular expressions that are compiled when they are first used: compiling all takes longer than reading a plan."""

import re
from typing import Any, cast


class _Late:
    """Stands for a compiled expression, whose methods it takes over one by one as they are asked for."""

    def __init__(self, pattern: str, flags: int) -> None:
        self._made_of = pattern, flags

    def __getattr__(self, name: str) -> Any:
        found = getattr(re.compile(*self._made_of), name)
        setattr(self, name, found)
        return found


def late(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """What `re.compile` gives, made later."""
    return cast("re.Pattern[str]", _Late(pattern, flags))
