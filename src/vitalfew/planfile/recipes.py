"""The sources that a plan file can describe, and their settings. Secrets are typed on the KPI's page."""

from typing import NamedTuple


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
_COLUMNS = ("time", "value", "cases", "zone")
RECIPES = {
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
