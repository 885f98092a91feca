"""Numbers from any web service that answers in JSON, and from those that there is a recipe for."""

from collections.abc import Iterable
from datetime import datetime
from functools import partial

from vitalfew.sources.contract import Point, Source, Spec
from vitalfew.sources.http_json.recipe import Recipe, form, recipes
from vitalfew.sources.http_json.settings import SETTINGS
from vitalfew.sources.loads import WEB

LOADS = ("vitalfew.sources.http_json.any_service", *WEB)
UNTRIED = "Not tried against the real service, only against what its documentation says."


def _fetch_any(spec: Spec, since: datetime | None) -> Iterable[Point]:
    from vitalfew.sources.http_json.any_service import fetch_any  # httpx is loaded only where something is fetched

    return fetch_any(spec, since)


def _place_any(spec: Spec) -> str:
    from vitalfew.sources.http_json.any_service import place_any

    return place_any(spec)


def _stretch_any(spec: Spec) -> int:
    """Only where the address or the body says until when."""
    return 200 if "{now" in spec.get("address", "") + spec.get("body", "") else 0


def _fetch(recipe: Recipe, spec: Spec, since: datetime | None) -> Iterable[Point]:
    from vitalfew.sources.http_json.fetching import fetch

    return fetch(recipe, spec, since)


def _place(recipe: Recipe, spec: Spec) -> str:
    from vitalfew.sources.http_json.fetching import place

    return place(recipe, spec)


SOURCE = Source(
    kind="http_json",
    name="Web service (JSON)",
    about="Asks an address of the web and reads its JSON with JMESPath.",
    settings=SETTINGS,
    fetch=_fetch_any,
    place=_place_any,
    loads=LOADS,
    stretch=_stretch_any,
    counts=lambda spec: spec.get("how") in ("count", "share"),
)


def _source(recipe: Recipe) -> Source:
    return Source(
        kind=recipe.kind,
        name=recipe.name,
        about=recipe.about if recipe.tried else f"{recipe.about} {UNTRIED}",
        settings=form(recipe),
        fetch=partial(_fetch, recipe),
        place=partial(_place, recipe),
        loads=LOADS,
    )


SOURCES = tuple(_source(recipe) for recipe in recipes())
