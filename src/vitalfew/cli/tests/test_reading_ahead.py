import os

import pytest

from vitalfew.cli import reading_ahead
from vitalfew.cli.reading_ahead import read_ahead
from vitalfew.method.rules.subjects import KeyResult, Objective, Plan, Team
from vitalfew.method.wording.reader import read

pytestmark = [pytest.mark.plain, pytest.mark.skipif(not hasattr(os, "fork"), reason="processes cannot be forked here")]


def plan(number: int) -> Plan:
    results = [KeyResult(text=f"Raise the answer rate from {each} % to {each + 5} %") for each in range(number)]
    return Plan(teams=[Team(objectives=[Objective(text="Win", key_results=results)])])


def key_results(plan: Plan) -> list[KeyResult]:
    return list(plan.teams[0].objectives[0].key_results)


@pytest.fixture(autouse=True)
def _small(monkeypatch):
    monkeypatch.setattr(reading_ahead, "ENOUGH", 10)
    monkeypatch.setattr(reading_ahead, "_processors", lambda: 3)


def refuse(text: str):
    raise AssertionError("read twice")


def test_every_sentence_is_read_once_and_as_alone(monkeypatch):
    huge = plan(61)
    read_ahead(huge)
    monkeypatch.setattr("vitalfew.method.rules.subjects.read", refuse)
    assert [each.reading for each in key_results(huge)] == [read(each.text) for each in key_results(huge)]


def test_a_small_plan_is_read_when_it_is_asked_for(monkeypatch):
    monkeypatch.setattr(reading_ahead, "read", refuse)
    read_ahead(plan(19))


def test_what_a_process_did_not_read_is_read_when_it_is_asked_for(monkeypatch):
    monkeypatch.setattr(reading_ahead, "_received", lambda answer: [])
    huge = plan(61)
    read_ahead(huge)
    assert all(each.reading.target is not None for each in key_results(huge))
