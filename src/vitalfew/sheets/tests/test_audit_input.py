import io
import json
import zipfile
from pathlib import Path

import pytest

from vitalfew.sheets import SheetError
from vitalfew.sheets.audit_input import MAX_ROWS, AuditInput, read_audit

pytestmark = pytest.mark.plain

openpyxl = pytest.importorskip("openpyxl")


def read(text: str, name: str = "metrics.csv", **options: object) -> AuditInput:
    return read_audit(text.encode(), name, **options)  # type: ignore[arg-type]


def workbook(**sheets: list[list[object]]) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def refusal(source: bytes, name: str = "metrics.xlsx", **options: object) -> SheetError:
    with pytest.raises(SheetError) as caught:
        read_audit(source, name, **options)  # type: ignore[arg-type]
    return caught.value


def names(found: AuditInput) -> list[str]:
    return [row.name for row in found.rows]


def test_a_single_column_called_name_is_a_sheet() -> None:
    found = read('Name\nUptime\n"Cut waste, at last, from 5 % to 3 %"\nRaise sales, now, by 5 %\n')
    assert names(found) == ["Uptime", "Cut waste, at last, from 5 % to 3 %", "Raise sales, now, by 5 %"]
    assert [row.line for row in found.rows] == [2, 3, 4]
    assert found.columns == {"name": "Name"}


@pytest.mark.parametrize(
    "text",
    [
        "Our numbers\n\nName,Owner\nUptime,Ana\nChurn,Ben\n",
        "KPIs\n\nName,Owner\nUptime,Ana\nChurn,Ben\n",
        "Our numbers\nAs of May\nMetric;Owner\nUptime;Ana\nChurn;Ben\n",
    ],
)
def test_a_title_may_stand_above_the_head(text: str) -> None:
    found = read(text)
    assert [(row.name, row.owner) for row in found.rows] == [("Uptime", "Ana"), ("Churn", "Ben")]
    assert "of title above the header" in found.notes[0]


def test_a_column_of_sentences_with_commas_is_one_column() -> None:
    assert names(read("Metric\nSpeed, quality and cost\nName, title and rank\nUptime\n")) == [
        "Speed, quality and cost",
        "Name, title and rank",
        "Uptime",
    ]


def test_columns_are_found_by_their_headings() -> None:
    head = "Team name,KPI,What it measures,Target (FY25),KPI owner,How often,Is key,Red line,Action if crossed"
    found = read(f"{head}\nShop,Sales,Money in,> 5,ana,weekly,yes,< 3,call\nShop,Waste,,,,,no,,\n")
    row, other = found.rows
    assert (row.name, row.definition, row.target, row.team) == ("Sales", "Money in", "> 5", "Shop")
    assert (row.owner, row.frequency, row.key, row.red_line, row.action) == ("ana", "weekly", True, "< 3", "call")
    assert other.key is False


@pytest.mark.parametrize("heading", ["Metric", "KPI", "Indicator", "Key result", "kpi name", "Kennzahl", "TITLE"])
def test_usual_headings_of_the_name(heading: str) -> None:
    assert names(read(f"Nr;{heading};Owner\n1;Uptime;ana\n2;Sales;ben\n")) == ["Uptime", "Sales"]


def test_a_ward_or_a_plant_is_a_team() -> None:
    assert read("Metric,Ward\nWaiting time,North\nFalls,South\n").rows[1].team == "South"


def test_objectives_and_their_key_results_stand_in_two_columns() -> None:
    found = read("Objective,Key result\nGrow,Raise sales from 3 to 5\nGrow,Raise visits from 1 to 2\n")
    assert (found.rows[0].objective, found.rows[0].name) == ("Grow", "Raise sales from 3 to 5")
    assert names(read("Objective,Owner\nGrow,ana\nShine,ben\n")) == ["Grow", "Shine"]


