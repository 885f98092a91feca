import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from vitalfew.accounts.models import Change, Person, Team, Workspace
from vitalfew.accounts.scoping import entered
from vitalfew.cli.root import run as run_line
from vitalfew.kpis.models import Correction, Definition, Kpi, Observation

GOOD = "date,value,note\n2026-09-01,4.5,\n2026-10-01,4.1,release\n"


class Run:
    """The outcome of one command line, run in this process because the database is the test's."""

    def __init__(self, capsys: pytest.CaptureFixture[str], args: tuple[str, ...]) -> None:
        self.exit_code = run_line(args)
        self.stdout, self.stderr = capsys.readouterr()


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Callable[..., Run]:
    return lambda *args: Run(capsys, args)


@pytest.fixture
def acme(db: None) -> Any:
    workspace = Workspace.objects.create(name="Acme", slug="acme", zone="Europe/Berlin")
    Workspace.objects.create(name="Sample", slug="sample", is_sample=True)
    with entered(workspace):
        ana = Person.objects.create(email="ana@example.org", name="Ana", role="admin")
        definition = Definition.objects.create(name="Lead time", unit="d", direction="lower", upper_bound=365)
        team = Team.objects.create(name="Product")
        yield Kpi.objects.create(definition=definition, team=team, owner=ana, frequency="month")


def test_one_value_is_recorded_and_read_back(acme: Kpi, run: Callable[..., Run]) -> None:
    done = run("record", "Lead time", "4.2", "--at", "2026-10-01", "--note", "release", "--n", "12")
    assert done.exit_code == 0, done.stdout
    assert "Recorded: Lead time, 4.2 d." in done.stdout
    kept = Observation.objects.get()
    assert (kept.value, kept.n, kept.note) == (4.2, 12, "release")
    assert kept.time.isoformat() == "2026-09-30T22:00:00+00:00"
    assert Change.objects.get().summary == "Recorded a value of Lead time"


def test_the_same_value_again_and_a_corrected_one(acme: Kpi, run: Callable[..., Run]) -> None:
    run("record", "Lead time", "4.2", "--at", "2026-10-01")
    assert "Already there" in run("record", "Lead time", "4.2", "--at", "2026-10-01").stdout
    assert "Recorded" in run("record", "Lead time", "5", "--at", "2026-10-01").stdout
    assert Correction.objects.get().value == 4.2


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (["record", "Led time", "4"], "Did you mean 'Lead time'?"),
        (["record", "Lead time", "4", "--team", "Prodct"], "There is no team 'Prodct' here. Did you mean 'Product'?"),
        (["record", "Lead time", "nan"], "“nan” is not a number"),
        (["record", "Lead time", "1e400"], "larger than any number that can be judged"),
        (["record", "Lead time", "four"], "“four” is not a number"),
        (["record", "Lead time", "1,234"], "can be read as 1.234 or as 1234"),
        (["record", "Lead time", "85 %"], "This is in %, and Lead time is kept in d"),
        (["record", "Lead time", "866"], "866 d is more than the highest possible value, 365 d."),
        (["record", "Lead time", "4", "--at", "2099-01-01"], "2099-01-01 has not come yet"),
        (["record", "Lead time", "4", "--at", "yesterday"], "not a time"),
        (["record", "Lead time", "4", "--at", "1066-10-14"], "outside 1900–2100"),
        (["record", "Lead time"], "a KPI and a value, or a file"),
        (["record", "Lead time", "4", "--file", "x.csv"], "not both"),
        (["record", "Lead time", "4", "--workspace", "nowhere"], "no workspace"),
    ],
)
def test_a_wrong_call_says_what_to_do_and_stores_nothing(
    acme: Kpi, run: Callable[..., Run], args: list[str], says: str
) -> None:
    done = run(*args)
    assert done.exit_code == 2
    assert says in done.stderr
    assert not Observation.objects.exists()


