"""Checking in from the terminal: listed, said in one line, and asked one by one."""

import io
import json
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from vitalfew.accounts.models import Person, Workspace
from vitalfew.accounts.scoping import entered
from vitalfew.cli.root import run as run_line
from vitalfew.okrs.models import CheckIn, KeyResult, Objective
from vitalfew.okrs.rounds.checking_in import check_in
from vitalfew.okrs.rounds.opened import round_of

BEN = ("--email", "ben@example.org")


class Run:
    """The outcome of one command line, run in this process because the database is the test's."""

    def __init__(self, capsys: pytest.CaptureFixture[str], args: tuple[str, ...]) -> None:
        self.exit_code = run_line(args)
        self.stdout, self.stderr = capsys.readouterr()


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Callable[..., Run]:
    return lambda *args: Run(capsys, args)


@pytest.fixture
def world(db: None) -> Iterator[Any]:
    from vitalfew.okrs.tests.world import build

    made = build(now=timezone.now())
    Workspace.objects.create(name="Sample", slug="sample", is_sample=True)
    with entered(made.workspace):
        yield made


class Terminal(io.StringIO):
    """What somebody types, as if in a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def typing(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Types these lines into the terminal."""
    return lambda text: monkeypatch.setattr("sys.stdin", Terminal(text))


def said() -> list[tuple[str, float | None, int | None, str]]:
    found = CheckIn.objects.select_related("key_result", "observation").order_by("pk")
    return [(str(c.key_result), c.observation and c.observation.value, c.confidence, c.note) for c in found]


def test_one_line_keeps_value_confidence_and_note(world: Any, run: Callable[..., Run]) -> None:
    done = run("checkin", "mobile conversion", "3,4 %", "--confidence", "7", "--note", "One page is out.", *BEN)
    assert (done.exit_code, done.stdout) == (0, "Checked in: Mobile conversion, 3.4 %, confidence 7.\n")
    assert said() == [("Mobile conversion", 3.4, 7, "One page is out.")]
    key = world.key_results["loading"].pk
    assert run("checkin", str(key), "--confidence", "8", *BEN).exit_code == 0
    assert said()[1:] == [("Initial loading time", 2.2, 8, "")]


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (("Mobile convesion", "3"), "Did you mean “Mobile conversion”?"),
        (("Mobile conversion", "plenty"), "“plenty” is not a number. Write one like 3.1."),
        (("Mobile conversion", "1,234"), "can be read in two ways"),
        (("Mobile conversion",), "Nothing was said about “Mobile conversion”"),
        (("Mobile conversion", "3", "--confidence", "11"), "11 is not in the range 0<=x<=10"),
        (("Initial loading time", "2"), "takes its value from the KPI"),
        (("999999", "2"), "There is no key result “999999” to check in on"),
        (("--confidence", "4"), "Which key result?"),
        (("Mobile conversion", "3", "--email", "nobody@example.org"), "Nobody in this workspace has the address"),
        (("Mobile conversion", "3", "--email", "dana@example.org"), "Dana reads here and does not check in"),
        (("Mobile conversion", "3", "--workspace", "nowhere"), "There is no workspace “nowhere”"),
    ],
)
def test_what_cannot_be_kept_is_told_and_ends_with_two(
    world: Any, run: Callable[..., Run], args: tuple[str, ...], words: str
) -> None:
    given = args if "--email" in args else (*args, *BEN)
    done = run("checkin", *given)
    assert done.exit_code == 2
    assert words in done.stderr
    assert not CheckIn.objects.exists()


def test_words_of_a_name_that_only_one_has_are_enough(world: Any, run: Callable[..., Run]) -> None:
    assert run("checkin", "conversion", "3.4", *BEN).stdout.startswith("Checked in: Mobile conversion")
    assert "Several key results are called “mobile”" in run("checkin", "mobile", "3.4", *BEN).stderr


