"""A check-in as a line of text: kept as the person of the token, answered in words."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from vitalfew.accounts.models import Token
from vitalfew.accounts.scoping import entered
from vitalfew.okrs.models import CheckIn
from vitalfew.okrs.tests.world import World, build

PATH = "/api/v1/checkin/reply"


@pytest.fixture
def world(db: None) -> Any:
    made = build(now=timezone.now())
    with entered(made.workspace):
        yield made


@pytest.fixture
def say(world: World) -> Callable[..., str]:
    secrets = {name: Token.issue(person=person, name="chat")[1] for name, person in world.people.items()}

    def send(text: object, *, who: str = "Ben", expected: int = 200) -> str:
        header = {"authorization": f"Bearer {secrets[who]}"}
        answer = Client().post(PATH, {"text": text}, content_type="application/json", headers=header)
        assert answer.status_code == expected, answer.content
        return str(answer.json()["text"]) if expected == 200 else answer.content.decode()

    return send


def test_a_line_is_kept_as_the_person_of_the_token(world, say):
    assert say("Mobile conversion 3.4 % 7 the new page is out") == "Kept: Mobile conversion, 3.4 % and 7 of 10."
    made = CheckIn.objects.get()
    assert (made.by, made.observation.value, made.confidence) == (world.ben, 3.4, 7)
    assert made.note == "the new page is out"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("engagement: 5,4 6", "Kept: Mobile engagement, 5.4 min a session and 6 of 10."),
        ("loading 8", "Kept: Initial loading time, 8 of 10."),
        ("loading - 8", "Kept: Initial loading time, 8 of 10."),
        ("Mobile conversion - 5", "Kept: Mobile conversion, 5 of 10."),
        ("Mobile conversion 3.4", "Kept: Mobile conversion, 3.4 %."),
        ("mobile 3.4 7", "Several of yours are called so: “Mobile conversion”; “Mobile engagement”."),
        ("Churn 3 7", "None of yours is called so. You check in on: “Mobile conversion”"),
        ("Mobile conversion plenty 7", "Not kept: “Mobile conversion plenty 7”."),
        ("Mobile conversion 3.4 70", "“70” is no confidence from 0 to 10."),
        ("Mobile conversion", "Write: name, value, how likely 0–10"),
        ("7", "None of yours is called so."),
        ("<script>", "None of yours is called so."),
    ],
)
def test_each_line_is_answered_in_words(world, say, line, said):
    answer = say(line)
    assert said in answer
    assert CheckIn.objects.exists() is answer.startswith("Kept: ")


def test_what_can_be_kept_is_kept_beside_what_cannot(world, say):
    answer = say("Mobile conversion 3.4 7\n\nChurn 3\nloading 6").splitlines()
    assert [line.split(":")[0] for line in answer] == ["Kept", "Not kept", "Kept"]
    assert CheckIn.objects.count() == 2


def test_nothing_said_asks_what_is_owed(world, say):
    answer = say(" ")
    assert answer.startswith("You owe:\nMobile conversion: 3.1 %")
    assert say("", who="Ana") == "You owe no check-in in this round."


def test_others_key_results_and_viewers(world, say):
    assert "You owe no check-in." in say("Mobile conversion 3.4 7", who="Cem")
    assert "You read here" in say("Mobile conversion 3.4 7", who="Dana")
    assert not CheckIn.objects.exists()


def test_what_is_no_text_is_refused(world, say):
    assert "text" in say(7, expected=422)
    assert "10,000" in say("x" * 10_001, expected=422)
    assert Client().post(PATH, {"text": "x"}, content_type="application/json").status_code == 401


def test_a_form_is_read_too(world):
    _, secret = Token.issue(person=world.ben, name="chat")
    answer = Client().post(PATH, {"text": "loading 6"}, headers={"authorization": f"Bearer {secret}"})
    assert answer.status_code == 422, "a form with files is none"
    body = "token=x&text=loading+6"
    form = "application/x-www-form-urlencoded"
    answer = Client().post(PATH, body, content_type=form, headers={"authorization": f"Bearer {secret}"})
    assert answer.json() == {"text": "Kept: Initial loading time, 6 of 10."}
