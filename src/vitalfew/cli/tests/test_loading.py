"""A table that is read as it is written: all of it is stored, or nothing, and what went out comes in again."""

import io
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.utils import timezone

from vitalfew.accounts.history import undo
from vitalfew.accounts.models import Change, Person, Team, Workspace
from vitalfew.accounts.scoping import entered
from vitalfew.cli import loading
from vitalfew.cli.root import run as run_line
from vitalfew.kpis.arriving import judge_arrived
from vitalfew.kpis.models import Batch, Correction, Definition, Kpi, Observation, Reading

HEADER = "kpi,time,value,n,note\n"
pytestmark = pytest.mark.django_db


@pytest.fixture
def acme(db: None, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Lead time and =Churn, in Berlin; whatever names time and value counts as large."""
    monkeypatch.setattr(loading, "MAX_ROWS", 0)
    workspace = Workspace.objects.create(name="Acme", slug="acme", zone="Europe/Berlin")
    with entered(workspace):
        team = Team.objects.create(name="Product")
        made = [
            Definition.objects.create(name="Lead time", unit="d", upper_bound=365),
            Definition.objects.create(name="=Churn", unit="d"),
        ]
        kpis = [Kpi.objects.create(definition=each, team=team, frequency="day") for each in made]
        ana = Person.objects.create(email="ana@example.org", name="Ana", role="admin")
        yield SimpleNamespace(workspace=workspace, team=team, kpis=kpis, ana=ana)


@pytest.fixture
def load(acme: Any, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Callable[..., Any]:
    def run(text: str, *more: str) -> Any:
        file = tmp_path / "many.csv"
        file.write_text(text, encoding="utf-8", newline="")
        code = run_line(("record", "--file", str(file), *more))
        out, err = capsys.readouterr()
        return SimpleNamespace(code=code, out=out, err=err, file=file)

    return run


def kept() -> list[tuple[str, str, float, int | None, str]]:
    rows = Observation.objects.order_by("series", "time").select_related("series__kpi__definition")
    return [(one.series.kpi.name, one.time.isoformat(), one.value, one.n, one.note) for one in rows]


def test_many_kpis_are_stored_and_judged_at_once(acme: Any, load: Callable[..., Any]) -> None:
    days = range(1, 21)
    rows = [
        f"{name},2026-10-{day:02}T06:30:00.5Z,{value + day / 10!r},{day},\n"
        for day in days
        for name, value in (("Lead time", 4), ("=Churn", -2))
    ]
    done = load(
        HEADER + "".join(rows) + '"Lead time",2026-09-30,1e-7,,"a ""quoted""\nnote, ü"\nLead time,2026-09-29,,,\n'
    )
    assert done.code == 0, done.err
    assert "41 values of 2 KPIs, read as they are written." in done.out
    assert "1 rows without a value are left out." in done.out
    assert "Stored 41, unchanged 0." in done.out
    assert "2 of 2 KPIs judged" in done.err
    assert kept()[0] == ("Lead time", "2026-09-29T22:00:00+00:00", 1e-7, None, 'a "quoted"\nnote, ü')
    assert kept()[1] == ("Lead time", "2026-10-01T06:30:00.500000+00:00", 4.1, 1, "")
    assert {reading.value for reading in Reading.objects.all()} == {6.0, 0.0}


def test_the_same_again_changes_nothing_and_a_correction_keeps_what_it_replaces(
    acme: Any, load: Callable[..., Any]
) -> None:
    load(HEADER + "Lead time,2026-10-01,4,,\nLead time,2026-10-02,5,,\n")
    changes = Change.objects.count()
    assert "Stored 0, unchanged 2." in load(HEADER + "Lead time,2026-10-01,4,,\nLead time,2026-10-02,5,,\n").out
    assert (Change.objects.count(), Batch.objects.count()) == (changes, 1)
    assert (
        "Stored 2, unchanged 1."
        in load(HEADER + "Lead time,2026-10-02,6,,\nLead time,2026-10-01,4,,\nLead time,2026-10-03,7,,\n").out
    )
    assert [row[2] for row in kept()] == [4, 6, 7]
    assert Correction.objects.get().value == 5
    undo(Change.objects.latest("pk"), by=acme.ana)
    assert [row[2] for row in kept()] == [4, 5]


def test_one_kpi_without_a_column_of_names_and_nothing_stored_in_a_dry_run(
    acme: Any, load: Callable[..., Any], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    table = "time,value\n2026-10-01,4\n2026-10-02,5\n"
    assert "Nothing was stored." in load(table, "Lead time", "--dry-run").out
    assert not kept()
    assert load(table, "Lead time").code == 0
    assert len(kept()) == 2
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(b"time,value\n2026-10-03,6\n")))
    assert run_line(("record", "--file", "-", "Lead time")) == 0
    assert "standard input: 1 values" in capsys.readouterr().out
    assert len(kept()) == 3


def test_mixed_line_ends_are_read(acme: Any, load: Callable[..., Any]) -> None:
    rows = ["Lead time,2026-10-01,4,,one", 'Lead time,2026-10-02,5,,"two\r\nlines"', "Lead time,2026-10-03,6,,"]
    done = load(HEADER + "".join(row + end for row, end in zip(rows, ("\r\n", "\n", "\r"), strict=True)))
    assert done.code == 0, done.err
    assert [(value, note) for _, _, value, _, note in kept()] == [(4, "one"), (5, "two\r\nlines"), (6, "")]
    quoted = "".join(
        f'Lead time,2025-10-{day:02},4,,"a, {day}"' + ("\r\n" if day % 3 else "\n") for day in range(1, 29)
    )
    assert "Stored 28, unchanged 0." in load(HEADER + quoted).out
    done = load(HEADER + "Lead time,2026-10-01,four,,\r\nLead time,2026-10-02,5,,\n\rLead time,2026-10-03,six,,\r")
    assert "many.csv:2:value: Lead time: “four”" in done.err
    assert "many.csv:5:value: Lead time: “six”" in done.err


def test_every_bad_row_is_told_by_line_and_column_and_nothing_is_stored(acme: Any, load: Callable[..., Any]) -> None:
    bad = [
        ("Lead tim,2026-10-01,4,,", "kpi: There is no KPI 'Lead tim' here."),
        ('Lead time,03/04/2026,4,,"two\nlines"', "time: Lead time: “03/04/2026” is no time."),
        ("Lead time,1066-10-14,4,,", "time: Lead time: “1066-10-14” is no time."),
        ("Lead time,2031-10-14,4,,", "time: Lead time: 2031-10-14 has not come yet."),
        ('Lead time,2026-10-02,"4,5",,', "value: Lead time: “4,5” is no number that can be kept."),
        ("Lead time,2026-10-02,nan,,", "value: Lead time: “nan” is no number"),
        ("Lead time,2026-10-02,866,,", "value: Lead time: 866 d is more than the highest possible value, 365 d."),
        ("Lead time,2026-10-02,4,2.5,", "n: Lead time: “2.5” is no number of cases."),
        ("Lead time,2026-10-02,4,3000000000,", "n: Lead time: “3000000000” is no number of cases."),
        ("Lead time,2026-10-02,4,nan,", "n: Lead time: “nan” is no number of cases."),
        (f"Lead time,2026-10-02,4,,{'a' * 10_001}", "note: Lead time: The note"),
        (
            "Lead time,2026-10-01T00:00:00+02:00,4,,",
            "time: Lead time: The time 2026-10-01T00:00:00+02:00 stands here a second time",
        ),
    ]
    done = load(HEADER + "Lead time,2026-10-01,4,,\n" + "\n".join(row for row, _ in bad) + "\n" + "x,y,1,,\n" * 13)
    assert done.code == 2
    line = 3
    for row, says in bad:
        assert f"many.csv:{line}:{says}" in done.err
        line += 1 + row.count("\n")
    assert "5 more rows cannot be kept" in done.err
    assert not kept()


def test_what_is_no_table_is_told(acme: Any, load: Callable[..., Any]) -> None:
    Kpi.objects.create(definition=acme.kpis[0].definition, team=Team.objects.create(name="Sales"), frequency="day")
    for text, says in (
        (HEADER + "Lead time,2026-10-01,4,,,x\n", "many.csv:2: "),
        (HEADER + 'Lead time,2026-10-01,"4\n', "many.csv:2: "),
        ("kpi,time,value,value\n", "Columns of one name"),
        (HEADER + "Lead time,2026-10-01,4,,\n", "Several teams keep 'Lead time'. Add a column team, or --team: "),
        ("time,value\n2026-10-01,4\n", "This row names no KPI. Name one after the file."),
        ("team,kpi,time,value\nTryout,Lead time,2026-10-01,4\n", "There is no team 'Tryout' here. Make it first"),
        ("team,kpi,time,value\nSales,=Churn,2026-10-01,4\n", "The team 'Sales' has no KPI '=Churn'. Make it first"),
    ):
        done = load(text)
        assert done.code == 2, text
        assert says in done.err
    assert "There is no KPI 'Lead tim' here. Did you mean" in load("time,value\n2026-10-01,4\n", "Lead tim").err
    assert load("team,kpi,time,value\nSales,Lead time,2026-10-01,4\n").code == 0
    assert len(kept()) == 1


def test_what_was_taken_out_comes_in_again(
    acme: Any, load: Callable[..., Any], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.undo()
    assert load(HEADER + "Lead time,2026-10-01,4,,\n").code == 0
    notes = ["=1+1", "'=1", "-5", "'tis", '"x",\n\ty', "", "@a"]
    for day, note in enumerate(notes, start=1):
        at = f"2026-10-{day:02}T12:00:00.25Z"
        Observation.objects.create(
            series=acme.kpis[1].series, time=at, value=-1 / day * 1e-5, note=note, n=day, recorded_at=at
        )
    out, before = tmp_path / "out.csv", kept()
    assert run_line(("export", "--observations", str(out))) == 0
    Observation.objects.all().delete()
    done = load(out.read_bytes().decode())
    assert done.code == 0, done.err
    assert "read as they are written" in done.out
    assert kept() == before
    assert Change.objects.count() == 2


def test_what_was_stored_is_judged_also_where_the_command_ends_before(
    acme: Any, load: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(count: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(loading, "_judge", interrupted)
    load(HEADER + "Lead time,2026-10-01,4,,\n")
    assert not Reading.objects.exists()
    assert judge_arrived(now=timezone.now()) == 1
    assert Reading.objects.get().value == 4


def test_the_command_ends_though_others_go_on_sending(
    acme: Any, load: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    arriving = iter([2, *[1] * 50])
    monkeypatch.setattr(loading, "judge_arrived", lambda now: next(arriving))
    done = load(HEADER + "Lead time,2026-10-01,4,,\n=Churn,2026-10-01,4,,\n")
    assert done.code == 0
    assert "2 of 2 KPIs judged" in done.err
    assert len(list(arriving)) == 50
