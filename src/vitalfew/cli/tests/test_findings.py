"""`vitalfew findings` on the sample: looked at now, told by team, with the exit code that was asked for."""

import json
import shutil
from pathlib import Path

import pytest

from vitalfew.cli.tests.server import vitalfew

pytestmark = pytest.mark.plain


@pytest.fixture(scope="module")
def folder(prepared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = Path(shutil.copytree(prepared, tmp_path_factory.mktemp("findings") / "installed"))
    assert vitalfew(made, "sample", "load").returncode == 0
    return made


def test_it_looks_and_tells_by_team_and_record(folder: Path):
    shown = vitalfew(folder, "findings", "--workspace", "sample")
    assert (shown.returncode, shown.stderr) == (0, "")
    lines = shown.stdout.splitlines()
    assert lines[0] == "Product"
    assert any(line.startswith("    warning D510: Its red line of 6 bugs lies within") for line in lines)


def test_json_is_one_object_for_each_finding(folder: Path):
    found = json.loads(vitalfew(folder, "findings", "--workspace", "sample", "--format", "json").stdout)
    assert {"code", "name", "severity", "message", "suggestion", "subject", "about", "team", "since"} == set(found[0])
    assert {one["code"]: one["about"] for one in found}["D510"] == "Production bugs per release"
    assert {one["name"] for one in found} >= {"red-line-inside-limits", "stalled"}


@pytest.mark.parametrize(("fail_on", "code"), [("error", 0), ("warning", 1), ("info", 1)])
def test_the_exit_code_follows_fail_on(folder: Path, fail_on: str, code: int):
    assert vitalfew(folder, "findings", "--workspace", "sample", "--fail-on", fail_on).returncode == code


def test_a_workspace_that_is_not_there_is_named(folder: Path):
    shown = vitalfew(folder, "findings", "--workspace", "nowhere")
    assert (shown.returncode, shown.stdout) == (2, "")
    assert "There is no workspace “nowhere”" in shown.stderr
