"""What somebody probably meant who wrote something else than a record with its keys."""

import re
from collections.abc import Sequence

from vitalfew.method.late import late
from vitalfew.planfile.nodes import Mapping, Node, Scalar
from vitalfew.planfile.problems import nearest_word, quoted

_LABEL = late(r"(?:kr|key[ _-]?result)?[ #]*\d*", re.IGNORECASE)
_SHOWN = 60
MEANT = {
    "sentence": "key_result kr text statement title name",
    "objective": "title name text goal o",
    "key_results": "krs kr keyresults results key_result",
    "objectives": "okrs okr goals",
    "alert": "threshold red_line redline limit alarm warning alert_threshold red",
    "target": "goal aim objective target_value to",
    "from": "baseline start current now",
    "to": "target goal end",
    "frequency": "measured cadence interval period how_often",
    "measured": "frequency cadence",
    "source": "data_source data origin",
    "name": "title kpi team",
    "why": "reason because purpose",
    "cycle": "quarter period timeframe",
    "stops": "stop stopping",
    "check_ins": "rhythm cadence checkins",
    "action": "response what_to_do if_red",
}
"""What else people call a key."""


def instead_of_record(node: Node, called: str, *, known: Sequence[str], first: str) -> tuple[str, str]:
    """What is wrong and what to do where a text or a list stands for a record; `first` is the key it cannot lack."""
    if isinstance(node, Scalar):
        what = f"{quoted(node.text)} stands where {called} is wanted."
        if first:
            return what, f'Write "{first}: {_short(node.text)}" instead.'
    else:
        what = f"A list stands where {called} is wanted."
    return what, f"Begin with {'its keys' if len(known) > 1 else 'its key'}: {', '.join(known)}."


def misread(node: Mapping, called: str, *, known: Sequence[str], first: str, short: str) -> tuple[str, str] | None:
    """The same where none of a mapping's keys is known; None where it is a record, if perhaps a wrong one."""
    if not node.items or not node.items.keys().isdisjoint(known):
        return None
    key, value = next(iter(node.items.items()))
    if short and len(node.items) == 1 and isinstance(value, Scalar):
        what = f"The colon makes {quoted(key)} a key of {called}, and there is no such key."
        if _LABEL.fullmatch(key):
            return what, f'Write the {short} alone, after the dash: "{_short(value.text)}".'
        return what, f'Put the whole {short} in quotes: - "{_short(f"{key}: {value.text}")}".'
    if first and not any(isinstance(each, Scalar) for each in node.items.values()):
        what = f"{quoted(key)} stands where a key of {called} is wanted."
        return what, f'Begin it with a dash, "- {first}: {_short(key)}", and put its other keys below.'
    return None


def unknown_key(key: str, called: str, *, known: Sequence[str], elsewhere: Sequence[str]) -> str:
    """What is wrong with a key that this record does not have; `elsewhere` are the records that have it."""
    plain = key.strip().lower().replace(" ", "_").replace("-", "_")
    many = next((name for name in known if name in (f"{plain}s", plain.removesuffix("s"))), "")
    meant = many or next((name for name in known if plain in MEANT.get(name, "").split()), "")
    close = meant or nearest_word(plain, known)
    if not meant and "sentence" in known and _LABEL.fullmatch(key):
        close = "sentence"
    if elsewhere and not meant:
        hint = (
            f"it belongs to {' or '.join(elsewhere)}: its indentation is off, or a dash above it is missing. "
            "The keys of one thing begin in one column."
        )
    elif close:
        hint = f'did you mean "{close}"?'
    else:
        hint = f"known keys are: {', '.join(known)}."
    return f"unknown key {quoted(key)} in {called}; {hint}"


def _short(text: str) -> str:
    line = " ".join(text.split())
    return quoted(line if len(line) <= _SHOWN else f"{line[: _SHOWN - 1]}…")[1:-1]
