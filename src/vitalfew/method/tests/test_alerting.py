"""Practice, section 6, 'Who hears of what, by default', line by line."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from vitalfew.method.alerting import Alert, Kind, Speed, Stand, alert, answer_by, asks, is_far, is_good, why_it_waits
from vitalfew.method.frequency import Frequency
from vitalfew.method.signals import Verdict

pytestmark = pytest.mark.plain

STEADY = Stand("steady", "steady", worse=None)
RED = Stand("red_line", "steady", worse=False, red_run=1)
RED_AND_CHANGED = Stand("red_line", "real_change", worse=False, red_run=2)
WORSE = Stand("worse", "real_change", worse=True)
BETTER = Stand("better", "real_change", worse=False)
BAD_POINT = Stand("steady", "check_point", worse=True)
GOOD_POINT = Stand("steady", "check_point", worse=False)
WATCH = Stand("steady", "watch", worse=False)
NEARLY = Stand("worse", "real_change", worse=False)
NEARLY_A_POINT = Stand("steady", "check_point", worse=False)
DIGEST = Alert(None, Speed.DIGEST)


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        # Red line crossed → the owner, now.
        (STEADY, RED, Alert(Kind.RED_LINE, Speed.NOW)),
        (None, RED, Alert(Kind.RED_LINE, Speed.NOW)),
        (WORSE, RED, Alert(Kind.RED_LINE, Speed.NOW)),
        (STEADY, RED_AND_CHANGED, Alert(Kind.RED_LINE, Speed.NOW)),
        # A real change for the worse, or a point to check on the bad side → the owner, that day.
        (STEADY, WORSE, Alert(Kind.WORSE, Speed.DAY)),
        (WATCH, WORSE, Alert(Kind.WORSE, Speed.DAY)),
        (BAD_POINT, WORSE, Alert(Kind.WORSE, Speed.DAY)),
        (STEADY, BAD_POINT, Alert(Kind.CHECK_POINT, Speed.DAY)),
        (STEADY, Stand("short", "check_point", worse=True), Alert(Kind.CHECK_POINT, Speed.DAY)),
        # Worth watching, patterns of the other rule sets, and improvements → the digest only.
        (STEADY, WATCH, DIGEST),
        (STEADY, BETTER, DIGEST),
        (STEADY, GOOD_POINT, DIGEST),
        # What is not far enough out for how often the KPI is measured → the digest, until it is.
        (STEADY, NEARLY, DIGEST),
        (STEADY, NEARLY_A_POINT, DIGEST),
        (NEARLY, NEARLY, None),
        (NEARLY, WORSE, Alert(Kind.WORSE, Speed.DAY)),
        (NEARLY, BAD_POINT, Alert(Kind.CHECK_POINT, Speed.DAY)),
        (STEADY, Stand("red_line", "real_change", worse=False), Alert(Kind.RED_LINE, Speed.NOW)),
        # A red line inside the limits: two in a row where the KPI asks for them; the first one is no crossing.
        (STEADY, Stand("steady", "steady", worse=False, red_run=1), None),
        # Nobody hears of the same twice.
        (RED, RED, None),
        (RED, RED_AND_CHANGED, None),
        (RED_AND_CHANGED, WORSE, None),
        (RED, WORSE, Alert(Kind.WORSE, Speed.DAY)),
        (WORSE, WORSE, None),
        (WORSE, BAD_POINT, None),
        (WATCH, WATCH, None),
        # Steady, late and failing say nothing here.
        (None, STEADY, None),
        (RED, STEADY, None),
        (STEADY, Stand("short", "steady", worse=None), None),
        (None, Stand("no_data", "too_few", worse=None), None),
    ],
)
def test_who_hears_of_what(before, after, told):
    assert alert(before, after) == told


@pytest.mark.parametrize(
    ("rules", "frequency", "bar"),
    [
        ("level", Frequency.HOUR, 1.65), ("level", Frequency.DAY, 1.3), ("level", Frequency.WEEK, 1.0),
        ("level", Frequency.YEAR, 1.0), ("wheeler", Frequency.HOUR, 1.4), ("wheeler", Frequency.DAY, 1.15),
        ("nhs", Frequency.DAY, 1.15), ("outside", Frequency.DAY, 1.15), ("outside", Frequency.WEEK, 1.0),
    ],
)  # fmt: skip
def test_what_is_measured_often_must_be_further_out(rules, frequency, bar):
    assert [is_far(reach, frequency, rules=rules) for reach in (bar, bar + 0.01, None)] == [False, True, True]


def verdict(state, **found):
    return Verdict(state, "", up=True, **{"lately": True, "reach": 1.2} | found)


@pytest.mark.parametrize(
    ("found", "frequency", "rules", "why"),
    [
        (verdict("real_change"), Frequency.WEEK, "level", ""),
        (verdict("check_point"), Frequency.WEEK, "nhs", ""),
        (verdict("check_point"), Frequency.DAY, "outside", ""),
        (verdict("check_point", lately=False, reach=9), Frequency.WEEK, "outside", "further back than the last two"),
        (verdict("real_change"), Frequency.DAY, "level", "not far enough out"),
        (verdict("check_point", reach=0.4), Frequency.WEEK, "wheeler", "not far enough out"),
        (verdict("real_change", reach=None), Frequency.WEEK, "wheeler", "A pattern of this rule set"),
        (verdict("real_change", reach=None, lately=False), Frequency.WEEK, "nhs", "A pattern of this rule set"),
    ],
)
def test_what_is_old_near_or_a_pattern_needs_no_decision_and_says_why(found, frequency, rules, why):
    assert why in why_it_waits(found, frequency, rules=rules)
    assert asks(found, frequency, rules=rules) is not bool(why)


def test_what_found_nothing_asks_for_nothing():
    for state in ("steady", "watch", "too_few"):
        assert why_it_waits(verdict(state), Frequency.WEEK, rules="level") == ""
        assert not asks(verdict(state), Frequency.WEEK, rules="level")


@pytest.mark.parametrize(
    ("kind", "stand", "good"),
    [
        (Kind.RED_LINE, STEADY, True),
        (Kind.RED_LINE, Stand("steady", "steady", worse=None, red_run=1), False),
        (Kind.RED_LINE, WORSE, True),
        (Kind.WORSE, WORSE, False),
        (Kind.WORSE, RED, False),
        (Kind.WORSE, BETTER, True),
        (Kind.CHECK_POINT, STEADY, True),
    ],
)
def test_when_a_kpi_is_back_on_the_good_side(kind, stand, good):
    assert is_good(kind, stand) is good


@pytest.mark.parametrize(
    ("opened", "due"),
    [("2026-11-16T10:00", "2026-11-18T10:00"), ("2026-11-19T10:00", "2026-11-23T10:00"),
     ("2026-11-21T10:00", "2026-11-24T10:00"), ("2026-10-23T10:00", "2026-10-27T11:00")],
)  # fmt: skip
def test_an_answer_is_due_in_two_working_days_at_the_same_time_of_day(opened, due):
    moment, wanted = (datetime.fromisoformat(text).replace(tzinfo=UTC) for text in (opened, due))
    assert answer_by(moment, zone=ZoneInfo("Europe/Berlin")) == wanted
