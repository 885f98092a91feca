import shutil
import subprocess
import sys
from pathlib import Path

import pytest

PREPARE = "import django; django.setup(); from vitalfew.lib.preparing import collect, migrate; migrate(); collect()"


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with its tables and static files; to be copied, not used."""
    from vitalfew.cli.tests.server import environment

    folder = tmp_path_factory.mktemp("prepared")
    seen = environment(folder, DJANGO_SETTINGS_MODULE="vitalfew.config.settings")
    subprocess.run([sys.executable, "-c", PREPARE], env=seen, check=True, timeout=60)
    return folder


@pytest.fixture
def installed(prepared: Path, tmp_path: Path) -> Path:
    """The data folder of an installation that nobody has set up yet."""
    return Path(shutil.copytree(prepared, tmp_path / "installed"))
