"""Any service that answers in JSON: the recipe is made of what a person fills in."""

import json
import re
from datetime import datetime

from vitalfew.sources.contract import Point, SourceError, Spec
from vitalfew.sources.folding import WAYS
from vitalfew.sources.http_json.fetching import fetch
from vitalfew.sources.http_json.recipe import Measure, Pages, Recipe
from vitalfew.sources.http_json.settings import PAGES, SETTINGS
from vitalfew.sources.wire import place_of, web_address

_HEADER = re.compile(r"[A-Za-z0-9_-]{1,64}")
_OURS = {"host", "connection", "content-length", "content-type", "transfer-encoding", "accept-encoding"}


def fetch_any(spec: Spec, since: datetime | None) -> list[Point]:
    """The points that the settings describe; raises SourceError."""
    return fetch(_recipe(spec), spec, since)


def place_any(spec: Spec) -> str:
    """The host of the address; 'web' where it is none yet."""
    try:
        return place_of(web_address(spec.get("address", "")))
    except SourceError:
        return "web"


def _recipe(spec: Spec) -> Recipe:
    secret = {_header(spec): "{secret}"} if spec.get("secret") else {}
    pages = Pages(
        by=_one_of(spec, "pages", [value for value, _ in PAGES]),
        next=spec.get("cursor", ""),
        into=spec.get("parameter") or "page",
    )
    measure = Measure(
        label="",
        method=_one_of(spec, "method", ["GET", "POST"]),
        body=_body(spec),
        rows=spec.get("rows", ""),
        time=spec.get("time", ""),
        value=spec.get("value", ""),
        cases=spec.get("cases", ""),
        how=_one_of(spec, "how", ["", *WAYS]),
        pages=pages,
    )
    return Recipe(
        kind="http_json",
        name="The web service",
        about="",
        docs="",
        tried=True,
        address="{address}",
        measures={"": measure},
        settings=SETTINGS,
        secret=secret,
    )


def _header(spec: Spec) -> str:
    name = spec.get("header") or "Authorization"
    if not _HEADER.fullmatch(name) or name.lower() in _OURS:
        raise SourceError(f"“{name[:40]}” is no header that takes a secret: write one like Authorization or X-Api-Key.")
    return name


def _one_of(spec: Spec, name: str, known: list[str]) -> str:
    value = spec.get(name) or known[0]
    if value not in known:
        raise SourceError(f"“{value[:40]}” is not known for “{name}”: choose one of {', '.join(filter(None, known))}.")
    return value


def _body(spec: Spec) -> object:
    if spec.get("method") != "POST" or not spec.get("body"):
        return None
    try:
        return json.loads(spec["body"])
    except (ValueError, RecursionError):
        raise SourceError("The body is not JSON: correct it, with double quotes around names and texts.") from None
