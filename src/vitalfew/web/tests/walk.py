"""Walks over every address of the product, with the keys of records that are really there."""

import re
from collections.abc import Iterator, Mapping
from html.parser import HTMLParser
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver, reverse

FIELDS = ("input", "select", "textarea", "button")


def patterns(resolver: URLResolver | None = None, route: str = "") -> Iterator[tuple[str, str]]:
    """Every address by its name with its route, those of the API left out."""
    for pattern in (resolver or get_resolver()).url_patterns:
        here = route + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from patterns(pattern, here)
        elif isinstance(pattern, URLPattern) and not here.startswith("api/"):
            yield str(pattern.name), here


def inside(values: Mapping[str, Mapping[str, Any]], *, workspace: str) -> dict[str, str]:
    """The path of every page below a workspace by the name of its address; `values` are arguments by that name."""
    found = {}
    for name, route in patterns():
        if not route.startswith("w/"):
            continue
        wanted = re.findall(r"<\w+:(\w+)>", route)[1:]
        given = values.get(name) or values.get(name.partition("_")[0], {})
        found[name] = reverse(name, args=[workspace, *(given[each] for each in wanted)])
    return found


def example(route: str) -> str:
    """A path of this route, its arguments filled in with anything that fits."""
    filled = re.sub(r"<(\w+):\w+>", lambda found: {"int": "1", "slug": "product"}.get(found[1], "a" * 32), route)
    return "/" + re.sub(r"\(\?P<\w+>[^)]*\)", "1", filled).replace("^", "").strip("$")


class _Forms(HTMLParser):
    """The forms of a page that are sent by POST: where to, and the names and values of their fields."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str]]] = []
        self.open: dict[str, str] | None = None
        self.choosing = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.open = {} if given.get("method", "").lower() == "post" else None
            if self.open is not None:
                self.found.append((given.get("action", ""), self.open))
        elif self.open is not None and tag == "option" and self.choosing:
            if "selected" in given or not self.open[self.choosing]:
                self.open[self.choosing] = given.get("value", "")
        elif self.open is not None and tag in FIELDS and "name" in given:
            self.choosing = given["name"] if tag == "select" else self.choosing
            if given.get("type") not in ("radio", "checkbox") or "checked" in given or given["name"] not in self.open:
                self.open[given["name"]] = given.get("value", "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "select":
            self.choosing = ""
        elif tag == "form":
            self.open = None


def forms_of(page: str) -> list[tuple[str, dict[str, str]]]:
    """The forms of a page that are sent by POST: where to ('' is the page itself), and the fields with their values."""
    parser = _Forms()
    parser.feed(page)
    return parser.found
