"""Asks as a recipe says: fills the question in, and turns the pages."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, NamedTuple

import httpx

from vitalfew.sources.answers import accepted, parsed
from vitalfew.sources.contract import SourceError
from vitalfew.sources.http_json.reading import found, rows_of
from vitalfew.sources.http_json.recipe import Measure, Pages, Recipe
from vitalfew.sources.http_json.sign_in import SIGN_INS
from vitalfew.sources.http_json.template import in_json, in_path, moments_of, names_in, plain
from vitalfew.sources.secrets import without
from vitalfew.sources.wire import Answer, Request, Wire, origin, place_of, web_address
from vitalfew.sources.words import shortened


class Question(NamedTuple):
    """A recipe, one of its measures, and all that fills its places: settings, moments."""

    recipe: Recipe
    measure: Measure
    values: Mapping[str, str]
    hidden: tuple[str, ...] = ()


def asked(question: Question, wire: Wire) -> Iterator[list[Any]]:
    """The rows of each page; raises SourceError where there are more pages than the recipe may turn."""
    request = first_request(question, wire)
    pages, so_far, total = question.measure.pages, 0, None
    for number in range(pages.most):
        answer = accepted(wire.ask(request))
        content = parsed(answer)
        _check(content, question, place_of(answer.url))
        rows = rows_of(content, question.measure, question.values, place=place_of(answer.url))
        yield rows
        so_far += len(rows)
        total = found(question.measure.total, content) if question.measure.total and total is None else total
        following = _next(request, answer, content, pages, number=number, rows=len(rows))
        if following is None:
            return _complete(so_far, total, place_of(answer.url))
        request = following
    raise SourceError(
        f"{place_of(answer.url)} has more than {pages.most} pages for this: ask for less, such as a shorter time."
    )


def _check(content: object, question: Question, place: str) -> None:
    """Raise SourceError where a service says in an answer that looks well that something is wrong."""
    said = found(question.recipe.error, content) if question.recipe.error else None
    if said:
        words = without(shortened(said), question.hidden)
        raise SourceError(f"{place} says “{words}”: check the settings, and what the token may read.")


def _complete(got: int, total: object, place: str) -> None:
    if isinstance(total, int) and got < total:
        raise SourceError(
            f"{place} has {total} of these and gives {got} at most: ask for less, such as a shorter time."
        )


def first_request(question: Question, wire: Wire) -> Request:
    """The question as it goes out; signing in for it may ask the service first."""
    recipe, measure, values = question.recipe, question.measure, question.values
    url = address(recipe, measure, values)
    query = {name: plain(text, values) for name, text in measure.query.items()}
    secret = {name: plain(text, values) for name, text in recipe.secret.items() if _given(text, values)}
    if recipe.sign_in:
        secret |= SIGN_INS[recipe.sign_in](values, wire)
    return Request(
        url=url.copy_merge_params({name: text for name, text in query.items() if text}) if query else url,
        method=measure.method,
        headers=dict(recipe.headers),
        secret=_sendable(secret),
        body=in_json(measure.body, values),
        hidden=question.hidden,
    )


def address(recipe: Recipe, measure: Measure, values: Mapping[str, str]) -> httpx.URL:
    """Where a measure is asked for: the recipe's address, which may be a setting as a whole, and the filled path."""
    if not recipe.address.startswith("{"):
        return web_address(in_path(recipe.address + measure.path, values))
    whole = in_path(values.get(recipe.address.strip("{}"), ""), moments_of(values))
    return web_address(whole.rstrip("/") + in_path(measure.path, values) if measure.path else whole)


def _given(text: str, values: Mapping[str, str]) -> bool:
    return all(values.get(name) for name in names_in(text))


def _sendable(headers: Mapping[str, str]) -> Mapping[str, str]:
    for name, value in headers.items():
        if not (name + value).isascii() or not (name + value).isprintable():
            raise SourceError("The token holds a line break or a letter that no header can carry: enter it anew.")
    return headers


def _next(request: Request, answer: Answer, content: object, pages: Pages, *, number: int, rows: int) -> Request | None:
    if pages.by == "link":
        return _linked(request, answer)
    if pages.by == "cursor":
        return _after(request, pages.into, found(pages.next, content))
    if pages.by == "number" and rows and rows >= pages.full:
        return _with(request, pages.into, pages.first + number + 1)
    return None


def _after(request: Request, into: str, cursor: object) -> Request | None:
    if isinstance(cursor, bool) or not isinstance(cursor, str | int) or cursor == "":
        return None
    return _with(request, into, cursor)


def _linked(request: Request, answer: Answer) -> Request | None:
    link = httpx.Response(200, headers=answer.headers).links.get("next", {}).get("url")
    if not link:
        return None
    try:
        url = answer.url.join(link)
    except httpx.InvalidURL:
        url = httpx.URL("")
    if origin(url) != origin(request.url):
        raise SourceError(f"{place_of(answer.url)} has its next page elsewhere, where we do not follow: ask its owner.")
    return replace(request, url=url)


def _with(request: Request, into: str, value: str | int) -> Request:
    where, _, path = into.rpartition(":")
    if where == "body":
        return replace(request, body=_placed(request.body, path.split("."), value))
    return replace(request, url=request.url.copy_set_param(path, value))


def _placed(body: Any, path: list[str], value: object) -> object:
    first, *rest = path
    inside = body if isinstance(body, dict) else {}
    return {**inside, first: _placed(inside.get(first), rest, value) if rest else value}