def test_a_file_is_understood_and_stored_as_one_change(acme: Kpi, run: Callable[..., Run], tmp_path: Path) -> None:
    file = tmp_path / "lead.csv"
    file.write_text(GOOD)
    preview = run("record", "--file", str(file), "Lead time", "--dry-run")
    assert "Nothing was stored." in preview.stdout
    assert not Observation.objects.exists()
    done = run("record", "--file", str(file), "Lead time")
    assert "Stored 2, unchanged 0." in done.stdout, done.stdout
    assert list(Observation.objects.values_list("value", "note")) == [(4.5, ""), (4.1, "release")]
    assert Change.objects.count() == 1


def test_a_file_that_names_its_kpis(acme: Kpi, run: Callable[..., Run], tmp_path: Path) -> None:
    file = tmp_path / "all.csv"
    file.write_text("kpi,date,value\nLead time,2026-09-01,4.5\nLead time,2026-10-01,4.1\n")
    assert run("record", "--file", str(file)).exit_code == 0
    assert Observation.objects.count() == 2


def test_one_bad_row_and_nothing_is_stored(acme: Kpi, run: Callable[..., Run], tmp_path: Path) -> None:
    file = tmp_path / "lead.csv"
    file.write_text(GOOD + "2026-11-01,NaN,\n1066-01-01,3,\n")
    done = run("record", "--file", str(file), "Lead time")
    assert done.exit_code == 2
    assert "lead.csv:4" in done.stderr
    assert "lead.csv:5" in done.stderr
    assert not Observation.objects.exists()


@pytest.mark.parametrize(("typed", "kept"), [("85,5", 85.5), ("85.5 d", 85.5), ("1.2340", 1.234)])
def test_a_value_is_read_as_in_a_form(acme: Kpi, run: Callable[..., Run], typed: str, kept: float) -> None:
    assert run("record", "Lead time", typed, "--at", "2026-10-01").exit_code == 0
    assert Observation.objects.get().value == kept


def test_every_row_that_cannot_be_kept_is_named_with_its_line(
    acme: Kpi, run: Callable[..., Run], tmp_path: Path
) -> None:
    file = tmp_path / "lead.csv"
    file.write_text("date,value,n\n2026-08-01,866,\n2026-09-01,4.5,12\n2099-10-01,4.1,\n2026-10-01,4.1,2.5\n")
    for extra in ([], ["--dry-run"]):
        done = run("record", "--file", str(file), "Lead time", *extra)
        assert done.exit_code == 2
        assert "lead.csv:2:value: 866 d is more than the highest possible value, 365 d." in done.stderr
        assert "lead.csv:4:date: 2099-10-01 has not come yet." in done.stderr
        assert "lead.csv:5:n: 2.5 is no number of cases." in done.stderr
    assert not Observation.objects.exists()


@pytest.mark.parametrize(("option", "kept"), [("point", [1123.0, 1234.0]), ("comma", [1.123, 1.234])])
def test_an_ambiguous_decimal_mark_is_asked_for(
    acme: Kpi, run: Callable[..., Run], tmp_path: Path, option: str, kept: list[float]
) -> None:
    file = tmp_path / "lead.csv"
    file.write_text('date,value\n2026-08-01,"1,123"\n2026-09-01,"1,234"\n')
    Definition.objects.update(upper_bound=None)
    asked = run("record", "--file", str(file), "Lead time")
    assert asked.exit_code == 2
    assert '"1,123" in value (rows 2, 3) can be read as 1.123 or as 1123.' in asked.stderr
    assert "--decimal point or --decimal comma" in asked.stderr
    assert not Observation.objects.exists()
    assert run("record", "--file", str(file), "Lead time", "--decimal", option).exit_code == 0
    assert list(Observation.objects.values_list("value", flat=True)) == kept


