import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vitalfew.method.periods import Frequency
from vitalfew.method.wording.standard import RedLine, Target
from vitalfew.planfile import Bounds, Kpi, Plan, PlanError, Source, load, load_text

pytestmark = pytest.mark.plain

GOALS = Path(__file__).with_name("goals.yaml").read_text(encoding="utf-8")


def problems(text: str) -> list[str]:
    with pytest.raises(PlanError) as caught:
        load_text(text, "goals.yaml")
    return [str(problem) for problem in caught.value.problems]


def in_kpi(*lines: str) -> str:
    return "vitalfew: 1\nteams:\n  - name: A\n    kpis:\n      - name: V\n" + "".join(
        f"        {line}\n" for line in lines
    )


def in_key_result(fields: str) -> str:
    return (
        f"vitalfew: 1\nteams:\n- name: A\n  objectives:\n  - objective: O\n    key_results: [{{metric: M, {fields}}}]\n"
    )


def kpi(*lines: str) -> Kpi:
    return load_text(in_kpi(*lines), "goals.yaml").teams[0].kpis[0]


def test_the_example_of_the_contract() -> None:
    plan = load_text(GOALS, "goals.yaml")
    team = plan.teams[0]
    velocity, objective = team.kpis[0], team.objectives[0]
    assert [person.role for person in team.people] == ["member", "lead"]
    assert (velocity.unit, velocity.direction, velocity.frequency) == ("points", "higher", Frequency.TWO_WEEKS)
    assert velocity.target == Target(50, unit="points")
    assert velocity.alert == RedLine(lower=40, unit="points")
    assert (velocity.line, velocity.file) == (7, "goals.yaml")
    assert objective.cycle is not None
    assert (objective.cycle.start, objective.cycle.end) == (date(2026, 10, 1), date(2026, 12, 31))
    sentence, mapping, wish = objective.key_results
    assert (sentence.metric, sentence.baseline, sentence.target, sentence.unit) == (
        "Mobile conversion rate",
        2.3,
        5,
        "%",
    )
    assert (mapping.baseline, mapping.target, mapping.unit, mapping.direction) == (4, 1.5, "s", "decrease")
    assert mapping.source == Source(kind="prometheus", spec="p95")
    assert (wish.sentence, wish.metric, wish.target, wish.direction) == ("Make everybody happy", "", None, None)
    assert [result.line for result in objective.key_results] == [23, 24, 25]


@pytest.mark.parametrize(
    ("to", "target"), [("at or below 5 %", 5), ("≥ 12", 12), ("no more than 3 %", 3), ("5 %", 5), ("2 or less", 2)]
)
def test_where_a_key_result_goes_may_name_its_side(to: str, target: float) -> None:
    (result,) = load_text(in_key_result(f"from: 8, to: '{to}'"), "goals.yaml").teams[0].objectives[0].key_results
    assert (result.baseline, result.target) == (8, target)


@pytest.mark.parametrize("to", ["soon", "at or below", "between 3 and 5"])
def test_where_a_key_result_goes_is_one_number(to: str) -> None:
    assert "should be a number" in problems(in_key_result(f"to: '{to}'"))[0]


def test_an_unknown_key_is_answered_with_the_nearest() -> None:
    assert problems(in_kpi("ownr: ana@example.org")) == [
        'goals.yaml:6: unknown key "ownr" in a KPI; did you mean "owner"?'
    ]
    assert problems(in_kpi("threshold: below 3"))[0].endswith('did you mean "alert"?')


