"""What is wrong with one field of an observation, in words."""

from collections.abc import Mapping
from typing import Any

NO_ZONE = "has no time zone; write one, as in 2026-11-01T00:00:00Z"
OBJECT = "must be an object with kpi, time and value"
BROKEN = "cannot be read: it nests too deeply, or a text in it holds half a character"
ANY_FIELD = {
    "missing": "is missing",
    "extra_forbidden": "is not a field of an observation; the fields are kpi, team, time, value, n and note",
    "json_invalid": BROKEN,
}
BY_FIELD = {
    "": OBJECT,
    "kpi": "must be the name of a KPI, or its id as a whole number",
    "team": "must be the name of a team, of at most 100 characters",
    "time": "must be a time with its time zone, as text like 2026-11-01T00:00:00Z",
    "n": "must be a whole number from 0 to 2,147,483,647, or be left out",
    "note": "must be text of at most 10,000 characters",
}
KINDS = ((bool, "true or false"), (str, "text"), (list, "a list"), (dict, "an object"))


def told(error: Mapping[str, Any]) -> str:
    """The words for one of pydantic's errors, whose own sentences are for programmers."""
    field, kind = field_of(error), error["type"]
    if kind == "value_error":
        words = str(error["msg"]).removeprefix("Value error, ")
    elif kind == "timezone_aware":
        words = NO_ZONE
    elif kind in ANY_FIELD:
        words = ANY_FIELD[kind]
    else:
        words = _number(kind, error.get("input")) if field == "value" else BY_FIELD[field]
    return f"{field or 'the item'}: {words}"


def said_of_parameter(error: Mapping[str, Any]) -> str:
    """The words for what cannot be read in the address of a call; times are the only ones with words of our own."""
    kind = str(error["type"])
    if kind == "timezone_aware":
        return NO_ZONE
    return BY_FIELD["time"] if kind.startswith("datetime") else str(error["msg"])


def field_of(error: Mapping[str, Any]) -> str:
    """The field that an error is about; '' for the item as a whole."""
    return str(error["loc"][0]) if error["loc"] else ""


def _number(kind: str, given: object) -> str:
    if kind == "finite_number":
        return "is not a finite number"
    if kind in ("greater_than_equal", "less_than_equal"):
        return "is larger than any number that can be judged; write one between -1e100 and 1e100"
    what = next((name for sort, name in KINDS if isinstance(given, sort)), "null")
    return f"must be a number, not {what}"
