"""Fills `{name}` in a recipe; what a person wrote stays a value: never another path, parameter or expression."""

import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from urllib.parse import quote

from vitalfew.sources.contract import SourceError

_NAME = re.compile(r"\{([a-z_]+)\}")


def names_in(text: str) -> set[str]:
    """The names that a text has room for."""
    return set(_NAME.findall(text))


def plain(text: str, values: Mapping[str, str]) -> str:
    """Filled as it is: for a parameter or a header, which httpx quotes. A name without a value stays as written."""
    return _NAME.sub(lambda found: values.get(found[1], found[0]), text)


def in_path(text: str, values: Mapping[str, str]) -> str:
    """Filled and quoted, so that a slash, a question mark or two dots lead nowhere else."""
    return _NAME.sub(lambda found: _quoted(values[found[1]]) if found[1] in values else found[0], text)


def in_expression(text: str, values: Mapping[str, str]) -> str:
    """Filled as a JSON text: a name in JMESPath, or a literal between backticks."""
    return _NAME.sub(lambda found: _literal(values[found[1]]) if found[1] in values else found[0], text)


def in_json(content: object, values: Mapping[str, str]) -> object:
    """JSON with every text in it filled."""
    if isinstance(content, str):
        return plain(content, values)
    if isinstance(content, dict):
        return {name: in_json(each, values) for name, each in content.items()}
    return [in_json(each, values) for each in content] if isinstance(content, list) else content


def moments(since: datetime, now: datetime) -> dict[str, str]:
    """What a recipe may say about time: `since`, `since_date`, `since_seconds`, `since_ms`, the same of `now`, and
    `since_day_before` where a service counts days in a zone of its own."""
    eve = {"since_day_before": f"{since.astimezone(UTC) - timedelta(days=1):%Y-%m-%d}"}
    return _forms("since", since) | _forms("now", now) | eve


def moments_of(values: Mapping[str, str]) -> dict[str, str]:
    """Of all values those that `moments` made."""
    return {name: value for name, value in values.items() if name.partition("_")[0] in {"since", "now"}}


def _forms(name: str, moment: datetime) -> dict[str, str]:
    utc = moment.astimezone(UTC)
    seconds = int(utc.timestamp())
    return {
        name: f"{utc:%Y-%m-%dT%H:%M:%SZ}",
        f"{name}_date": f"{utc:%Y-%m-%d}",
        f"{name}_seconds": str(seconds),
        f"{name}_ms": str(seconds * 1000),
    }


def _quoted(value: str) -> str:
    if value in {".", ".."}:
        raise SourceError(f"“{value}” cannot be a part of an address: write a name.")
    return quote(value, safe="")


def _literal(value: str) -> str:
    return json.dumps(value).replace("`", "\\u0060")
