from datetime import date, timedelta
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from vitalfew.method.periods import Frequency
from vitalfew.method.wording.standard import RedLine, Target
from vitalfew.planfile import (
    Bounds,
    Cycle,
    KeyResult,
    Kpi,
    Objective,
    Person,
    Plan,
    Source,
    Team,
    dump,
    load_text,
    records,
    schema,
)
from vitalfew.planfile.values import read_cycle

pytestmark = pytest.mark.plain

GOALS = Path(__file__).with_name("goals.yaml").read_text(encoding="utf-8")

TEXT = st.text(st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp")), max_size=20).map(str.strip)
NAME = TEXT.filter(bool)
NUMBER = st.floats(-1e12, 1e12).map(lambda value: round(value, 4) + 0.0)
UNIT = st.sampled_from(["", "%", "points", "h", "USD", "story points", "°C"])
FREQUENCY = st.none() | st.sampled_from(Frequency)
RANGE = st.tuples(NUMBER, NUMBER).filter(lambda pair: pair[0] < pair[1])


@st.composite
def kpis(draw: st.DrawFn) -> Kpi:
    unit = draw(UNIT)
    low, high = draw(RANGE)
    direction = draw(st.sampled_from(["higher", "lower", "within"]))
    targets = {"within": Target(low, high, unit, "within")}
    lines = {
        "higher": RedLine(low, None, unit, 2),
        "lower": RedLine(None, high, unit),
        "within": RedLine(low, high, unit),
    }
    return Kpi(
        name=draw(NAME),
        why=draw(TEXT),
        action=draw(TEXT),
        unit=unit,
        direction=direction,
        kind=draw(st.sampled_from(records.KPI_KINDS)),
        combine=draw(st.sampled_from(records.COMBINES)),
        family=draw(st.sampled_from(("", *records.FAMILIES))),
        bounds=draw(st.sampled_from([None, Bounds(low, high), Bounds(low, None), Bounds(None, high)])),
        source=draw(st.none() | NAME.map(lambda text: Source(text=text)) | NAME.map(_recipe)),
        frequency=draw(FREQUENCY),
        target=draw(st.none() | st.just(targets.get(direction, Target(high, None, unit, direction)))),
        alert=draw(st.none() | st.just(lines[direction])),
    )


def _recipe(text: str) -> Source:
    return Source(kind="sql", spec={"url": "postgresql://db.example.org/shop", "query": text, "cases": "1"})


@st.composite
def key_results(draw: st.DrawFn) -> KeyResult:
    low, high = draw(RANGE)
    numbers = {"baseline": high, "target": low, "unit": draw(UNIT)}
    given_numbers = draw(st.sampled_from([{}, numbers]))
    return KeyResult(
        metric=draw(NAME),
        owner=draw(TEXT),
        measured=draw(FREQUENCY),
        weight=draw(st.sampled_from([1.0, 2.0, 0.5])),
        **given_numbers,
    )


CYCLES = st.sampled_from([None, read_cycle("2026-Q4"), read_cycle("2026")]) | st.dates(date(2000, 1, 1)).map(
    lambda day: Cycle(name="Sprint", start=day - timedelta(days=30), end=day)
)
OBJECTIVES = st.builds(
    Objective,
    objective=NAME,
    kind=st.sampled_from(records.OBJECTIVE_KINDS),
    state=st.sampled_from(records.STATES),
    cycle=CYCLES,
    why=TEXT,
    parents=st.lists(NAME, max_size=2).map(tuple),
    check_ins=FREQUENCY,
    key_results=st.lists(key_results(), max_size=3).map(tuple),
    line=st.just(0),
    file=st.just(""),
    dropped_because=TEXT,
    owner=TEXT,
    supports=st.just(("strategy",)),
    responds_to=TEXT,
    guardrails=st.just(()),
    stops=TEXT,
)
TEAMS = st.builds(
    Team,
    name=NAME,
    parent=TEXT,
    people=st.lists(st.builds(Person, email=NAME, name=TEXT, role=st.sampled_from(records.ROLES)), max_size=2).map(
        tuple
    ),
    kpis=st.lists(kpis(), max_size=3, unique_by=lambda kpi: kpi.name).map(tuple),
    objectives=st.lists(OBJECTIVES, max_size=2, unique_by=lambda each: each.objective).map(tuple),
)
PLANS = st.builds(
    Plan,
    vitalfew=st.just("1"),
    strategy=TEXT,
    teams=st.lists(TEAMS, max_size=2, unique_by=lambda team: team.name).map(tuple),
)


@settings(max_examples=60, deadline=None)
@given(PLANS)
def test_what_is_written_out_is_read_back_equal(plan: Plan) -> None:
    assert load_text(dump(plan), "goals.yaml") == plan


def test_the_contracts_example_comes_back_and_stays_readable() -> None:
    plan = load_text(GOALS, "goals.yaml")
    text = dump(plan)
    assert load_text(text, "other.yaml") == plan
    assert text.startswith("vitalfew: 1\n")
    assert "- Increase mobile conversion rate from 2.3% to 5%\n" in text
    assert "target: 50 points\n" in text


def test_the_schema_knows_what_the_reader_knows() -> None:
    told = schema()
    assert told["required"] == ["vitalfew"]
    assert set(told["$defs"]["Kpi"]["properties"]) >= {"name", "owner", "alert", "target", "action", "why", "source"}
    assert "from" in told["$defs"]["KeyResult"]["properties"]
    assert told["$defs"]["Kpi"]["additionalProperties"] is False


def test_the_schema_takes_the_contracts_example() -> None:
    assert _fits(yaml.safe_load(GOALS), schema(), schema()["$defs"])
    wrong = yaml.safe_load(GOALS.replace("owner:", "ownr:", 1))
    assert not _fits(wrong, schema(), schema()["$defs"])


TYPES = {"object": dict, "array": list, "string": str, "number": (int, float), "integer": int, "boolean": bool}


def _fits(data: object, part: dict[str, object], defs: dict[str, dict[str, object]]) -> bool:
    """Enough of JSON Schema to check a plan with: $ref, anyOf, type, enum, properties, items, required."""
    if "$ref" in part:
        return _fits(data, defs[part["$ref"].rpartition("/")[2]], defs)
    if "anyOf" in part and not any(_fits(data, option, defs) for option in part["anyOf"]):
        return False
    if "enum" in part and data not in part["enum"]:
        return False
    kinds = [part["type"]] if isinstance(part.get("type"), str) else part.get("type", [])
    if kinds and not any(data is None if kind == "null" else isinstance(data, TYPES[kind]) for kind in kinds):
        return False
    if isinstance(data, dict) and "properties" in part:
        known = set(data) <= set(part["properties"]) and set(part.get("required", ())) <= set(data)
        return known and all(_fits(value, part["properties"][key], defs) for key, value in data.items())
    if isinstance(data, list) and "items" in part:
        return all(_fits(value, part["items"], defs) for value in data)
    return True
