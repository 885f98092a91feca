"""Numbers from any web service that answers in JSON, and from those that there is a recipe for."""

from functools import partial

from vitalfew.sources.contract import Source
from vitalfew.sources.http_json.any_service import SETTINGS, fetch_any, place_any
from vitalfew.sources.http_json.fetching import fetch, place
from vitalfew.sources.http_json.recipe import Recipe, form, recipes

UNTRIED = "Not tried against the real service, only against what its documentation says."

SOURCE = Source(
    kind="http_json",
    name="Web service (JSON)",
    about="Asks an address of the web and reads its JSON with JMESPath.",
    settings=SETTINGS,
    fetch=fetch_any,
    place=place_any,
)


def _source(recipe: Recipe) -> Source:
    return Source(
        kind=recipe.kind,
        name=recipe.name,
        about=recipe.about if recipe.tried else f"{recipe.about} {UNTRIED}",
        settings=form(recipe),
        fetch=partial(fetch, recipe),
        place=partial(place, recipe),
    )


SOURCES = tuple(_source(recipe) for recipe in recipes())