def test_a_name_that_two_have_is_told_apart_by_objective_or_number(world: Any, run: Callable[..., Run]) -> None:
    two = Objective.objects.create(title="Second", team=world.team, cycle=world.cycle, state="active")
    twin = KeyResult.objects.create(objective=two, metric="Mobile conversion", baseline=0, target=9)
    done = run("checkin", "Mobile conversion", "3", *BEN)
    assert f"{twin.pk} of “Second”" in done.stderr
    assert run("checkin", "Mobile conversion", "3", "--objective", "second", *BEN).exit_code == 0
    assert CheckIn.objects.get().key_result == twin


def test_what_is_owed_is_listed_for_scripts_and_where_nobody_can_be_asked(
    world: Any, run: Callable[..., Run], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO())
    check_in(key_result=world.key_results["engagement"], by=world.ben, now=timezone.now(), value=5.6, confidence=8)
    found = {each["key_result"]: each for each in json.loads(run("checkin", "--format", "json", *BEN).stdout)}
    assert {name: each["ask"] for name, each in found.items()} == {
        "Mobile conversion": "each", "Initial loading time": "each", "Mobile engagement": "said",
    }  # fmt: skip
    assert (found["Mobile engagement"]["value"], found["Mobile engagement"]["confidence"]) == (5.6, 8)
    assert [found[name]["collected"] for name in ("Mobile conversion", "Initial loading time")] == [False, True]
    text = run("checkin", *BEN).stdout
    assert "Mobile conversion 2.3 → 3.1 % → 5 %, confidence not said yet" in text
    assert "Not asked now: Mobile engagement, again from " in text


def test_the_terminal_asks_one_by_one_and_again_what_it_could_not_read(
    world: Any, run: Callable[..., Run], typing: Callable[[str], None]
) -> None:
    typing("plenty\n7\n3.4\n7\n8\n\n6\n")
    done = run("checkin", *BEN)
    assert done.exit_code == 0, done.stderr
    assert "1 of 3  Mobile conversion 2.3 → 3.1 % → 5 %" in done.stdout
    assert "“plenty” is not a number." in done.stdout
    assert said() == [
        ("Mobile conversion", 3.4, 7, ""), ("Initial loading time", 2.2, 8, ""), ("Mobile engagement", 5.1, 6, ""),
    ]  # fmt: skip


def test_q_ends_it_and_keeps_what_was_said(
    world: Any, run: Callable[..., Run], typing: Callable[[str], None]
) -> None:  # fmt: skip
    typing("3.4\n7\nq\n")
    assert run("checkin", *BEN).exit_code == 0
    assert said() == [("Mobile conversion", 3.4, 7, "")]


def test_what_did_not_move_is_confirmed_with_one_enter(
    world: Any, run: Callable[..., Run], typing: Callable[[str], None]
) -> None:
    before = round_of(world.objective, now=timezone.now()).opens - timedelta(days=1)
    check_in(key_result=world.key_results["loading"], by=world.ben, now=before, confidence=7)
    typing("3.4\n7\n5\n5\n\n")
    done = run("checkin", *BEN)
    assert "Collected, and did not move: Initial loading time" in done.stdout
    assert said()[-1] == ("Initial loading time", 2.2, 7, "")
    assert CheckIn.objects.count() == 4


def test_somebody_elses_private_objective_is_not_found(world: Any, run: Callable[..., Run]) -> None:
    Objective.objects.update(private=True)
    Person.objects.filter(name="Cem").update(role="admin")
    done = run("checkin", str(world.key_results["conversion"].pk), "3", "--email", "cem@example.org")
    assert done.exit_code == 2
    assert "Mobile" not in done.stderr
    assert run("checkin", str(world.key_results["conversion"].pk), "3", *BEN).exit_code == 0


def test_a_closed_cycle_says_why(world: Any, run: Callable[..., Run]) -> None:
    type(world.cycle).objects.filter(pk=world.cycle.pk).update(state="closed")
    done = run("checkin", str(world.key_results["conversion"].pk), "3", *BEN)
    assert "is closed: its objectives, check-ins and scores stay as they are" in done.stderr