def test_several_problems_are_reported_at_once_in_order_of_lines() -> None:
    text = (
        in_kpi("ownr: x", "target: soon", "kind: levle", "owner: [a]", "bounds: 7", "weight: 1") + "      - unit: h\n"
    )
    found = problems(text)
    assert [line.split(":")[1] for line in found] == ["6", "7", "8", "9", "10", "11", "12"]
    assert 'Did you mean "level"?' in found[2]
    assert '"owner" should be text and is a list.' in found[3]
    assert found[-1].endswith('"name" is missing in a KPI. Add name: to it.')


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("a: &x 1\n", 1, "Anchors"),
        ("a: 1\nb: *x\n", 2, "Aliases"),
        ("a: 1\nb: !!python/object:os.system x\n", 2, "Tags"),
        ("a: 1\nb: !x [1]\n", 2, "Tags"),
        ("a: 1\na: 2\n", 2, '"a" stands twice, first in line 1'),
        ("a: 1\n---\nb: 1\n", 2, "second document"),
        ("a: 1\n? [b]\n: 1\n", 2, "key must be plain text"),
        ("a: [1\nb: 2\n", 2, "not YAML"),
        ("a: 1\n  b: 2\n", 2, "not YAML"),
        ("a: \x07\n", 1, "character"),
        ("[" * 60, 1, "levels deep"),
        ("", 1, "empty"),
        ("# nothing\n", 1, "empty"),
        ("- a\n", 1, "A list stands where the plan is wanted. Begin with its keys: vitalfew, strategy, teams"),
        ("teams: []\n", 1, '"vitalfew" is missing'),
        ("vitalfew: 2\n", 1, '"vitalfew" cannot be "2". Write vitalfew: 1.'),
        ("vitalfew: 1\nteams: soon\n", 2, '"soon" stands where a team is wanted. Write "name: soon" instead.'),
        ("vitalfew: 1\nteams:\n  A:\n    kpis: []\n", 3, 'Begin it with a dash, "- name: A"'),
        ("vitalfew: 1\nteams:\n- name: A\nkpis:\n- name: B\n", 4, "its indentation is off"),
        ("vitalfew: 1\nstrategy: Win: the south\n", 2, "Text with a colon in it needs quotes"),
        ("vitalfew: 1\nteams:\n  - name: A\n  - name: A\n", 4, 'The team "A" stands twice, first in goals.yaml:3'),
        ("vitalfew: 1\nteams:\n  - name: A\n    kpis:\n      -\n", 5, "empty"),
        ("vitalfew: 1\nteams:\n  - name: A\n    kpi: []\n", 4, 'did you mean "kpis"?'),
        ("vitalfew: 1\nteam:\n  - name: A\n", 2, 'did you mean "teams"?'),
        ("vitalfew: 1\nteams:\n  - names: A\n    kpis: []\n", 3, 'did you mean "name"?'),
        ("vitalfew: 1\nteams:\n  - title: A\n    kpis: []\n", 3, 'did you mean "name"?'),
        (
            "vitalfew: 1\nteams:\n  - name: A\n    kpis: [a, b\n",
            5,
            "A [ is opened in line 4 and not closed: put a ] at",
        ),
        ("vitalfew: 1\nteams: [{name: A}\nstrategy: x\n", 3, "A [ is opened in line 2"),
        ("vitalfew: 1\nteams:\n  - {name: A\n  - name: B\n", 4, "A { is opened in line 3 and not closed: put a }"),
        ("vitalfew: 1\nteams: [{name: 'A ['} x]\n", 2, "needs quotes"),
    ],
)
def test_what_is_refused(text: str, line: int, words: str) -> None:
    found = problems(text)
    assert found[0].startswith(f"goals.yaml:{line}: ")
    assert words in found[0]


@pytest.mark.parametrize(
    "text",
    [
        "[" * 100_000 + "]" * 100_000,
        "a: " + "{a: " * 100_000,
        "".join(f"{' ' * level}a:\n" for level in range(2_000)),
        "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n",
        "vitalfew: 1\nteams: &a [*a]\n",
        "x" * 10_000_000,
        f"vitalfew: {'9' * 1_000_000}\n",
        f"? {'k' * 1_000_000}\n: 1\n",
        f"vitalfew: 1\nteams:\n  - name: A\n    kpis:\n      - name: V\n        family: {'f' * 1_000_000}\n",
    ],
    ids=["lists", "mappings", "levels", "bomb", "itself", "word", "number", "key", "choice"],
)
def test_what_is_huge_is_refused_in_short(text: str) -> None:
    assert all(len(words) < 300 for words in problems(text))


def test_reading_stops_when_too_much_is_wrong() -> None:
    found = problems("vitalfew: 1\nteams:\n" + "  - 1\n" * 200_000)
    assert len(found) == 1_001
    assert found[-1].endswith("Reading stopped here, after 1,000 problems in the file. Mend these first.")


def test_a_message_tells_a_terminal_nothing() -> None:
    assert problems('vitalfew: "\\e[31m\\u202e"\n')[0].startswith(
        'goals.yaml:1: "vitalfew" cannot be "\\x1b[31m\\u202e".'
    )


def test_the_direction_and_the_unit_come_from_what_is_written() -> None:
    assert kpi("alert: above 200 ms", "target: 150").unit == "ms"
    assert kpi("alert: above 200 ms").direction == "lower"
    assert kpi("target: 10–20 h").direction == "within"
    assert kpi("target: at or below 50 days").direction == "lower"
    assert kpi("target: ≥ 95 %", "alert: 90").alert == RedLine(lower=90, unit="%")
    assert kpi("unit: min", "target: 2 h", "alert: above 3 h").alert == RedLine(upper=180, unit="min")
    assert kpi("target: 50").direction is None
    assert kpi("bounds: 0–100 %").bounds == Bounds(0, 100)


