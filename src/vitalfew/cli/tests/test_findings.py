"""`vitalfew findings` on the sample: looked at now, told by team, with the exit code that was asked for."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from vitalfew.accounts.models import Workspace
from vitalfew.cli.root import run as run_line
from vitalfew.cli.tests.server import vitalfew

pytestmark = [pytest.mark.django_db, pytest.mark.once]

Said = Callable[..., tuple[int, str, str]]


@pytest.fixture
def said(sample_workspace: Workspace, capsys: pytest.CaptureFixture[str]) -> Said:
    """What `vitalfew findings …` answers: its exit code, what it prints, and what it complains of."""

    def run(*options: str) -> tuple[int, str, str]:
        code = run_line(["findings", *options])
        return code, *capsys.readouterr()

    return run


def test_it_looks_and_tells_by_team_and_record(said: Said):
    code, shown, complaint = said("--workspace", "sample")
    assert (code, complaint) == (0, "")
    lines = shown.splitlines()
    assert lines[0] == "Product"
    assert any(line.startswith("    warning D510: Its red line of 6 bugs lies within") for line in lines)


def test_json_is_one_object_for_each_finding(said: Said):
    found = json.loads(said("--workspace", "sample", "--format", "json")[1])
    assert {"code", "name", "severity", "message", "suggestion", "subject", "about", "team", "since"} == set(found[0])
    assert {one["code"]: one["about"] for one in found}["D510"] == "Production bugs per release"
    assert {one["name"] for one in found} >= {"red-line-inside-limits", "stalled"}


@pytest.mark.parametrize(("fail_on", "code"), [("error", 0), ("warning", 1), ("info", 1)])
def test_the_exit_code_follows_fail_on(said: Said, fail_on: str, code: int):
    assert said("--workspace", "sample", "--fail-on", fail_on)[0] == code


def test_a_workspace_that_is_not_there_is_named(said: Said):
    code, shown, complaint = said("--workspace", "nowhere")
    assert (code, shown) == (2, "")
    assert "There is no workspace “nowhere”" in complaint


def test_a_process_of_its_own_gets_as_far_as_the_records(installed: Path):
    shown = vitalfew(installed, "findings")
    assert (shown.returncode, shown.stdout) == (2, "")
    assert "There is no workspace yet" in shown.stderr
