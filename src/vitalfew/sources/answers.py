"""What a server's answer says: its status in a sentence, its body as JSON."""

import json
import re
from email.utils import parsedate_to_datetime
from html import unescape
from typing import NoReturn

from vitalfew.sources.contract import SourceError
from vitalfew.sources.secrets import without
from vitalfew.sources.wire import Answer, place_of

_TITLE = re.compile(rb"<title[^>]*>([^<]{1,200})", re.IGNORECASE)
_MESSAGES = ("message", "error_description", "error", "errorMessages", "errors", "title", "detail")


def accepted(answer: Answer) -> Answer:
    """The answer if its status is 2xx; raises SourceError that says what the status means for the owner of a KPI."""
    if 200 <= answer.status < 300:
        return answer
    place, status = place_of(answer.url), answer.status
    raise SourceError(f"{place} answered {status}{_said(answer)}{_meaning(answer, status)}")


def parsed(answer: Answer) -> object:
    """The body as JSON; raises SourceError that says what came instead."""
    place, body = place_of(answer.url), answer.body.strip()
    if not body:
        raise SourceError(f"{place} answered with nothing where JSON was expected: check the address.")
    try:
        return json.loads(body, parse_constant=_no_number)
    except _NoNumber as error:
        raise SourceError(f"{place} answered with {error}, which is no number: leave such values out.") from None
    except RecursionError:
        raise SourceError(f"{place} answered with JSON that is nested too deep: ask for less.") from None
    except ValueError as error:
        raise SourceError(f"{place} answered with {_instead(body, error, answer.hidden)}") from None


def page_title(body: bytes) -> str:
    """The title of an HTML page as words in quotation marks, or '' where there is none."""
    found = _TITLE.search(body)
    return f" titled “{_line(unescape(found[1].decode(errors='replace')))}”" if found else ""


class _NoNumber(Exception):
    pass


def _no_number(text: str) -> NoReturn:
    raise _NoNumber(text)


def _instead(body: bytes, error: ValueError, hidden: tuple[str, ...]) -> str:
    if body.startswith(b"<"):
        title = page_title(body)
        return f"a page{without(title, hidden)} where JSON was expected: give the API's address, or a token."
    if isinstance(error, json.JSONDecodeError) and body[:1] in b"{[":
        return f"broken JSON (line {error.lineno}, column {error.colno}): ask who runs it, or check the address."
    shown = without(body[:400].decode(errors="replace"), hidden)[:60]
    return f"“{_line(shown)}” where JSON was expected: check the address."


def _meaning(answer: Answer, status: int) -> str:
    if status == 429 or (status == 403 and answer.headers.get("x-ratelimit-remaining") == "0"):
        return f": it was asked too often{_wait(answer)}; the next run tries again, a longer interval helps."
    if status in {401, 403}:
        if answer.with_secret:
            return ": the token is refused or expired, or may not read this; renew it and enter the new one."
        return ": it wants a token and got none; enter one."
    if status == 404:
        return f" for {_line(answer.url.path)}: nothing is there, or the token may not see it; check the names."
    if status >= 500:
        return ": the server failed; the next run tries again, ask who runs it if that goes on."
    return ": it did not take the question; check the settings."


def _wait(answer: Answer) -> str:
    after = answer.headers.get("retry-after", "")
    if after.isascii() and after.isdecimal():
        return f" and wants {int(after[:9])} s of rest"
    try:
        return f" and wants rest until {parsedate_to_datetime(after):%Y-%m-%d %H:%M} UTC"
    except (TypeError, ValueError):
        return ""


def _said(answer: Answer) -> str:
    """The server's own message, if it is JSON with one: at most 120 characters, on one line."""
    try:
        content = json.loads(answer.body)
    except (ValueError, RecursionError):
        return ""
    for _ in range(3):
        if isinstance(content, list):
            content = content[0] if content else ""
        elif isinstance(content, dict):
            content = next((content[name] for name in _MESSAGES if content.get(name)), "")
    return f" (“{_line(without(content, answer.hidden))}”)" if isinstance(content, str) and content else ""


def _line(text: str) -> str:
    words = " ".join("".join(each if each.isprintable() else " " for each in text).split())
    return words if len(words) <= 120 else f"{words[:119]}…"