def test_a_person_may_say_which_column_is_which() -> None:
    text = "Metric,Area\nUptime,Web\nSales,Shop\n"
    assert [row.team for row in read(text).rows] == ["Web", "Shop"]
    assert [row.team for row in read(text, columns={"team": ""}).rows] == ["", ""]
    assert names(read(text, columns={"name": "area"})) == ["Web", "Shop"]


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"name": "Metrik"}, 'Did you mean "Metric"?'),
        ({"colour": "Metric"}, "The roles are: name, definition"),
    ],
)
def test_a_column_that_is_not_there_is_refused_with_the_nearest(told: dict[str, str], words: str) -> None:
    assert words in refusal(b"Metric,Area\nUptime,Web\n", "a.csv", columns=told).what_to_do


def test_a_table_without_a_usual_heading_is_read_by_what_it_holds() -> None:
    found = read("Thing,2025\nUptime of servers,99\nError rate,3\n")
    assert (names(found), found.columns) == (["Uptime of servers", "Error rate"], {"name": "Thing"})
    error = refusal(b"a,b\n1,2\n3,4\n", "a.csv")
    assert (error.what, error.line) == ("No column holds names.", 1)


def test_pasted_lines_lose_only_the_marks_of_a_list() -> None:
    found = read("- Uptime\n\n* Page views, all pages\n1. Launch the app, finally\n---\n", "the text")
    assert names(found) == ["Uptime", "Page views, all pages", "Launch the app, finally"]
    assert [row.line for row in found.rows] == [1, 3, 4]


def test_cells_copied_from_a_spreadsheet_are_a_table() -> None:
    assert [row.team for row in read("Metric\tTeam\nUptime\tWeb\nSales\tShop\n", "the text").rows] == ["Web", "Shop"]


def test_merged_team_cells_hold_for_the_rows_below() -> None:
    found = read("Team,Metric\nWeb,Uptime\n,Errors\n,Delay\n,Cost\nShop,Sales\n,Waste\n,Visits\n")
    assert [row.team for row in found.rows] == ["Web"] * 4 + ["Shop"] * 3
    assert any("team above" in note for note in found.notes)


def test_rows_without_a_name_are_passed_over_and_said() -> None:
    found = read("Metric,Target\nUptime,99\n,3\n=A1,5\n")
    assert names(found) == ["Uptime"]
    assert "Passed over 2 rows without a name: 3, 4." in found.notes


def test_any_sheet_of_a_workbook() -> None:
    data = workbook(Cover=[["Our numbers"]], Board=[["Metric", "Owner"], ["Uptime", "ana"]], Old=[["KPI"], ["Sales"]])
    found = read_audit(data, "m.xlsx")
    assert (names(found), found.sheet, found.sheets) == (["Uptime"], "Board", ("Cover", "Board", "Old"))
    assert found.notes[0] == 'Read the sheet "Board"; not read: Cover, Old.'
    assert names(read_audit(data, "m.xlsx", sheet="Old")) == ["Sales"]
    assert "Cover, Board, Old" in refusal(data, sheet="Nope").what_to_do
    assert "no workbook" in refusal(b"Name\nUptime\n", "a.csv", sheet="Nope").what


def test_formulas_without_values_are_refused_with_what_to_do() -> None:
    error = refusal(workbook(Board=[["Name", "Target"], ["=B2", 1], ["=B3", 2]]))
    assert "is empty in all 2 rows" in error.what
    assert "open the file in a spreadsheet program and save it" in error.what_to_do
    assert error.file == 'metrics.xlsx, sheet "Board"'


def test_a_thousand_columns() -> None:
    wide = [f"c{at}" for at in range(999)]
    assert names(read_audit(workbook(Board=[["Name", *wide], ["Uptime", *range(999)]]), "m.xlsx")) == ["Uptime"]
    error = refusal(workbook(Board=[[*wide, "d"], ["x"] * 1000, ["x"] * 1000]))
    assert "and 988 more." in error.what_to_do


