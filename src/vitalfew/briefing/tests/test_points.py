"""A point to check, on Today and in a digest: with its own value and period, and a decision only while it is new."""

from datetime import timedelta
from typing import Any

import pytest

from vitalfew.accounts.models import Workspace
from vitalfew.briefing.board import Selection, board
from vitalfew.briefing.digest.content import Digest, digest
from vitalfew.briefing.places import Place
from vitalfew.briefing.tests.conftest import MONDAY, STEADY, WEEK
from vitalfew.briefing.today import today
from vitalfew.method.alerting import A_PATTERN, TOO_OLD

BEFORE = MONDAY - timedelta(hours=1)
EVERY = pytest.mark.parametrize("rules", ["level", "wheeler", "nhs", "outside"])


def told(support: Any) -> Digest:
    return digest(support.ana, since=MONDAY - WEEK, now=MONDAY)


def begun(support: Any, rules: str, values: list[float], **fields: Any) -> Any:
    Workspace.objects.update(rules=rules)
    kpi = support.kpi("Response", owner=support.ana, **fields)
    support.values(kpi, values, now=BEFORE)
    return kpi


@EVERY
def test_an_old_lone_point_is_no_decision_and_the_digest_names_it(support: Any, rules: str) -> None:
    begun(support, rules, [*STEADY, *STEADY, 190, 151, 149, 150])
    assert today(now=MONDAY).decisions == []
    found = told(support)
    (section,) = found.sections
    (line,) = section.lines
    assert (section.title, found.headline) == ("What changed", "Nothing needs a decision; one changed")
    assert (line.word, line.headline) == ("A point to check", "Response: 190 ms")
    assert line.measured.startswith("190 ms for the week of 19 Oct 2026; 150 ms on average in the")
    assert line.detail.endswith(TOO_OLD)
    (kpi,) = board(Selection(), now=MONDAY)
    assert kpi.reading.words == "An earlier point to check, week of 19 Oct 2026: unusually high"


@EVERY
def test_the_point_before_the_last_is_a_decision_about_that_point(support: Any, rules: str) -> None:
    begun(support, rules, [*STEADY, *STEADY, 190, 151], action="Roll back")
    headline = "Response: look at 190 ms for the week of 2 Nov 2026"
    (decision,) = today(now=MONDAY).decisions
    assert decision.headline == headline
    assert decision.detail.endswith("Owner: Ana.")
    (section, *_) = told(support).sections
    assert (section.title, section.lines[0].headline) == ("What needs a decision", headline)
    assert section.lines[0].measured.startswith("190 ms for the week of 2 Nov 2026; 150 ms on average in the")


@pytest.mark.parametrize("rules", ["wheeler", "nhs"])
def test_a_pattern_for_the_worse_waits_for_the_digest_which_says_why(support: Any, rules: str) -> None:
    begun(support, rules, [*STEADY, *STEADY, *[152] * 9])
    assert today(now=MONDAY).decisions == []
    (section,) = told(support).sections
    assert (section.title, section.lines[0].word) == ("What changed", "Real change for the worse")
    assert section.lines[0].detail.endswith(A_PATTERN)
    assert [kpi.place for kpi in board(Selection(), now=MONDAY)] == [Place.WATCH]


def test_a_point_with_a_crossed_red_line_is_told_with_the_value_that_crossed_it(support: Any) -> None:
    begun(support, "outside", [*STEADY, *STEADY, 190, 170], red_upper=160, action="Roll back")
    (decision,) = today(now=MONDAY).decisions
    assert decision.headline == "Response is over 160 ms"
    assert decision.detail.endswith("Written action: Roll back.")
    assert told(support).sections[0].lines[0].measured.startswith("170 ms for the week of 9 Nov 2026")


def test_two_new_decisions_are_both_of_them(support: Any) -> None:
    for name in ("Response", "Latency"):
        support.values(support.kpi(name, red_upper=160), [*STEADY, 230], now=BEFORE)
    assert told(support).headline == "Two things need a decision, both of them new"


def test_a_name_that_runs_the_other_way_stays_apart_from_the_words_around_it(support: Any) -> None:
    name = "زمن الاستجابة"
    for values, fields in (([*STEADY, 230], {"red_upper": 160}), ([*STEADY, 190], {})):
        support.values(support.kpi(f"{name} {len(fields)}", **fields), values, now=BEFORE)
    said = [decision.headline for decision in today(now=MONDAY).decisions]
    assert [headline[0] for headline in said] == ["\u2068", "\u2068"]
    assert [headline.split("\u2069")[1] for headline in said] == [
        " is over 160 ms",
        ": look at 190 ms for the week of 9 Nov 2026",
    ]
