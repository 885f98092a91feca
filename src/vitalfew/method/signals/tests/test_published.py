"""Published charts come out as they were published."""

import json
from pathlib import Path

import pytest

from vitalfew.method.signals import Phase, Settings, judge
from vitalfew.method.signals.tests.cases import CASES, WHEELER_TREND, PublishedCase

pytestmark = pytest.mark.plain

SHARED = Path(__file__).parents[6] / "shared" / "data" / "xmr_published_cases.json"
WHEELER = Settings(rules="wheeler")


def points_by_rule(values, baseline_end=None):
    phases = [] if baseline_end is None else [Phase(0, baseline_end)]
    judged = judge(values, settings=WHEELER, phases=phases)
    found: dict[str, set[int]] = {}
    for signal in judged.signals:
        found.setdefault(signal.rule, set()).update(signal.indices)
    return judged, {rule: sorted(points) for rule, points in found.items()}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_published_chart(case: PublishedCase):
    judged, found = points_by_rule(case.values, case.baseline_end)
    limits = judged.phases[0].limits
    assert found == case.patterns
    if case.centre is not None:
        assert limits.centre == pytest.approx(case.centre, abs=case.tolerance)
    if case.limits is not None:
        assert (limits.lower, limits.upper) == pytest.approx(case.limits, abs=case.tolerance)
    if case.range_upper is not None:
        assert limits.range_upper == pytest.approx(case.range_upper, abs=case.tolerance)


def test_a_published_trend():
    judged = judge(WHEELER_TREND, settings=Settings(rules="wheeler", trended=True))
    phase = judged.phases[0]
    assert phase.centres[1] - phase.centres[0] == pytest.approx(13.7)
    assert phase.uppers[7] - phase.centres[7] == pytest.approx(93.52, abs=0.01)
    assert (sum(phase.centres[:10]) / 10, sum(phase.centres[10:]) / 10) == pytest.approx((588.2, 725.2))


def test_every_case_of_the_shared_collection():
    if not SHARED.exists():
        pytest.skip(f"the collection of published cases is not beside the project ({SHARED.name})")
    checked = 0
    for case in json.loads(SHARED.read_text())["cases"]:
        expected = case.get("signals_wheeler_zero_based")
        if expected is None:
            continue
        baseline_end = None if case["baseline"] == "all" else case["baseline"][1] - 1
        judged, found = points_by_rule(case["values"], baseline_end)
        assert found == {rule: points for rule, points in expected.items() if points}, case["id"]
        limits = judged.phases[0].limits
        names = {"cl": "centre", "mr": "range_mean", "upl": "upper", "lpl": "lower", "url": "range_upper"}
        for theirs, ours in names.items():
            if theirs in case["expected"]:
                figure = case["expected"][theirs]
                assert getattr(limits, ours) == pytest.approx(figure, abs=0.01, rel=2e-4), (case["id"], theirs)
        checked += 1
    assert checked >= 5