def test_workbooks_locked_with_a_password_are_refused_by_name() -> None:
    office = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600 + "EncryptedPackage".encode("utf-16-le")
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("content.xml", b"\x00\x01")
        archive.writestr("META-INF/manifest.xml", "<manifest:encryption-data/>")
    for data, name in ((office, "m.xlsx"), (out.getvalue(), "m.ods")):
        assert refusal(data, name).what == "The workbook is locked with a password."


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "The file is empty."),
        (b"\n \n", "The file is empty."),
        (b"Name,Target\n", "There is no row in it."),
        (b"\x00\x01\x02" * 500, "binary file"),
        (b"%PDF-1.7", "a PDF document"),
        (b"<html><body></body></html>", "a web page"),
        (b'[{"name": "a",}\n]', "The JSON cannot be read"),
        (b"[" * 100_000, "nested too deeply"),
        (b"[]", "The list is empty."),
        (b'{"a": 1}', "There is no list of metrics"),
        (b'Name,Target\n"Uptime,3\n', "cannot be cut into cells"),
    ],
)
def test_what_cannot_be_audited_is_refused_with_what_to_do(data: bytes, words: str) -> None:
    error = refusal(data, "it.csv")
    assert words in error.what
    assert error.what_to_do
    assert error.file == "it.csv"


def test_more_rows_than_anybody_audits_are_refused() -> None:
    assert "more than 50,000 rows" in refusal(b"Name\n" + b"x\n" * (MAX_ROWS + 1), "a.csv").what


def test_a_list_of_names_or_of_objects() -> None:
    assert names(read('["Uptime", {"name": "Sales", "owner": {"name": "ana"}, "tags": ["a", "b"]}]')) == [
        "Uptime",
        "Sales",
    ]
    found = read('{"version": 1, "metrics": [{"metric": "Uptime", "target": 99.0, "key": true}]}')
    assert (found.rows[0].target, found.rows[0].key) == ("99", True)


def panel(title: str, **fields: object) -> dict[str, object]:
    return {"type": "stat", "title": title, **fields}


def steps(*colours: str) -> dict[str, object]:
    listed = [{"color": colour, "value": None if at == 0 else at * 50} for at, colour in enumerate(colours)]
    return {"defaults": {"unit": "ms", "thresholds": {"steps": listed}}}


def test_the_panels_of_a_dashboard_are_rows() -> None:
    inside = panel("Delay", description="How  late", fieldConfig=steps("green", "red"))
    row = {"type": "row", "title": "API", "panels": [inside]}
    board = {
        "panels": [row, panel("Uptime", fieldConfig=steps("red", "green")), panel("Read me", type="text"), panel("")]
    }
    for data in (board, {"dashboard": board, "meta": {}}):
        found = read(json.dumps(data), "board.json")
        assert names(found) == ["Delay", "Uptime"]
        assert (found.rows[0].definition, found.rows[0].unit, found.rows[0].red_line) == ("How late", "ms", "above 50")
        assert found.rows[1].red_line == "below 50"
        assert found.notes == ("Passed over 2 panel(s) of text, lists or logs, or without a title.",)


def test_old_and_new_dashboards() -> None:
    old = {"rows": [{"title": "DB", "panels": [{"type": "graph", "title": "Query delay"}]}]}
    spec = {"title": "Errors", "vizConfig": {"group": "stat", "spec": {"fieldConfig": steps("green", "red")}}}
    new = {"spec": {"elements": {"panel-1": {"kind": "Panel", "spec": spec}}}}
    assert names(read(json.dumps(old), "old.json")) == ["Query delay"]
    assert read(json.dumps(new), "new.json").rows[0].red_line == "above 50"
    assert "no panel" in refusal(json.dumps({"panels": [panel("", type="text", gridPos={})]}).encode(), "b.json").what


def test_a_path(tmp_path: Path) -> None:
    path = tmp_path / "m.csv"
    path.write_bytes("\ufeffName\r\nGrüße je Tag\r\n".encode())
    assert names(read_audit(path)) == ["Grüße je Tag"]
    with pytest.raises(SheetError, match="no such file"):
        read_audit(tmp_path / "no.csv")
