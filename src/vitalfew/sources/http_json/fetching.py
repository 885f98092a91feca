"""Fetches the points of a recipe."""

import re
from base64 import b64encode
from datetime import UTC, datetime, timedelta

from vitalfew.sources.answers import accepted
from vitalfew.sources.bounds import bounds
from vitalfew.sources.contract import Point, SourceError, Spec
from vitalfew.sources.folding import calendar
from vitalfew.sources.http_json.asking import Question, address, asked, first_request
from vitalfew.sources.http_json.reading import read
from vitalfew.sources.http_json.recipe import Measure, Recipe
from vitalfew.sources.http_json.sheet import TABLES, sheet_points
from vitalfew.sources.http_json.template import moments
from vitalfew.sources.secrets import without
from vitalfew.sources.stretch import last_moment
from vitalfew.sources.wire import Wire, place_of
from vitalfew.sources.words import secrets_of

_SPARE = 2  # seconds to tell what happened before the process is ended


def fetch(recipe: Recipe, spec: Spec, since: datetime | None) -> list[Point]:
    """The points of a recipe's measure; raises SourceError."""
    hidden = tuple(secrets_of(recipe.settings, spec))
    try:
        return _fetch(recipe, spec, since, hidden)
    except SourceError as error:
        raise SourceError(without(str(error), hidden)) from None


def place(recipe: Recipe, spec: Spec) -> str:
    """The host that is asked; the service's name where its address is not filled in yet."""
    try:
        return place_of(address(recipe, chosen(recipe, spec), filled(recipe, spec, secrets=False)))
    except SourceError:
        return recipe.name


def chosen(recipe: Recipe, spec: Spec) -> Measure:
    """The measure that the settings name, the first without one; raises SourceError for one that there is none of."""
    name = spec.get("measure") or next(iter(recipe.measures))
    if name not in recipe.measures:
        raise SourceError(f"{recipe.name} has no “{name[:40]}”: choose one of {', '.join(recipe.measures)}.")
    return recipe.measures[name]


def filled(recipe: Recipe, spec: Spec, *, secrets: bool = True) -> dict[str, str]:
    """The settings as they go into the question, with their defaults; raises SourceError for one that cannot.

    Without `secrets` these are left out.
    """
    wanted = [each for each in recipe.settings if secrets or each.kind != "secret"]
    values = {each.name: (spec.get(each.name) or each.default).strip() for each in wanted}
    needs = chosen(recipe, spec).needs
    for each in wanted:
        value, pattern = values[each.name], recipe.patterns.get(each.name)
        if not value and (each.required or each.name in needs):
            raise SourceError(f"“{each.label}” is empty, and {recipe.name} wants it: fill it in.")
        if value and pattern and not re.fullmatch(pattern, value):
            got = "What was entered" if each.kind == "secret" else f"“{value[:60]}”"
            raise SourceError(f"{got} is no {each.label.lower()}: write it like {each.example}.")
    return values


def _fetch(recipe: Recipe, spec: Spec, since: datetime | None, hidden: tuple[str, ...]) -> list[Point]:
    measure, now = chosen(recipe, spec), last_moment(spec, datetime.now(UTC))
    calendar_ = calendar(spec)
    first = since or now - timedelta(days=measure.history)
    first = calendar_.start(first) if measure.how else first
    values = filled(recipe, spec) | moments(first, now)
    values |= {"basic": b64encode(f"{values.get('user', '')}:{values.get('token', '')}".encode()).decode()}
    question = Question(recipe, measure, values, hidden)
    with Wire(seconds=max(bounds().seconds - _SPARE, 1)) as wire:
        if recipe.reads in TABLES:
            table = TABLES[recipe.reads](accepted(wire.ask(first_request(question, wire))))
            return sheet_points(table, measure, values, calendar_.zone)
        rows = [row for page in asked(question, wire) for row in page]
    if not rows and since and measure.time and not measure.how:
        return []  # nothing is new
    return read(rows, measure, values, calendar_, since=first, now=now)
