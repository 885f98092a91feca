"""How often the outlook comes true at mid-cycle, on key results that are made up with a fixed seed."""

from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from vitalfew.method.goals.course import Course
from vitalfew.method.goals.outlook import outlook_of

pytestmark = pytest.mark.plain

START = datetime(2026, 10, 1, tzinfo=UTC)
WEEKS, ASKED_AFTER = 13, 7
CLOCK = np.arange(WEEKS + 1) / WEEKS
EACH = 200

KINDS = {
    "linear": lambda rng: CLOCK,
    "late": lambda rng: CLOCK ** rng.uniform(1.5, 3.5),
    "early": lambda rng: 1 - (1 - CLOCK) ** rng.uniform(1.5, 3),
    "step": lambda rng: (rng.uniform(0.2, 0.9) <= CLOCK).astype(float),
    "stalled": lambda rng: np.minimum(CLOCK / rng.uniform(0.2, 0.8), 1),
    "flat": lambda rng: 0 * CLOCK,
    "wandering": lambda rng: CLOCK + np.cumsum(rng.normal(0, 0.1, WEEKS + 1)),
    "seasonal": lambda rng: CLOCK + 0.2 * np.sin(13 / rng.integers(4, 14) * 2 * np.pi * CLOCK + rng.uniform(0, 6)),
    "noisy": lambda rng: CLOCK + rng.normal(0, 0.4, WEEKS + 1),
}


def made(kind, rng):
    done = rng.normal(0.6, 0.35) * KINDS[kind](rng) + rng.normal(0, rng.choice([0.02, 0.05, 0.1]), WEEKS + 1)
    return done - done[0]


def outlook_half_way(done):
    times = tuple(START + timedelta(days=7 * week) for week in range(ASKED_AFTER + 1))
    return outlook_of(Course(CLOCK[: ASKED_AFTER + 1], done[: ASKED_AFTER + 1], times, ASKED_AFTER))


@pytest.fixture(scope="module")
def asked():
    """For each kind the courses and their outlooks."""
    rng = np.random.default_rng(22)
    courses = {kind: [made(kind, rng) for _ in range(EACH)] for kind in KINDS}
    return {kind: [(done, outlook_half_way(done)) for done in each] for kind, each in courses.items()}


def held(pairs):
    return np.mean([found.low <= done[-1] <= found.high for done, found in pairs])


def all_of(asked):
    return [pair for pairs in asked.values() for pair in pairs]


@pytest.mark.parametrize("kind", KINDS)
def test_the_interval_holds_about_four_times_in_five_on_each_kind_of_course(asked, kind):
    assert 0.7 <= held(asked[kind]) <= 0.96


def test_the_interval_holds_four_times_in_five_on_all_of_them(asked):
    assert 0.75 <= held(all_of(asked)) <= 0.88


def test_it_is_narrower_than_repeating_the_last_change_has_to_be(asked):
    pairs = all_of(asked)
    left = WEEKS - ASKED_AFTER
    away, unit = [], []
    for done, _ in pairs:
        seen = done[: ASKED_AFTER + 1]
        away.append(abs(done[-1] - seen[-1] - left * (seen[-1] - seen[-2])))
        unit.append(np.sqrt((np.diff(seen) ** 2).mean()))
    factor = np.quantile(np.array(away) / np.array(unit), held(pairs))
    naive = 2 * factor * np.median(unit)
    assert np.median([found.high - found.low for _, found in pairs]) < 0.6 * naive


def test_success_comes_as_often_as_its_probability_says(asked):
    pairs = all_of(asked)
    chances = np.array([found.probability for _, found in pairs])
    came = np.array([done[-1] >= 0.7 for done, _ in pairs])
    assert ((chances - came) ** 2).mean() < 0.17
    for low, high in ((0, 0.3), (0.3, 0.7), (0.7, 1)):
        some = (low <= chances) & (chances <= high)
        assert came[some].mean() == pytest.approx(chances[some].mean(), abs=0.1)
