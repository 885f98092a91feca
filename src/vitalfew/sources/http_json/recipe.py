"""A recipe: how a service is asked for a number, as data. Adding one adds a YAML file to `recipes/` and no code."""

from collections.abc import Mapping
from dataclasses import MISSING, dataclass, field, fields
from functools import cache
from pathlib import Path
from typing import Any, TypeVar, get_args

import yaml

from vitalfew.sources.contract import Setting
from vitalfew.sources.folding import PER, ZONE

_Made = TypeVar("_Made", "Recipe", "Measure", "Pages")
_LOADER = yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader
FOLDER = Path(__file__).parent / "recipes"


class BadRecipe(ValueError):
    """A recipe that cannot be used: which, and why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pages:
    """How the next page is asked for: by the Link header, by a cursor, by a number, or never.

    `next` is where the answer holds the cursor; `into` the parameter that takes it, `body:a.b` for a place in the body.
    A page with fewer than `full` rows is the last one of those that have a number.
    """

    by: str = ""
    next: str = ""
    into: str = ""
    first: int = 1
    full: int = 0
    most: int = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """One number that a service can tell: the question, and JMESPath that reads the answer.

    `rows` finds the rows, the whole answer if empty; `time`, `value` and `cases` read one row. `how` makes one value
    per period out of them ('count', 'sum', 'share'); without `time` it makes one value of now. `single` is what must
    hold one thing only, such as a list of series; `only` says which rows count, and `total` how many there are, where
    a service gives fewer than it has.
    """

    label: str
    path: str = ""
    method: str = "GET"
    query: Mapping[str, str] = field(default_factory=dict)
    body: object = None
    rows: str = ""
    only: str = ""
    total: str = ""
    time: str = ""
    value: str = ""
    cases: str = ""
    how: str = ""
    single: str = ""
    history: int = 84
    pages: Pages = Pages()
    needs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """A service: its settings, its address, the headers with secrets in them, and its measures by name.

    Texts name settings and moments as `{name}`; `{basic}` is `user` and `token` for basic sign-in. `tried` says whether
    it ever answered for real. `patterns` holds, by setting, what a value must look like. `reads` is
    'json', 'csv', or 'values' for rows in JSON with the names first; `error` finds what is wrong in a good answer.
    """

    kind: str
    name: str
    about: str
    docs: str
    tried: bool
    address: str
    measures: Mapping[str, Measure]
    settings: tuple[Setting, ...] = ()
    patterns: Mapping[str, str] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    secret: Mapping[str, str] = field(default_factory=dict)
    sign_in: str = ""
    reads: str = "json"
    error: str = ""


@cache
def recipes() -> tuple[Recipe, ...]:
    """Every recipe in the folder, by the names of their files; raises BadRecipe where one is wrong."""
    return tuple(
        read_recipe(path.read_text(encoding="utf-8"), name=path.stem) for path in sorted(FOLDER.glob("*.yaml"))
    )


def read_recipe(text: str, *, name: str) -> Recipe:
    """The recipe that a YAML text holds; its `kind` is the name of its file."""
    content = yaml.load(text, _LOADER)  # noqa: S506  (both are safe; every fetch reads these)
    try:
        measures = {each: _measure(body) for each, body in content.pop("measures").items()}
        settings, patterns = _settings(content.pop("settings", []))
        return _made(
            Recipe, {**content, "kind": name, "measures": measures, "settings": settings, "patterns": patterns}
        )
    except (TypeError, AttributeError, KeyError) as error:
        raise BadRecipe(f"The recipe {name}: {error}.") from error


def form(recipe: Recipe) -> tuple[Setting, ...]:
    """The settings that a person fills in: which number, the recipe's own, and the period where one is counted."""
    choices = tuple((name, measure.label) for name, measure in recipe.measures.items())
    which = Setting("measure", "What", kind="choice", choices=choices, default=choices[0][0])
    counted = any(each.how and each.time for each in recipe.measures.values())
    return (*([which] if len(choices) > 1 else []), *recipe.settings, *([PER, ZONE] if counted else []))


def _measure(content: dict[str, Any]) -> Measure:
    pages = _made(Pages, content.pop("pages", {}))
    return _made(Measure, {**content, "pages": pages, "needs": tuple(content.get("needs", ()))})


def _settings(content: list[dict[str, Any]]) -> tuple[tuple[Setting, ...], dict[str, str]]:
    patterns = {each["name"]: each.pop("pattern") for each in content if "pattern" in each}
    return tuple(_setting(each) for each in content), patterns


def _setting(content: dict[str, Any]) -> Setting:
    kind = content.get("kind", "text")
    if kind not in get_args(Setting.__annotations__["kind"]):
        raise TypeError(f"the setting {content['name']} is of the kind {kind!r}")
    choices = tuple((str(value), str(label)) for value, label in content.get("choices", {}).items())
    return Setting(**{**content, "choices": choices})


def _made(kind: type[_Made], content: Mapping[str, Any]) -> _Made:
    known = {each.name for each in fields(kind)}
    needed = {each.name for each in fields(kind) if each.default is MISSING and each.default_factory is MISSING}
    unknown, missing = sorted(set(content) - known), sorted(needed - set(content))
    if unknown or missing:
        raise TypeError(f"{kind.__name__}: unknown {unknown}, missing {missing}")
    return kind(**content)