@pytest.mark.parametrize(("option", "days"), [("--day-first", ["03", "04"]), ("--month-first", ["04", "05"])])
def test_an_ambiguous_order_of_dates_is_asked_for(
    acme: Kpi, run: Callable[..., Run], tmp_path: Path, option: str, days: list[str]
) -> None:
    file = tmp_path / "lead.csv"
    file.write_text("date,value\n03/04/2026,5\n04/05/2026,6\n")
    asked = run("record", "--file", str(file), "Lead time")
    assert asked.exit_code == 2
    assert "--day-first or --month-first" in asked.stderr
    assert not Observation.objects.exists()
    assert run("record", "--file", str(file), "Lead time", option).exit_code == 0
    zone = acme.workspace.zone_info
    times = [time.astimezone(zone) for time in Observation.objects.values_list("time", flat=True)]
    assert [f"{time:%d}" for time in times] == days


def test_today_in_the_terminal(acme: Kpi, run: Callable[..., Run]) -> None:
    run("record", "Lead time", "4.2", "--at", "2026-10-01")
    text = run("today").stdout
    assert text.startswith("Nothing needs a decision")
    assert "Lead time" in text
    data = json.loads(run("today", "--format", "json").stdout)
    assert data["kpis"][0]["value"] == 4.2
    assert run("today", "--team", "Sales").exit_code == 2


@pytest.fixture
def two_teams(acme: Kpi) -> Kpi:
    """The same definition, kept by a second team."""
    support = Team.objects.create(name="Support")
    return Kpi.objects.create(definition=acme.definition, team=support, owner=acme.owner, frequency="month")


TEAMS = "date,kpi,team,value\n2026-09-01,Lead time,Product,4.5\n2026-09-01,Lead time,Support,7\n"


def test_a_column_team_says_whose_kpi_it_is(acme: Kpi, two_teams: Kpi, run: Callable[..., Run], tmp_path: Path) -> None:
    file = tmp_path / "teams.csv"
    file.write_text(TEAMS)
    done = run("record", "--file", str(file))
    assert done.exit_code == 0, done.stderr
    assert "Lead time (Support): 1 values" in done.stdout
    assert (acme.series.observations.get().value, two_teams.series.observations.get().value) == (4.5, 7)
    file.write_text(TEAMS.replace(",kpi", "").replace(",Lead time", ""))
    assert "Stored 0, unchanged 2." in run("record", "--file", str(file), "Lead time").stdout


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        (
            TEAMS.replace("Support", "Suport"),
            "teams.csv:3:team: There is no team 'Suport' here. Did you mean 'Support'?",
        ),
        (TEAMS.replace("Support", ""), "teams.csv:3:kpi: Several teams keep 'Lead time'. Add one of --team 'Product'"),
        (TEAMS.replace("7", "700"), "teams.csv:3:value: Lead time (Support): 700 d is more than the highest possible"),
        (TEAMS.replace("7", "seven"), 'teams.csv:3:value: Lead time (Support): "seven" is not a number'),
        (TEAMS + "2026-09-01,Lead time,Support,8\n", "teams.csv:4:date: Lead time (Support): row 4 has the same time"),
    ],
)
def test_what_is_wrong_in_a_file_of_teams_names_row_and_team(
    two_teams: Kpi, run: Callable[..., Run], tmp_path: Path, wrong: str, says: str
) -> None:
    file = tmp_path / "teams.csv"
    file.write_text(wrong)
    done = run("record", "--file", str(file))
    assert done.exit_code == 2
    assert says in done.stderr
    assert not Observation.objects.exists()


def test_many_rows_of_one_time_are_told_once(acme: Kpi, run: Callable[..., Run], tmp_path: Path) -> None:
    file = tmp_path / "trusts.csv"
    rows = [f"2026-0{month}-01,{code},{month}\n" for code in ("RX1", "R0A") for month in range(1, 7)]
    file.write_text("date,org_code,value\n" + "".join(rows))
    done = run("record", "--file", str(file), "Lead time")
    assert (done.exit_code, done.stderr.count("\n")) == (2, 1)
    assert "trusts.csv:8: Many rows have one time (row 8 has the same time as row 2)" in done.stderr
    assert "Call the column that names the KPI kpi, perhaps org_code" in done.stderr
