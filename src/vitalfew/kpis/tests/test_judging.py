from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from vitalfew.accounts.models import Team, Workspace
from vitalfew.accounts.scoping import entered
from vitalfew.kpis.actions import Value, store
from vitalfew.kpis.events import readings_kept
from vitalfew.kpis.judging import Judged, judged, marks, signals_of, standing_out
from vitalfew.kpis.keeping import retire
from vitalfew.kpis.models import Combine, Definition, Kpi, Observation, Origin, Phase, Reading, Verdict
from vitalfew.kpis.readings import judge, judge_all, judge_ripe
from vitalfew.method.status import Status

NOW = datetime(2026, 11, 18, 9, tzinfo=UTC)
THIS_WEEK = datetime(2026, 11, 16, tzinfo=UTC)


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is stored is judged at once, by the clock."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


@pytest.fixture
def kpi(db: None) -> Iterator[Kpi]:
    workspace = Workspace.objects.create(name="Acme", slug="acme")
    with entered(workspace):
        team = Team.objects.create(name="Product")
        definition = Definition.objects.create(name="Response", unit="ms", direction="lower")
        yield Kpi.objects.create(definition=definition, team=team, frequency="week", red_upper=200, target=180)


def put(kpi: Kpi, values: Sequence[float], *, last: datetime = THIS_WEEK, step: int = 7) -> None:
    points = [
        (kpi.series_id, Value(last - timedelta(days=step * back), float(value)))
        for back, value in enumerate(reversed(values))
    ]
    store(points=points, origin=Origin.API, by=None, now=NOW, batched=False)


def noise(count: int, *, level: float = 150, seed: int = 1) -> list[float]:
    random = Random(seed)
    return [random.gauss(level, 6) for _ in range(count)]


def test_an_unfinished_period_is_shown_and_not_judged(kpi: Kpi) -> None:
    put(kpi, [*noise(20), 900])
    found = judged(kpi, now=NOW)
    assert (len(found.values), found.finished) == (21, 20)
    assert found.status.status is Status.STEADY
    later = judged(kpi, now=NOW + timedelta(days=7))
    assert later.finished == 21
    assert later.status.status is Status.RED_LINE


def test_a_value_may_need_days_to_settle(kpi: Kpi) -> None:
    put(kpi, [*noise(20), 900], last=THIS_WEEK - timedelta(days=7))
    kpi.settle_days = 5
    assert judged(kpi, now=NOW).finished == 20
    assert judged(kpi, now=NOW + timedelta(days=3)).finished == 21


def test_a_red_line_is_crossed_when_a_finished_value_lies_beyond_it(kpi: Kpi) -> None:
    put(kpi, [*noise(20), 215, 150])
    reading = Reading.objects.get()
    assert (reading.status, reading.red_run, reading.needs_decision) == ("red_line", 1, True)
    kpi.red_in_a_row = 2
    kpi.save()
    assert judge(kpi, now=NOW).status != "red_line"


def test_lateness_depends_on_who_looks_when(kpi: Kpi) -> None:
    put(kpi, noise(8), last=THIS_WEEK - timedelta(days=7))
    reading = Reading.objects.get()
    assert reading.late_for(NOW) == ""
    assert reading.late_for(NOW + timedelta(days=30)) != ""
    assert reading.status == "steady"


def test_verdicts_stay_as_they_were_judged(kpi: Kpi) -> None:
    put(kpi, noise(20), last=THIS_WEEK - timedelta(days=14))
    first = Verdict.objects.latest("time")
    put(kpi, [260, 270], last=THIS_WEEK - timedelta(days=7))
    first.refresh_from_db()
    assert (first.state, first.status) == ("steady", "steady")
    assert Verdict.objects.latest("time").status == "red_line"


def test_judging_twice_keeps_one_verdict(kpi: Kpi) -> None:
    put(kpi, noise(20))
    judge(kpi, now=NOW)
    judge(kpi, now=NOW + timedelta(hours=1))
    assert Verdict.objects.count() == 1


def test_a_missing_week_is_a_hole(kpi: Kpi) -> None:
    put(kpi, noise(8), last=THIS_WEEK - timedelta(days=28))
    put(kpi, noise(2), last=THIS_WEEK - timedelta(days=7))
    values = judged(kpi, now=NOW).values
    assert [value is None for value in values].count(True) == 1


@pytest.mark.parametrize(("combine", "expected"), [("last", 30.0), ("sum", 40.0), ("mean", 20.0), ("ratio", 25.0)])
def test_several_values_of_one_period_become_one(kpi: Kpi, combine: Combine, expected: float) -> None:
    kpi.definition.combine = combine
    monday = THIS_WEEK - timedelta(days=7)
    points = [(kpi.series_id, Value(monday, 10, n=1)), (kpi.series_id, Value(monday + timedelta(days=1), 30, n=3))]
    store(points=points, origin=Origin.API, by=None, now=NOW, batched=False)
    assert judged(kpi, now=NOW).values == [expected]


