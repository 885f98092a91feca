"""The four questions, in every combination that tells something."""

import itertools

import pytest

from vitalfew.method.decision import QUESTIONS, decide

pytestmark = pytest.mark.plain
Y, N = True, False


@pytest.mark.parametrize(
    ("answers", "verdict"),
    [
        ((Y, N, Y, N), "kpi"),
        ((N, N, Y, N), "kpi"),
        ((Y, Y, Y, N), "kpi"),
        ((N, Y, N, Y), "key_result"),
        ((N, Y, N, N), "key_result"),
        ((Y, Y, N, Y), "key_result"),
        ((Y, Y, N, N), "both"),
        ((N, N, Y, Y), "unclear"),
        ((Y, Y, Y, Y), "unclear"),
        ((N, N, N, N), "drop"),
    ],
)
def test_answers_make_an_instrument(answers: tuple[bool, ...], verdict: str) -> None:
    decision = decide(dict(zip(QUESTIONS, answers, strict=True)))
    assert decision is not None
    assert decision.verdict == verdict


def test_what_nobody_acts_on_is_dropped_whatever_else_is_so() -> None:
    for answers in itertools.product((Y, N), repeat=4):
        decision = decide(dict(zip(QUESTIONS, answers, strict=True)), acted_on=False)
        assert decision is not None
        assert decision.verdict == "drop"


def test_without_answers_nothing_is_decided() -> None:
    assert decide({}) is None
    assert decide({"ongoing": False, "for_ever": False}) is None
    assert decide({"ongoing": True}) is not None