def test_what_contradicts_itself_is_refused() -> None:
    assert "does not say on which side" in problems(in_kpi("alert: 40"))[0]
    assert '"target" is in h and the KPI in %' in problems(in_kpi("unit: '%'", "target: 5 h"))[0]
    assert problems(in_kpi("unit: '%'", "alert: below 5 h"))[0].startswith("goals.yaml:7:")


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        ("{metric: m, from: 5, to: 5}", "nothing would have to move"),
        ("{metric: m, from: 5 h, to: 5 %}", "does not convert"),
        ("{owner: ana@example.org}", "needs a sentence or a metric"),
        ("{metric: m, from: soon}", '"from" should be a number'),
        ("{metric: m, weight: 0}", "a number above 0"),
        ("{metric: m, source: {ftp: x}}", "unknown kind of source"),
        ("[a]", "A list stands where a key result is wanted."),
        ("KR1: Raise NPS from 3 to 5", 'Write the sentence alone, after the dash: "Raise NPS from 3 to 5".'),
        ("Raise: NPS from 3 to 5", 'Put the whole sentence in quotes: - "Raise: NPS from 3 to 5".'),
        ("{KR 2: Raise NPS, owner: ana}", 'unknown key "KR 2" in a key result; did you mean "sentence"?'),
    ],
)
def test_key_results_that_cannot_be(lines: str, words: str) -> None:
    head = "vitalfew: 1\nteams:\n  - name: A\n    objectives:\n      - objective: O\n        key_results:\n"
    text = f"{head}          - {lines}\n"
    assert words in problems(text)[0]
    assert problems(text)[0].startswith("goals.yaml:7: ")


def test_a_sentence_with_an_owner_keeps_its_numbers() -> None:
    text = GOALS.replace("- Make everybody happy", '- {sentence: "Raise NPS from 32 to 50", owner: dana@example.org}')
    result = load_text(text, "goals.yaml").teams[0].objectives[0].key_results[2]
    assert (result.metric, result.baseline, result.target, result.owner) == ("NPS", 32, 50, "dana@example.org")


@pytest.mark.parametrize(
    ("cycle", "start", "end"),
    [
        ("2026", date(2026, 1, 1), date(2026, 12, 31)),
        ("2026-H1", date(2026, 1, 1), date(2026, 6, 30)),
        ("Q1 2028", date(2028, 1, 1), date(2028, 3, 31)),
        ("{name: Spring, start: 2026-03-01, end: 2026-05-31}", date(2026, 3, 1), date(2026, 5, 31)),
    ],
)
def test_cycles(cycle: str, start: date, end: date) -> None:
    read = load_text(GOALS.replace("2026-Q4", cycle), "goals.yaml").teams[0].objectives[0].cycle
    assert read is not None
    assert (read.start, read.end) == (start, end)


@pytest.mark.parametrize(
    "cycle", ["2026-Q5", "2026-H3", "soon", "{name: X}", "{name: X, start: 2026-03-01, end: 2026-02-01}", "[2026]"]
)
def test_cycles_that_cannot_be(cycle: str) -> None:
    assert problems(GOALS.replace("2026-Q4", cycle))[0].startswith("goals.yaml:18: ")


def test_a_folder_is_merged_in_the_order_of_names(tmp_path: Path) -> None:
    (tmp_path / "b.yml").write_text(
        "vitalfew: 1\nteams:\n  - name: Product\n    parent: All\n    kpis: [{name: Bugs}]\n"
    )
    (tmp_path / "a.yaml").write_text(GOALS)
    (tmp_path / "notes.txt").write_text("no plan")
    plan = load([tmp_path])
    assert [each.name for each in plan.teams[0].kpis] == ["Team velocity", "Bugs"]
    assert (plan.teams[0].parent, plan.strategy[:2]) == ("All", "Be")


def test_files_that_contradict_each_other_are_refused(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(GOALS)
    (tmp_path / "b.yaml").write_text(GOALS)
    with pytest.raises(PlanError) as caught:
        load([tmp_path])
    words = str(caught.value)
    assert "A second strategy" in words
    assert f'b.yaml:7: The KPI "Team velocity" stands twice, first in {tmp_path / "a.yaml"}:7.' in words


def test_every_file_is_read_before_anything_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("vitalfew: 1\nteems: []\n")
    (tmp_path / "b.yaml").write_bytes(b"vitalfew: 1\nstrategy: \xff\n")
    with pytest.raises(PlanError) as caught:
        load([tmp_path, tmp_path / "none.yaml"])
    places = [(Path(problem.file).name, problem.line) for problem in caught.value.problems]
    assert places == [("a.yaml", 2), ("b.yaml", 2), ("none.yaml", 1)]
    (tmp_path / "empty").mkdir()
    with pytest.raises(PlanError, match=r"no \*.yaml file"):
        load([tmp_path / "empty"])


def test_empty_values_are_as_good_as_none() -> None:
    assert kpi("owner:", "target: null", "why: ~", 'action: ""') == kpi()


@given(st.text(max_size=80))
def test_any_text_is_a_plan_or_refused_with_a_line(text: str) -> None:
    try:
        plan = load_text(text, "goals.yaml")
    except PlanError as error:
        lines = [problem.line for problem in error.problems]
        assert lines == sorted(lines)
        assert lines[0] >= 1
    else:
        assert isinstance(plan, Plan)


def test_no_heavy_library_is_imported() -> None:
    code = "import sys, vitalfew.planfile; print({'numpy', 'pydantic', 'django'} & set(sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "set()\n"
