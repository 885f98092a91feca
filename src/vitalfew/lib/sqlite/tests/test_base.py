import json
import sqlite3
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from vitalfew.cli.tests.server import environment
from vitalfew.lib.sqlite.base import journal_mode

pytestmark = pytest.mark.plain

TIMES = 150


@pytest.mark.parametrize(
    ("version", "mode"),
    [((3, 40, 1), "DELETE"), ((3, 51, 2), "DELETE"), ((3, 51, 3), "WAL"), ((3, 52, 0), "WAL"), ((4, 0, 0), "WAL")],
)
def test_wal_only_where_it_can_be_trusted(version: tuple[int, ...], mode: str):
    assert journal_mode(version) == mode


def test_many_writers_wait_briefly_and_none_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    file = tmp_path / "vitalfew.sqlite3"
    with sqlite3.connect(file) as made:
        made.execute("CREATE TABLE counter AS SELECT 0 AS value")
    ways = ["transaction", "transaction", "autocommit", "autocommit"]
    command = [sys.executable, "-m", "vitalfew.lib.sqlite.tests.writer", str(TIMES)]
    writers = [
        subprocess.Popen([*command, way], env=environment(tmp_path), stdout=subprocess.PIPE, text=True) for way in ways
    ]
    reports = [json.loads(writer.communicate(timeout=120)[0]) for writer in writers]
    longest = max(report["longest"] for report in reports)
    with capsys.disabled():
        sys.stdout.write(f"\n{len(ways)} writers x {TIMES}: longest wait {longest * 1000:.0f} ms\n")
    assert sum(report["refused"] for report in reports) == 0
    assert longest < 1
    assert {begin for report in reports for begin in report["begun"]} == {"BEGIN IMMEDIATE"}
    with sqlite3.connect(file) as checked:
        assert checked.execute("SELECT value FROM counter").fetchone() == (TIMES * len(ways),)
        assert checked.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_a_new_database_is_its_owners_alone(tmp_path: Path):
    code = "import django; django.setup(); from django.core.management import call_command as run; run(*sys.argv[1:])"
    there = environment(tmp_path) | {"DJANGO_SETTINGS_MODULE": "vitalfew.config.settings"}
    subprocess.run(
        [sys.executable, "-c", f"import sys; {code}", "migrate", "sessions"], env=there, check=True, capture_output=True
    )
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in tmp_path.glob("vitalfew.sqlite3*")}
    assert "vitalfew.sqlite3" in modes
    assert set(modes.values()) == {0o600}
