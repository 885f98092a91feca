"""Each rule from the data finds what it is for, and leaves alone what only looks like it."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from vitalfew.method.frequency import Frequency
from vitalfew.method.rules.data_engine import OWNERS_ONLY, all_rules, data_rules, look_at
from vitalfew.method.rules.engine import rules
from vitalfew.method.rules.histories import History, KeyResultCourse, KpiHistory, Owned, Said, Supported, TeamCycles
from vitalfew.method.rules.rule import Finding, Settings

pytestmark = pytest.mark.plain
NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
DAY, WEEK = timedelta(days=1), timedelta(days=7)
CALM = [50, 48, 53, 51, 46, 52, 49, 54, 50, 47, 51, 53, 48, 50, 52, 49, 46, 51, 54, 50, 48, 52, 47, 50, 51, 49]
PROCESS = {"lower": 42.0, "centre": 50.0, "upper": 58.0, "sigma": 8 / 3}


def kpi(values: list[float | None], **fields: Any) -> KpiHistory:
    """Weekly values, the last one for the week before last."""
    times = [NOW - WEEK * (len(values) + 1 - index) for index in range(len(values))]
    given = {"path": "kpi:1", "name": "Orders", "now": NOW, "since": NOW - 300 * DAY, **fields}
    return KpiHistory(times=times, values=values, **given)


def course(**fields: Any) -> KeyResultCourse:
    """A key result from 10 to 20, in the middle of its cycle."""
    given = {"path": "key_result:1", "metric": "Orders", "now": NOW, "baseline": 10.0, "target": 20.0, "elapsed": 0.6}
    return KeyResultCourse(**(given | fields))


def said(*parts: tuple[int | None, float | None]) -> list[Said]:
    """Weekly check-ins: confidence and progress."""
    return [Said(NOW - WEEK * (len(parts) - at), *part) for at, part in enumerate(parts)]


def typed(values: list[float]) -> KpiHistory:
    return kpi(list(values), typed=values)


def at_line(near: int, beyond: int, further: int) -> KpiHistory:
    """So many values just above the red line of 45, just below it, and a little further up; the rest is far off."""
    values = [45.3] * near + [44.4] * beyond + [46.9] * further + [float(50 + index % 7) for index in range(20)]
    return kpi([*values], red_below=45.0, **PROCESS)


def settled(recent: list[float]) -> KpiHistory:
    return kpi([*CALM, *recent])


def stalled(**fields: Any) -> KeyResultCourse:
    given = {"stalled_since": NOW - 4 * WEEK, "stalled_rounds": 4, "measured": 6, "progress": 0.2}
    return course(**(given | fields))


def supporting(**fields: Any) -> KeyResultCourse:
    return course(**({"progress": 0.9, "supports": Supported("Retention", moved=False, values=6)} | fields))


def measured(**fields: Any) -> KeyResultCourse:
    return course(**(PROCESS | {"baseline": 50.0, "target": 52.0} | fields))


def red(weeks: int, *, before: int = 20, after: int = 0, **fields: Any) -> KpiHistory:
    """Some weeks above the red line of 60."""
    return kpi([50.0] * before + [66.0] * weeks + [50.0] * after, red_above=60.0, **fields)


def busy(**fields: Any) -> KeyResultCourse:
    return course(**({"finished": 3, "progress": 0.0} | fields))


def share(cases: int, values: list[float] | None = None, **fields: Any) -> KpiHistory:
    return kpi(
        [*(values or [86.4, 81.8, 90.9, 77.3, 86.4])], cases=[cases] * 5, **({"unit": "%", "kind": "ratio"} | fields)
    )


SURE_AND_STILL = said((8, 0.1), (8, 0.1), (9, 0.1))
TRIPS: dict[str, list[History]] = {
    "D501": [
        kpi([*CALM], red_below=10.0, **PROCESS),
        kpi([*CALM], red_above=90.0, **PROCESS),
        kpi([100.0] * 26, red_below=95.0, centre=100.0),
        kpi([*CALM], red_below=20.0, red_above=80.0, **PROCESS),
    ],
    "D502": [
        kpi([50.0], due_at=NOW - DAY),
        kpi([*CALM], due_at=NOW - 30 * DAY),
        kpi([50.0], due_at=NOW - timedelta(hours=1), frequency=Frequency.DAY),
    ],
    "D503": [
        red(2, after=6),
        red(1, after=3, since=NOW - 10 * DAY),
        red(3),
        red(2, after=6, answers=[NOW - 200 * DAY]),
        red(2, after=30, since=NOW - 300 * DAY),
    ],
    "D504": [
        typed([float(round(value / 5) * 5) for value in range(0, 240, 4)]),
        typed([float(10 * index + (0 if index % 5 else 3)) for index in range(60)]),
        typed([index / 10 if index % 10 in (0, 5) or not index % 7 else index // 10 + 0.5 for index in range(60)]),
        at_line(near=14, beyond=0, further=2),
        at_line(near=20, beyond=3, further=6),
        settled([50.0, 50.1, 50.0, 50.1, 50.0, 50.0, 50.1, 50.0]),
        settled([50.0] * 8),
        kpi([*CALM], redefined=[NOW - 6 * WEEK], level_since=NOW - 6 * WEEK),
        kpi([*CALM], redefined=[NOW - 40 * WEEK, NOW - 5 * WEEK], level_since=NOW - 6 * WEEK),
    ],
    "D505": [
        measured(),
        measured(target=57.9),
        measured(baseline=50.0, target=44.0),
        measured(target=99.0, centre=97.0, lower=90.0, upper=None, baseline=97.0),
    ],
    "D506": [
        stalled(),
        stalled(stalled_rounds=3, measured=2),
        stalled(progress=-0.1),
        stalled(elapsed=0.99, progress=0.69),
    ],
    "D507": [
        TeamCycles(path="team:1", team="Product", scores=[[1.0] * 5, [0.9, 0.95, 1.0]]),
        TeamCycles(path="team:1", team="Product", scores=[[0.1] * 5, [0.3, 0.2, 0.5]]),
        TeamCycles(path="team:1", team="Product", scores=[[0.1] * 5, [0.3] * 4, [0.7]]),
        TeamCycles(path="team:1", team="Product", scores=[[1.0] * 3, [1.0] * 3, [0.9, 0.9], [0.2] * 9]),
    ],
    "D508": [
        supporting(),
        supporting(progress=0.7, elapsed=0.5),
        supporting(progress=1.2, elapsed=1.0, supports=Supported("Retention", moved=False, values=4)),
    ],
    "D509": [red(5), red(26), red(5, answers=[NOW - 300 * DAY])],
    "D510": [
        kpi([*CALM], red_below=46.0, **PROCESS),
        kpi([*CALM], red_above=55.0, **PROCESS),
        kpi([*CALM], red_below=47.0, red_in_a_row=2, **PROCESS),
        kpi([*CALM], red_below=44.0, red_above=90.0, **PROCESS),
    ],
    "D511": [busy(), busy(finished=9, progress=0.04), busy(progress=-0.2, elapsed=1.0), busy(progress=0.15, noise=0.1)],
    "D512": [
        course(progress=0.1, said=SURE_AND_STILL),
        course(progress=0.1, said=said((2, 0.0), (7, 0.1), (7, 0.12), (10, 0.13))),
        course(progress=0.3, noise=0.1, said=said((8, 0.2), (8, 0.1), (8, 0.3))),
        course(progress=0.1, said=[*SURE_AND_STILL, *said((None, 0.1))]),
    ],
    "D513": [
        share(22),
        share(40),
        share(5, [80.0, 100.0, 60.0, 80.0, 80.0]),
        share(6, [4.2] * 5, unit="rating", kind="level"),
        share(22, [0.864, 0.818, 0.909, 0.773, 0.864], unit=""),
    ],
    "D514": [
        Owned(path="kpi:1", what="Orders", owner="Ben", gone="has left this workspace"),
        Owned(path="objective:1", what="Sell", owner="Ben", gone="can no longer sign in"),
        Owned(path="key_result:1", what="Orders", owner="Cem", gone="has left this workspace"),
    ],
}  # fmt: skip
MISSES: dict[str, list[History]] = {
    "D501": [
        kpi([*CALM], red_below=40.0, **PROCESS),
        kpi([*CALM[:-1], 28.0], red_below=10.0, **PROCESS),
        kpi([*CALM[:24]], red_below=10.0, **PROCESS),
        kpi([*CALM], red_below=10.0, family="compliance", **PROCESS),
        kpi([*CALM], red_below=10.0, red_above=60.0, **PROCESS),
        kpi([*CALM], **PROCESS),
    ],
    "D502": [
        kpi([50.0], due_at=NOW),
        kpi([50.0], due_at=NOW + DAY),
        kpi([50.0], due_at=None),
        kpi([], due_at=NOW - DAY),
    ],
    "D503": [
        red(2, after=6, answers=[NOW - 7 * WEEK]),
        red(1, before=40, after=0, frequency=Frequency.DAY, now=NOW - 10 * DAY),
        red(2, after=30, since=NOW - 10 * DAY),
        red(1, after=6, red_in_a_row=2),
        kpi([60.0] * 26, red_above=60.0),
    ],
    "D504": [
        typed([float(index * 37 % 101) for index in range(60)]),
        typed([float(5 * index) for index in range(49)]),
        typed([float(1 + index % 5) for index in range(60)]),
        at_line(near=5, beyond=1, further=3),
        at_line(near=14, beyond=10, further=14),
        settled([52.0, 48.0, 51.0, 49.0, 53.0, 50.0, 47.0, 51.0]),
        kpi([0.0, 0.0, 1.0, 0.0, 0.0, 2.0, 0.0, 0.0, 0.0] * 3 + [0.0] * 8),
        kpi([*CALM], redefined=[NOW - 12 * WEEK], level_since=NOW - 6 * WEEK),
        kpi([*CALM], redefined=[NOW - 6 * WEEK]),
        kpi([*CALM], level_since=NOW - 6 * WEEK),
    ],
    "D505": [
        measured(target=58.0),
        measured(target=70.0),
        measured(target=40.0),
        measured(centre=None),
        measured(sigma=0.0),
        measured(target=None),
    ],
    "D506": [
        stalled(stalled_rounds=2),
        stalled(measured=1),
        stalled(elapsed=0.2),
        stalled(elapsed=1.0),
        stalled(progress=0.7),
        stalled(stalled_since=None),
    ],
    "D507": [
        TeamCycles(path="team:1", team="Product", scores=[[1.0] * 9]),
        TeamCycles(path="team:1", team="Product", scores=[[1.0] * 3, [1.0] * 4]),
        TeamCycles(path="team:1", team="Product", scores=[[0.9, 0.7, 0.4, 0.8], [1.0, 0.6, 0.3, 0.7]]),
        TeamCycles(path="team:1", team="Product", scores=[[0.1] * 7, [0.6, 0.8, 0.2]]),
    ],
    "D508": [
        supporting(progress=0.69),
        supporting(elapsed=0.4),
        supporting(supports=Supported("Retention", moved=True, values=6)),
        supporting(supports=Supported("Retention", moved=None, values=6)),
        supporting(supports=Supported("Retention", moved=False, values=3)),
        supporting(success=1.0),
    ],
    "D509": [red(3), red(5, answers=[NOW - DAY]), red(8, after=1), red(5, red_in_a_row=9)],
    "D510": [
        kpi([*CALM], red_below=42.0, **PROCESS),
        kpi([*CALM], red_below=52.0, **PROCESS),
        kpi([*CALM], red_below=44.5, red_in_a_row=2, **PROCESS),
        kpi([*CALM], red_below=45.0, **(PROCESS | {"lower": None})),
        kpi([*CALM], red_below=46.0),
        kpi([*CALM], red_below=43.0, frequency=Frequency.QUARTER, **PROCESS),
    ],
    "D511": [
        busy(finished=2),
        busy(progress=0.06),
        busy(elapsed=0.4),
        busy(progress=None),
        busy(finished=5, progress=1.0),
    ],
    "D512": [
        course(progress=0.3, said=said((8, 0.1), (8, 0.2), (9, 0.3))),
        course(progress=0.1, said=said((8, 0.1), (6, 0.1), (9, 0.1))),
        course(progress=0.1, said=SURE_AND_STILL[:2]),
        course(progress=0.1, elapsed=0.3, said=SURE_AND_STILL),
        course(progress=0.8, said=said((8, 0.8), (8, 0.8), (9, 0.8))),
        course(progress=0.1, said=said((8, None), (8, None), (9, None))),
    ],
    "D513": [share(240), share(40, [86.0, 82.0, 91.0, 77.0, 86.0]), share(22, [4.2] * 5, unit="rating", kind="level"),
             kpi([86.4] * 5, unit="%", kind="ratio"), kpi([86.4] * 5, unit="%", cases=[22, 22])],
    "D514": [
        Owned(path="kpi:1", what="Orders", owner="Ben"),
        Owned(path="kpi:1", what="Orders"),
        Owned(path="kpi:1", what="Orders", gone="has left this workspace"),
    ],
}  # fmt: skip


def found(history: History, code: str) -> list[Finding]:
    return [finding for finding in look_at([history]) if finding.code == code]


def cases(table: dict[str, list[History]]) -> list[Any]:
    return [
        pytest.param(code, one, id=f"{code}-{at}")
        for code, histories in table.items()
        for at, one in enumerate(histories)
    ]


@pytest.mark.parametrize(("code", "history"), cases(TRIPS))
def test_it_is_found(code, history):
    finding = found(history, code)[0]
    assert (finding.subject, finding.message.endswith("."), bool(finding.suggestion)) == (history.path, True, True)
    assert len(finding.message) <= 400


@pytest.mark.parametrize(("code", "history"), cases(MISSES))
def test_it_is_left_alone(code, history):
    assert found(history, code) == []


@pytest.mark.parametrize("table", [TRIPS, MISSES], ids=["found", "left alone"])
def test_every_rule_has_three_of_each(table):
    assert {code for code, histories in table.items() if len(histories) >= 3} == {rule.code for rule in data_rules()}


def test_there_are_fourteen_each_with_its_reason_and_examples():
    assert [rule.code for rule in data_rules()] == [f"D{number}" for number in range(501, 515)]
    assert all(rule.why and rule.bad and rule.good and rule.message.endswith(".") for rule in data_rules())
    assert {rule.on for rule in data_rules()} == {kind.on for kind in (KpiHistory, KeyResultCourse, TeamCycles, Owned)}


def test_all_rules_are_those_for_the_writing_and_these():
    assert all_rules() == (*rules(), *data_rules())


def test_only_the_question_of_too_good_numbers_is_for_the_owner_alone():
    assert {"D504"} == OWNERS_ONLY


def test_of_two_that_say_the_same_the_stronger_speaks():
    assert [finding.code for finding in look_at([red(6)])] == ["D509"]
    by_chance = kpi([*CALM[:-1], 45.0], red_below=46.0, **PROCESS)
    assert [finding.code for finding in look_at([by_chance])] == ["D510"]


def test_severities_are_the_workspaces_and_off_is_off():
    loud = look_at([red(6)], settings=Settings(severities={"D509": "error"}))
    assert [(finding.code, finding.severity) for finding in loud] == [("D509", "error")]
    assert [one.code for one in look_at([red(6)], settings=Settings(severities={"D509": "off"}))] == ["D503"]


def test_what_is_allowed_where_it_stands_is_not_said():
    assert look_at([red(6, allowed={"D509": "we rebuild it"})]) == []


def test_a_missing_value_ends_no_breach():
    history = kpi([50.0] * 20 + [66.0, None, 66.0, None, None, 67.0], red_above=60.0)
    assert found(history, "D509")[0].message.startswith("It has been beyond its red line since 2 October 2026, 49 days")
