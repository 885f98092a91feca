"""The sources that a plan file can describe, and their settings. Secrets are typed on the KPI's page.

Those of web services are data: a file in the folder of their recipes is a kind of its own here, too.
"""

from functools import cache
from pathlib import Path
from typing import Any, NamedTuple


class Recipe(NamedTuple):
    """The settings that a kind of source needs, those that it can have, and what is no business of a file."""

    needs: tuple[str, ...]
    can_have: tuple[str, ...]
    secrets: tuple[str, ...] = ()

    @property
    def keys(self) -> tuple[str, ...]:
        """All that may stand in a file; `when` is a line of cron."""
        return (*self.needs, *self.can_have, WHEN)


WHEN = "when"
SERVICES = Path(__file__).parents[1] / "sources" / "http_json" / "recipes"
_COLUMNS = ("time", "value", "cases", "zone")
_OURS = {
    "sql": Recipe(("url", "query"), _COLUMNS),
    "prometheus": Recipe(("address", "query"), ("step", "zone", "user"), ("secret",)),
    "file": Recipe(("path",), ("sheet", "query", *_COLUMNS), ("token",)),
    "http_json": Recipe(
        ("address",),
        ("method", "body", "header", "rows", *_COLUMNS, "how", "per", "pages", "cursor", "parameter"),
        ("secret",),
    ),
    "git": Recipe(("repository",), ("measure", "tags", "user", "per", "zone"), ("token",)),
}


@cache
def kinds() -> tuple[str, ...]:
    """The kinds of source that a plan file can describe."""
    return (*_OURS, *sorted(path.stem for path in SERVICES.glob("*.yaml")))


@cache
def recipe_of(kind: str) -> Recipe:
    """What a source of one of these kinds takes."""
    return _OURS.get(kind) or _of_service(SERVICES / f"{kind}.yaml")


def _of_service(path: Path) -> Recipe:
    """Besides its own settings: which number, and the period where one is counted."""
    import yaml  # reading needs it seldom, and it takes its time to load

    content: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    measures, settings = content["measures"], content.get("settings", [])
    secrets = tuple(each["name"] for each in settings if each.get("kind") == "secret")
    own = [each for each in settings if each["name"] not in secrets]
    needs = tuple(each["name"] for each in own if each.get("required", True) and not each.get("default"))
    counted = any(each.get("how") and each.get("time") for each in measures.values())
    can_have = [each["name"] for each in own if each["name"] not in needs]
    return Recipe(
        needs, (*(["measure"] if len(measures) > 1 else []), *can_have, *(["per", "zone"] if counted else [])), secrets
    )
