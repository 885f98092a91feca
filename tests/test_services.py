"""The units of systemd start commands that exist, with options that these have, and are closed."""

import shutil
import subprocess
import sys
from configparser import ConfigParser
from pathlib import Path

import click
import pytest

UNITS = sorted((Path(__file__).parent.parent / "docs" / "systemd").glob("*.service"))
CLOSED = {"NoNewPrivileges": "yes", "ProtectSystem": "strict", "ProtectHome": "yes", "StateDirectory": "vitalfew"}
pytestmark = pytest.mark.once


def test_there_is_one_for_each_process_that_stays():
    assert [unit.stem for unit in UNITS] == ["vitalfew-beat", "vitalfew-serve", "vitalfew-worker"]


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.stem)
def test_its_command_can_be_called_and_it_is_closed(unit: Path):
    from vitalfew.cli.root import root

    read = ConfigParser(interpolation=None, strict=False)
    read.optionxform = str  # type: ignore[assignment,method-assign]
    read.read(unit)
    service = read["Service"]
    program, name, *options = service["ExecStart"].split()
    command = root.get_command(click.Context(root), name)
    assert (program, command is not None) == ("/opt/vitalfew/bin/vitalfew", True)
    command.make_context(name, options)  # raises UsageError for an option that it has not
    assert service["Environment"] == "VITALFEW_DATA=/var/lib/vitalfew"
    assert {key: service[key] for key in CLOSED} == CLOSED


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.stem)
def test_systemd_understands_it(unit: Path, tmp_path: Path):
    if shutil.which("systemd-analyze") is None:
        pytest.skip("No systemd-analyze on this machine.")
    there = tmp_path / unit.name
    there.write_text(unit.read_text().replace("/opt/vitalfew/bin/vitalfew", sys.executable))
    done = subprocess.run(["systemd-analyze", "verify", str(there)], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