def test_limits_locked_by_a_person_do_not_move(kpi: Kpi) -> None:
    put(kpi, noise(24), last=THIS_WEEK - timedelta(days=28))
    start = Observation.objects.earliest("time").time
    Phase.objects.create(kpi=kpi, starts_at=start, locked_until=start + timedelta(days=7 * 19), reason="baseline")
    locked = judged(kpi, now=NOW).limits()
    put(kpi, [170, 172, 171], last=THIS_WEEK - timedelta(days=7))
    found = judged(kpi, now=NOW)
    assert found.limits() == locked
    assert found.phase is not None
    assert (found.phase.baseline, found.phase.locked) == ((0, 19), True)


def test_a_new_phase_starts_new_limits_at_a_dated_change(kpi: Kpi) -> None:
    put(kpi, [*noise(16), *noise(10, level=100)], last=THIS_WEEK - timedelta(days=7))
    change = THIS_WEEK - timedelta(days=7 * 10)
    Phase.objects.create(kpi=kpi, starts_at=change, reason="new cache")
    found = judged(kpi, now=NOW)
    assert [(phase.start, phase.end, phase.reason) for phase in found.judgement.phases] == [
        (0, 15, ""),
        (16, 25, "new cache"),
    ]
    assert found.status.status is Status.STEADY


@pytest.mark.parametrize(("direction", "mark"), [("lower", "worse"), ("higher", "better"), ("within", "watch")])
def test_points_are_marked_by_what_they_mean(kpi: Kpi, direction: str, mark: str) -> None:
    kpi.definition.direction = direction
    put(kpi, [*noise(20), 260], last=THIS_WEEK - timedelta(days=7))
    assert marks(kpi, judged(kpi, now=NOW))[-1] == mark


def test_a_page_costs_a_fixed_number_of_statements(kpi: Kpi, django_assert_num_queries: object) -> None:
    put(kpi, noise(300), step=1)
    fresh = Kpi.objects.select_related("definition", "workspace").prefetch_related("phases").get()
    with django_assert_num_queries(1):  # type: ignore[operator]
        judged(fresh, now=NOW)


