"""Reads a time or a number as services write them in JSON."""

import re
from datetime import UTC, datetime, tzinfo
from math import isfinite

from vitalfew.sources.contract import SourceError

_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?([eE][+-]?\d+)?")
_SHOWN = 60
_OLDEST = 100_000_000  # a smaller number is a year or a date without dashes, not seconds since 1970


def number_of(content: object) -> object:
    """A number that is written as text; anything else as it is."""
    return float(content) if isinstance(content, str) and _NUMBER.fullmatch(content.strip()) else content


def exact(content: object) -> object:
    """A time with its offset, or in seconds; anything else as it is, for whoever knows more ways to write one."""
    if isinstance(content, int | float) and abs(content) < _OLDEST:
        return content
    try:
        moment = moment_of(content, UTC)
    except SourceError:
        return content
    return content if isinstance(content, str) and datetime.fromisoformat(content).tzinfo is None else moment


def moment_of(content: object, zone: tzinfo) -> datetime | None:
    """A time: ISO 8601, or seconds or milliseconds since 1970; without an offset it is of the zone."""
    if content is None or content == "":
        return None
    try:
        if isinstance(content, int | float) and not isinstance(content, bool):
            return datetime.fromtimestamp(content / 1000 if abs(content) > 1e11 else content, UTC)
        read = datetime.fromisoformat(str(content))
    except (ValueError, OverflowError, OSError):
        raise SourceError(f"“{str(content)[:_SHOWN]}” is no time: ISO 8601 or seconds since 1970 are read.") from None
    return read if read.tzinfo else read.replace(tzinfo=zone)


def weight_of(content: object) -> float:
    """What an event weighs: nothing where it has no number; raises SourceError for what is none."""
    if content is None:
        return 0.0
    number = number_of(content)
    if isinstance(number, int | float) and isfinite(number):
        return float(number)
    raise SourceError(f"“{str(content)[:_SHOWN]}” is no number, which was to be summed: correct the path of the value.")
