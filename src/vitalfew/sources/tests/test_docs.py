"""The page on sources names what there is."""

import tomllib
from pathlib import Path

import pytest

from vitalfew.sources.catalogue import sources
from vitalfew.sources.sql.engines import KINDS

pytestmark = pytest.mark.plain

ROOT = Path(__file__).parents[4]
PAGE = (ROOT / "docs" / "sources.md").read_text(encoding="utf-8")
EXTRAS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["optional-dependencies"]


@pytest.mark.parametrize("kind", sorted({kind.extra for kind in KINDS.values()} - {""}))
def test_every_driver_has_an_extra_that_the_page_names(kind: str) -> None:
    assert kind in EXTRAS
    assert f"`vitalfew[{kind}]`" in PAGE


@pytest.mark.parametrize("dialect", sorted(set(KINDS) - {"postgres", "clickhousedb"}))
def test_every_kind_of_database_has_an_address(dialect: str) -> None:
    assert f"| `{dialect}://" in PAGE


def test_every_source_says_what_it_is() -> None:
    for source in sources().values():
        assert source.name
        assert source.about.endswith(".")
        assert len({setting.name for setting in source.settings}) == len(source.settings)
        assert all(setting.choices for setting in source.settings if setting.kind == "choice")