def test_with_a_season_the_process_is_judged_over_a_whole_round_of_it(kpi: Kpi) -> None:
    kpi.frequency, kpi.season, kpi.red_upper, kpi.target = "month", 12, 180, None
    kpi.save()
    year = [0, 5, 10, 20, 30, 40, 40, 30, 20, 10, 5, 0]
    months = [datetime(2023 + i // 12, i % 12 + 1, 1, tzinfo=UTC) for i in range(36)]
    wobble = noise(36, level=0)
    points = [(kpi.series_id, Value(when, 140 + year[i % 12] + wobble[i] / 6)) for i, when in enumerate(months)]
    store(points=points, origin=Origin.API, by=None, now=NOW, batched=False)
    limits = judged(kpi, now=NOW).limits()
    assert limits is not None
    lower, centre, upper = limits
    assert lower is not None
    assert upper is not None
    assert lower < 140 < 150 < centre < 170 < 180 < upper


def test_the_small_picture_says_whether_its_last_value_is_in_progress(kpi: Kpi) -> None:
    put(kpi, noise(20))
    assert judge(kpi, now=NOW).picture["in_progress"] is True
    assert judge(kpi, now=NOW + timedelta(days=7)).picture["in_progress"] is False


def test_with_a_season_a_verdict_keeps_the_limits_of_its_own_month_and_the_small_picture_those_of_each(
    kpi: Kpi,
) -> None:
    kpi.frequency, kpi.season, kpi.target = "month", 12, None
    kpi.save()
    year = [0, 5, 10, 20, 30, 40, 40, 30, 20, 10, 5, 0]
    months = [datetime(2023 + i // 12, i % 12 + 1, 1, tzinfo=UTC) for i in range(36)]
    wobble = noise(36, level=0)
    points = [(kpi.series_id, Value(when, 140 + year[i % 12] + wobble[i] / 6)) for i, when in enumerate(months)]
    store(points=points, origin=Origin.API, by=None, now=NOW, batched=False)
    december = Verdict.objects.filter(kpi=kpi).latest("time")
    whole = judged(kpi, now=NOW).limits()
    assert whole is not None
    assert december.upper < 160 < whole[2]
    picture = Reading.objects.get(kpi=kpi).picture
    assert len(picture["upper"]) == len(picture["centre"]) == len(picture["values"]) == 30
    june, last = picture["upper"][-7], picture["upper"][-1]
    assert picture["lower"][-1] < picture["centre"][-1] < last
    assert june == pytest.approx(picture["upper"][-19])
    assert june > 170 > last


def test_whoever_listens_hears_what_was_read_before_and_what_is_now(kpi: Kpi) -> None:
    heard: list[tuple[str, str, str]] = []

    def listen(sender: object, *, kept: Sequence[tuple[Reading | None, Reading]], **_: object) -> None:
        heard.extend((before.status if before else "", after.status, after.kpi.team.name) for before, after in kept)

    readings_kept.connect(listen)
    try:
        put(kpi, noise(20), last=THIS_WEEK - timedelta(days=7))
        put(kpi, [900], last=THIS_WEEK - timedelta(days=7))
    finally:
        readings_kept.disconnect(listen)
    assert heard == [("", "steady", "Product"), ("steady", "red_line", "Product")]


def test_a_value_is_judged_when_its_period_has_ended(kpi: Kpi) -> None:
    put(kpi, [*noise(20), 900])
    assert Reading.objects.get().status == "steady"
    assert judge_ripe(now=NOW) == 0
    assert judge_ripe(now=NOW + timedelta(days=7)) == 1
    assert Reading.objects.get().status == "red_line"
    assert judge_ripe(now=NOW + timedelta(days=7)) == 0


def test_a_retired_kpi_is_not_judged_again(kpi: Kpi) -> None:
    put(kpi, [*noise(20), 900])
    retire(kpi=kpi, by=None, now=NOW)
    assert judge_ripe(now=NOW + timedelta(days=7)) == 0


def many(count: int) -> list[Kpi]:
    """KPIs of several kinds, each with its own values."""
    random = Random(count)
    team = Team.objects.get()
    kpis = []
    for number in range(count):
        combine = random.choice(list(Combine))
        definition = Definition.objects.create(name=f"KPI {number}", combine=combine, direction="lower")
        kept = Kpi.objects.create(definition=definition, team=team, frequency="week", red_upper=165)
        put(kept, noise(random.randrange(30), seed=number), step=random.choice((2, 7, 9)))
        kpis.append(kept)
    return kpis


def stored() -> list[dict[str, object]]:
    rows = [*Reading.objects.order_by("kpi").values(), *Verdict.objects.order_by("kpi", "time", "pk").values()]
    return [{name: value for name, value in row.items() if name not in {"id", "judged_at"}} for row in rows]


def test_many_are_judged_as_each_is_alone(kpi: Kpi) -> None:
    many(12)
    Phase.objects.create(kpi=kpi, starts_at=THIS_WEEK - timedelta(days=70), locked_until=THIS_WEEK, reason="new way")
    put(kpi, noise(20))
    everyone = list(Kpi.objects.select_related("definition", "workspace", "team"))
    later = NOW + timedelta(days=8)
    for one in everyone:
        judge(one, now=later)
    alone = stored()
    Verdict.objects.filter(judged_at=later).delete()
    judge_all(everyone, now=later)
    assert stored() == alone


def test_what_is_known_of_a_source_stays_when_its_kpi_is_judged(kpi: Kpi) -> None:
    put(kpi, noise(20))
    Reading.objects.update(failing_since=NOW, failing_why="It does not answer.")
    put(kpi, [151])
    assert Reading.objects.get().failing_why == "It does not answer."


def test_more_kpis_cost_no_more_statements(kpi: Kpi) -> None:
    many(30)
    counted = []
    for count in (3, 30):
        everyone = list(Kpi.objects.select_related("definition", "workspace").exclude(pk=kpi.pk)[:count])
        with CaptureQueriesContext(connection) as seen:
            judge_all(everyone, now=NOW + timedelta(days=8 * count))
        counted.append(len(seen))
    assert counted[0] == counted[1]


def test_a_target_that_moves_is_that_of_the_last_day_of_each_period(kpi: Kpi) -> None:
    kpi.course = [["2026-11-01", 200.0], ["2026-11-08", 200.0], ["2026-11-15", 130.0]]
    kpi.red_upper, kpi.target = None, 130.0
    kpi.save()
    weeks = [THIS_WEEK - timedelta(days=7 * back) for back in (3, 2, 1, 0)]
    assert kpi.targets(weeks) == [200.0, 200.0, 130.0, 130.0]
    put(kpi, [150, 150, 150], last=THIS_WEEK - timedelta(days=14))
    assert judged(kpi, now=NOW).status.words == "Meets its target; too few values to say more"
    put(kpi, [150], last=THIS_WEEK - timedelta(days=7))
    found = judged(kpi, now=NOW).status
    assert (found.status, found.since) == (Status.SHORT, THIS_WEEK - timedelta(days=7))


def test_a_red_line_lies_on_the_bad_side_all_along_a_target_that_moves(kpi: Kpi) -> None:
    kpi.course, kpi.target = [["2026-01-01", 250.0], ["2026-12-31", 180.0]], 180.0
    with pytest.raises(ValidationError, match="crossed at the target of 250 ms itself"):
        kpi.clean()
    kpi.definition.direction, kpi.red_upper = "within", None
    with pytest.raises(ValidationError, match="has one end"):
        kpi.clean()


FALL_FROM_THE_TOP = [*([98.0, 102.0] * 12), 125, 121, 117, 113, 109, 104, 99]
SIDES = [(1, "better", "worse"), (-1, "worse", "better")]


def judged_with(kpi: Kpi, rules: str, values: Sequence[float]) -> Judged:
    kpi.workspace.rules = rules
    kpi.workspace.save()
    kpi.definition.direction = "higher"
    put(kpi, values, last=THIS_WEEK - timedelta(days=7))
    return judged(kpi, now=NOW)


def both_ways(values: Sequence[float], side: int) -> list[float]:
    return [100 + side * (value - 100) for value in values]


@pytest.mark.parametrize(("side", "good", "bad"), SIDES)
def test_the_best_point_is_not_worse_because_a_fall_begins_at_it(kpi: Kpi, side: int, good: str, bad: str) -> None:
    found = judged_with(kpi, "nhs", both_ways(FALL_FROM_THE_TOP, side))
    rules = {(signal.rule, signal.up is (side > 0)) for signal in found.judgement.signals}
    assert {("beyond_limits", True), ("trend_of_7", False)} <= rules
    assert marks(kpi, found)[24] == good
    assert marks(kpi, found)[-1] == bad


@pytest.mark.parametrize(("side", "good", "bad"), SIDES)
@pytest.mark.parametrize("rules", ["wheeler", "nhs"])
def test_a_point_beyond_the_limits_is_no_part_of_a_run_to_the_eye(
    kpi: Kpi, rules: str, side: int, good: str, bad: str
) -> None:
    run = [*([98.0, 102.0] * 12), 101, 101, 102, 101, 115, 101, 102, 101]
    found = judged_with(kpi, rules, both_ways(run, side))
    assert set(marks(kpi, found)[-8:]) == {good}
    assert standing_out(found)[28].rule == "beyond_limits"
    assert standing_out(found)[30].rule.startswith("run_of_")


@pytest.mark.parametrize(("side", "good", "bad"), SIDES)
@pytest.mark.parametrize("rules", ["wheeler", "nhs"])
def test_of_a_pattern_near_a_limit_only_points_on_its_side_are_marked(
    kpi: Kpi, rules: str, side: int, good: str, bad: str
) -> None:
    near = [*([97.0, 103.0] * 12), 97, 116, 99, 116, 116]
    found = judged_with(kpi, rules, both_ways(near, side))
    assert [signal.rule for signal in found.judgement.signals][-1].endswith("near_limit")
    assert marks(kpi, found)[-5:] == ["", good, "", good, good]


@pytest.mark.parametrize(("side", "good", "bad"), SIDES)
@pytest.mark.parametrize("rules", ["level", "outside"])
def test_a_point_far_out_on_the_other_side_of_a_changed_level_keeps_its_own_mark(
    kpi: Kpi, rules: str, side: int, good: str, bad: str
) -> None:
    moved = [*(value + 100 - 150 for value in noise(30)), *([112.0, 114, 113, 112] * 2), 70, 113, 112]
    found = judged_with(kpi, rules, both_ways(moved, side))
    assert marks(kpi, found)[38] == bad
    assert {mark for mark in marks(kpi, found)[30:38] if mark} <= {good}
    if rules == "level":
        assert [signal.rule for signal in signals_of(found) if 38 in signal.indices and signal.up is (side < 0)] == [
            "check_point"
        ]


def test_a_turning_point_belongs_to_what_ends_at_it(kpi: Kpi) -> None:
    rise_and_fall = [*([90.0, 110.0] * 12), 97, 98, 99, 100, 101, 102, 103, 102.5, 101.5, 100.5, 99.5, 98.5, 97.5]
    found = judged_with(kpi, "nhs", rise_and_fall)
    assert [signal.rule for signal in found.judgement.signals if 30 in signal.indices] == ["trend_of_7", "trend_of_7"]
    assert marks(kpi, found)[24:] == ["better"] * 7 + ["worse"] * 6
