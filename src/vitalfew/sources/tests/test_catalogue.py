"""All sources are known at once, and what they fetch with is loaded only where something is fetched."""

import subprocess
import sys
from pathlib import Path

import pytest

from vitalfew.sources.catalogue import sources

pytestmark = pytest.mark.plain
HEAVY = ("httpx", "jmespath", "sqlalchemy", "duckdb", "numpy", "django")


def test_every_folder_is_a_source_and_every_kind_is_its_own() -> None:
    folders = {path.parent.name for path in Path(__file__).parents[1].glob("*/source.py")}
    assert folders <= set(sources())
    assert all(kind == source.kind for kind, source in sources().items())
    assert len({source.name for source in sources().values()}) == len(sources())


@pytest.mark.parametrize("kind", sorted(sources()))
def test_a_source_draws_its_form(kind: str) -> None:
    source = sources()[kind]
    names = [setting.name for setting in source.settings]
    assert len(set(names)) == len(names)
    assert source.about.endswith(".")
    for setting in source.settings:
        assert setting.label
        assert bool(setting.choices) is (setting.kind == "choice")
        assert not setting.default or setting.kind != "choice" or setting.default in dict(setting.choices)
    assert isinstance(source.place({}), str)


def test_knowing_them_loads_nothing_to_fetch_with() -> None:
    code = "import sys; from vitalfew.sources.catalogue import sources; sources(); print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-I", "-c", code], capture_output=True, text=True, check=True
    ).stdout.split()
    assert set(HEAVY).isdisjoint(loaded)
