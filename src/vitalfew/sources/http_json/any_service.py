"""Any service that answers in JSON: the recipe is made of what a person fills in."""

import json
from datetime import datetime

from vitalfew.sources.contract import Point, Setting, SourceError, Spec
from vitalfew.sources.folding import PER, WAYS, ZONE
from vitalfew.sources.http_json.fetching import fetch
from vitalfew.sources.http_json.recipe import Measure, Pages, Recipe
from vitalfew.sources.wire import place_of, web_address

_PAGES = (("", "one answer is all"), ("link", "Link header"), ("cursor", "cursor"), ("number", "number of the page"))
_METHODS = (("GET", "GET"), ("POST", "POST with a JSON body"))
_HOWS = (("", "each row is a value"), ("count", "count the rows"), ("sum", "sum up the values"), ("share", "share"))

SETTINGS = (
    Setting("address", "Address", example="https://api.example.org/orders?from={since_date}",
            hint="{since}, {since_date}, {since_seconds}, {since_ms} and the same of {now} are filled in."),
    Setting("method", "Method", kind="choice", choices=_METHODS, default="GET"),
    Setting("body", "Body", kind="long", required=False, hint="JSON, for POST.", example='{"from": "{since}"}'),
    Setting("header", "Header with the secret", required=False, default="Authorization"),
    Setting("secret", "Secret", kind="secret", required=False, hint="The header's whole value.", example="Bearer …"),
    Setting("rows", "Rows", required=False, hint="JMESPath to the list; empty: the whole answer."),
    Setting("time", "Time", required=False, hint="JMESPath in a row; empty: the value is of now.", example="day"),
    Setting("value", "Value", required=False, hint="JMESPath in a row; for a share true or false.", example="total"),
    Setting("cases", "Cases", required=False, hint="JMESPath in a row to the number of cases, for a share."),
    Setting("how", "What makes the value", kind="choice", required=False, choices=_HOWS),
    PER,
    ZONE,
    Setting("pages", "Further pages", kind="choice", required=False, choices=_PAGES),
    Setting("cursor", "Cursor", required=False, hint="JMESPath in the answer to what asks for the next page."),
    Setting("parameter", "Parameter of the page", required=False, example="page",
            hint="That takes the cursor or the number; body:a.b for a place in the body."),
)  # fmt: skip


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
    secret = {spec.get("header") or "Authorization": "{secret}"} if spec.get("secret") else {}
    pages = Pages(
        by=_one_of(spec, "pages", [value for value, _ in _PAGES]),
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
