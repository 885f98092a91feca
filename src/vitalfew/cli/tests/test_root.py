import os
import subprocess
import sys
from types import SimpleNamespace

import click
import pytest

from vitalfew.cli.commands import COMMANDS, Entry
from vitalfew.cli.errors import InputError, Problem
from vitalfew.cli.root import root, run

pytestmark = pytest.mark.plain


def shell(*args: str, **kwargs: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "vitalfew", *args], capture_output=True, text=True, **kwargs)


@click.command()
@click.argument("outcome")
def play(outcome: str) -> int | None:
    """Play an outcome."""
    if outcome == "several":
        raise InputError.of([Problem(what="first", file="a.csv", line=2), Problem(what="second", what_to_do="do that")])
    if outcome == "wrong":
        raise InputError("no number", what_to_do="write one", file="a.csv", line=3, column="value")
    if outcome == "broken":
        raise RuntimeError("the cat ate it")
    if outcome == "abort":
        raise click.Abort
    return {"fine": None, "findings": 1}[outcome]


@pytest.fixture
def with_play(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(root, "entries", {"play": Entry("played:play", "Play an outcome.")})
    monkeypatch.setitem(sys.modules, "played", SimpleNamespace(play=play))


@pytest.mark.usefixtures("with_play")
@pytest.mark.parametrize(
    ("outcome", "code"),
    [("fine", 0), ("findings", 1), ("wrong", 2), ("several", 2), ("broken", 3), ("abort", 130)],
)
def test_every_outcome_has_its_exit_code(outcome: str, code: int) -> None:
    assert run(["play", outcome]) == code


@pytest.mark.usefixtures("with_play")
def test_a_wrong_input_is_named_with_file_and_line_on_stderr(capsys: pytest.CaptureFixture[str]) -> None:
    run(["play", "wrong"])
    shown = capsys.readouterr()
    assert (shown.out, shown.err) == ("", "a.csv:3:value: no number. write one.\n")


@pytest.mark.usefixtures("with_play")
def test_all_problems_are_printed(capsys: pytest.CaptureFixture[str]) -> None:
    run(["play", "several"])
    assert capsys.readouterr().err == "a.csv:2: first.\nsecond. do that.\n"


@pytest.mark.usefixtures("with_play")
def test_a_fault_of_the_product_is_one_line_that_names_the_way_to_the_traceback(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    run(["play", "broken"])
    line = capsys.readouterr().err
    assert "the cat ate it" in line
    assert "VITALFEW_DEBUG=1" in line
    assert line.count("\n") == 1
    monkeypatch.setenv("VITALFEW_DEBUG", "1")
    assert run(["play", "broken"]) == 3
    assert "Traceback" in capsys.readouterr().err


def test_an_unknown_command_is_answered_with_the_nearest() -> None:
    done = shell("sgnals")
    assert done.returncode == 2
    assert 'Did you mean "signals"?' in done.stderr


def test_an_unknown_option_is_a_wrong_call() -> None:
    assert shell("signals", "--nonsense").returncode == 2


def test_help_imports_no_command_and_no_heavy_library() -> None:
    code = (
        "import sys; from vitalfew.cli.root import run; code = run(['--help'])\n"
        "heavy = {'django', 'numpy', 'yaml', 'csv', 'vitalfew.cli.signals'} & set(sys.modules)\n"
        "print('heavy:', sorted(heavy)); sys.exit(code)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.endswith("heavy: []\n")
    for name, entry in COMMANDS.items():
        assert name in done.stdout
        assert entry.summary.split()[0] in done.stdout


@pytest.mark.parametrize("name", COMMANDS)
def test_the_table_says_what_the_commands_own_help_says(name: str) -> None:
    command = root.get_command(click.Context(root), name)
    assert command is not None
    assert command.get_short_help_str(limit=200).rstrip(".") == COMMANDS[name].summary.rstrip(".")


def test_a_reader_that_goes_away_is_no_fault() -> None:
    writer = subprocess.Popen(
        [sys.executable, "-m", "vitalfew", "--help"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert writer.stdout is not None
    assert writer.stderr is not None
    writer.stdout.close()
    assert writer.stderr.read() == ""
    assert writer.wait() in {0, 141}
    writer.stderr.close()


def test_a_terminal_that_cannot_show_a_character_gets_a_question_mark() -> None:
    done = shell("nix-x-😀", env={**os.environ, "PYTHONIOENCODING": "latin-1"})
    assert done.returncode == 2
    assert "nix-x-?" in done.stderr
