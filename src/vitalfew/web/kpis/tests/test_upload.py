"""Uploading a file: read, shown, corrected, stored as one change, or refused with its rows."""

import html
import io
import os
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from vitalfew.accounts.history import undo
from vitalfew.accounts.models import Change, Person, Role, Team
from vitalfew.kpis.models import Batch, Definition, Kpi, Observation
from vitalfew.method.periods import Frequency
from vitalfew.web.kpis.tests.records import someone

UPLOAD = "/w/product/kpis/upload/"
MONTHS = [f"20{24 + n // 12}-{n % 12 + 1:02}-01" for n in range(20)]
GOOD = "date,value,n\n" + "".join(f"{day},{90 + n % 5}.5,{1000 + n}\n" for n, day in enumerate(MONTHS))


@pytest.fixture(autouse=True)
def _own_folder(settings: Any, tmp_path: Path) -> None:
    settings.DATA = tmp_path


def choose(client: Client, content: bytes | str, filename: str = "values.csv", **fields: Any) -> Any:
    data = content.encode() if isinstance(content, str) else content
    return client.post(UPLOAD, {"name": "Seen", **fields, "file": SimpleUploadedFile(filename, data)})


def posted(page: str, **more: str) -> dict[str, str]:
    """What the browser would send from the preview: every field as it stands, and the button."""
    fields = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page))
    for name, typed in re.findall(r'<input type="text" name="(\w+)"(?: value="([^"]*)")?', page):
        fields[name] = html.unescape(typed)
    for name, inner in re.findall(r'<select name="(\w+)"[^>]*>(.*?)</select>', page, re.DOTALL):
        chosen = re.search(r'<option value="([^"]*)" selected', inner)
        fields[name] = chosen[1] if chosen else ""
    return fields | more


def look(client: Client, answer: Any) -> tuple[str, str]:
    """The preview's address and page."""
    assert answer.status_code == 302, errors_of(answer)
    return answer["Location"], client.get(answer["Location"]).content.decode()


def errors_of(answer: Any) -> str:
    return " ".join(
        re.findall(r'<ul class="errorlist".*?</ul>|<div class="problems".*?</div>', answer.content.decode(), re.DOTALL)
    )


def test_four_fields_make_the_first_chart(settings: Any, client: Client, ana: Person) -> None:
    asked = client.get(UPLOAD).content.decode().partition("<main")[2].partition("</main")[0]
    assert len(re.findall(r'<(?:input(?! type="hidden")|select|textarea)', asked)) <= 4
    address, page = look(client, choose(client, GOOD, target="95 %", red_line="below 95 %"))
    assert "Store 20 values" in page
    assert not Kpi.objects.exists()
    assert 'value="month" selected' in page
    stored = client.post(address, posted(page, do="store"))
    kpi = Kpi.objects.select_related("definition").get()
    assert stored["Location"] == f"/w/product/kpis/{kpi.pk}/"
    definition = kpi.definition
    assert (kpi.frequency, kpi.red_lower, definition.unit, definition.upper_bound) == ("month", 95, "%", 100)
    assert (kpi.series.observations.count(), kpi.series.observations.first().n, kpi.source) == (20, 1000, "values.csv")
    assert "chart-wide" in client.get(stored["Location"]).content.decode()
    assert not list((settings.DATA / "uploads").iterdir())
    undo(Change.objects.first(), by=ana)
    assert not Kpi.objects.exists()
    assert not Observation.objects.exists()


def test_values_of_a_kpi_that_exists_say_what_they_would_change(
    client: Client, make_kpi: Callable[..., Kpi], ana: Person
) -> None:
    kpi = make_kpi("Seen", [90.5, 91.0])
    address, page = look(client, choose(client, GOOD, kpi=str(kpi.pk), name=""))
    assert "18 new, 2 corrected" in page
    client.post(address, posted(page, do="store"))
    assert kpi.series.observations.count() == 20
    undo(Change.objects.first(), by=ana)
    assert list(kpi.series.observations.values_list("value", flat=True)) == [90.5, 91.0]


def test_a_file_whose_values_are_there_already_is_no_change_and_is_told(client: Client) -> None:
    address, page = look(client, choose(client, GOOD))
    client.post(address, posted(page, do="store"))
    before, kpi = Change.objects.count(), Kpi.objects.get()
    address, page = look(client, choose(client, GOOD, kpi=str(kpi.pk), name=""))
    shown = client.post(address, posted(page, do="store"), follow=True).content.decode()
    assert "The 20 values of values.csv were there already, unchanged." in shown
    assert "Saved:" not in shown
    assert (Change.objects.count(), Batch.objects.count()) == (before, 1)


def test_a_column_is_corrected_by_hand_and_looked_at_before_it_is_stored(client: Client) -> None:
    file = "date;first;second\n" + "".join(f"{day};{n};{n * 2}\n" for n, day in enumerate(MONTHS))
    address, page = look(client, choose(client, file))
    assert "More than one column could be the value" in page
    assert 'value="store"' not in page
    page = client.post(address, posted(page, do="read", value="second")).content.decode()
    assert "Store 20 values" in page
    changed = client.post(address, posted(page, do="store", value="first")).content.decode()
    assert "look, then store" in changed
    assert not Observation.objects.exists()
    client.post(address, posted(changed, do="store"))
    assert list(Observation.objects.values_list("value", flat=True))[:3] == [0, 1, 2]


def test_a_column_that_nobody_wants_is_left_out(client: Client) -> None:
    address, page = look(client, choose(client, GOOD))
    page = client.post(address, posted(page, do="read", n="")).content.decode()
    client.post(address, posted(page, do="store"))
    assert Observation.objects.first().n is None


BAD = {
    "nan": ("2025-09-01,NaN\n", "Row 22"),
    "infinity": ("2025-09-01,inf\n", "Row 22"),
    "1066": ("1066-10-14,91\n", "1066"),
    "duplicate": ("2024-01-01,91\n", "Row 22 has the same time as row 2"),
    "formula": ("2025-09-01,=1+1\n", "formula"),
    "words": ("2025-09-01,about 5 🙂\n", "about 5 🙂"),
    "right to left": ("2025-09-01,חמש\n", "חמש"),
    "future": ("2031-09-01,91\n", "has not come yet"),
    "cases": ("2025-09-01,91,2.5\n", "is no number of cases"),
}


@pytest.mark.parametrize(("row", "words"), BAD.values(), ids=BAD)
def test_a_bad_row_stops_everything_until_it_is_left_out_by_a_persons_word(
    client: Client, row: str, words: str
) -> None:
    file = "".join(
        line if line.count(",") == 2 else line.replace("\n", ",\n") for line in (GOOD + row).splitlines(keepends=True)
    )
    address, page = look(client, choose(client, file))
    assert "1 row cannot be kept" in page
    assert words in page
    refused = client.post(address, posted(page, do="store")).content.decode()
    assert "Mend the file, or say that they are left out" in refused
    assert not Observation.objects.exists()
    assert not Definition.objects.exists()
    client.post(address, posted(page, do="store", leave_out="1"))
    assert Observation.objects.count() == 20


def test_mixed_decimal_marks_keep_nothing(client: Client) -> None:
    file = "date;value\n2024-01-01;1,5\n2024-02-01;2.5\n2024-03-01;3,5\n"
    _, page = look(client, choose(client, file))
    assert "No row of this file can be kept" in page or "cannot be kept" in page
    assert "decimal" in page.lower()


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("chart.png", b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "a picture (PNG)"),
        ("page.csv", b"<!doctype html><html></html>", "a web page (HTML)"),
        ("empty.csv", b"", "The file is empty"),
        ("zeros.csv", b"\0" * 500, ""),
    ],
)
def test_a_file_that_is_no_table_is_refused(client: Client, name: str, content: bytes, words: str) -> None:
    answer = choose(client, content, name)
    assert answer.status_code == 200
    assert words in errors_of(answer)
    assert 'class="errorlist"' in answer.content.decode()


def test_a_large_file_is_refused_by_its_size(client: Client) -> None:
    answer = choose(client, b"date,value\n" + b"2024-01-01,1\n" * 1_600_000)
    assert "limit of 20 MB. Split it into several files" in errors_of(answer)


def test_a_workbook_is_read(client: Client) -> None:
    book, buffer = openpyxl.Workbook(), io.BytesIO()
    book.active.append(["Month", "Value"])
    for n in range(8):
        book.active.append([datetime(2024, 1 + n, 1), 10 + n])  # noqa: DTZ001
    book.save(buffer)
    address, page = look(client, choose(client, buffer.getvalue(), "book.xlsx"))
    client.post(address, posted(page, do="store"))
    assert Observation.objects.count() == 8


def test_one_of_several_series_is_chosen(client: Client) -> None:
    file = "date,metric,value\n" + "".join(
        f"{day},{name},{n}\n" for n, day in enumerate(MONTHS) for name in ("Ann", "Bo")
    )
    address, page = look(client, choose(client, file))
    assert "This file holds 2 series" in page
    page = client.post(address, posted(page, do="read", series="Bo")).content.decode()
    client.post(address, posted(page, do="store"))
    assert Observation.objects.count() == 20


def test_a_waiting_file_is_its_owners_and_gone_after_a_day(
    settings: Any, client: Client, client_of: Callable[[Person], Client], team: Team
) -> None:
    address, _ = look(client, choose(client, GOOD))
    ben = client_of(someone("Ben", Role.MEMBER, team))
    assert ben.get(address)["Location"] == UPLOAD
    assert client.get(UPLOAD + "..secret.key/")["Location"] == UPLOAD
    assert client.get(UPLOAD + "..%2Fsecret.key/").status_code == 404
    old = (datetime.now(UTC) - timedelta(days=2)).timestamp()
    for path in (settings.DATA / "uploads").iterdir():
        os.utime(path, (old, old))
    look(client, choose(client, GOOD))
    assert client.get(address)["Location"] == UPLOAD
    assert len(list((settings.DATA / "uploads").iterdir())) == 2


def test_a_file_that_is_not_wanted_is_forgotten(settings: Any, client: Client) -> None:
    address, page = look(client, choose(client, GOOD))
    client.post(address, posted(page, do="forget"))
    assert not list((settings.DATA / "uploads").iterdir())


def test_what_is_asked_of_a_new_kpi_is_checked_with_the_file(client: Client, make_kpi: Callable[..., Kpi]) -> None:
    errors = errors_of(choose(client, GOOD, name=""))
    assert "Name the KPI" in errors
    assert "required" not in errors
    assert "can be read as" in errors_of(choose(client, GOOD, target="1,234"))
    make_kpi("Seen", [1.0])
    assert "Product keeps “Seen” already" in errors_of(choose(client, GOOD))
    assert "Choose the KPI, or name a new one" in errors_of(choose(client, GOOD, name=""))


def test_a_new_kpi_may_be_named_by_the_files_own_column(client: Client, make_kpi: Callable[..., Kpi]) -> None:
    make_kpi("Seen", [1.0])
    rows = "".join(f"Waiting,2026-0{month}-01,{month}\n" for month in range(1, 7))
    address, page = look(client, choose(client, f"metric,month,value\n{rows}".encode(), name=""))
    assert "6 values of Waiting" in page
    client.post(address, posted(page, do="store"))
    assert Kpi.objects.filter(definition__name="Waiting").exists()
    mixed = f"metric,month,value\n{rows}Other,2026-07-01,7\n".encode()
    assert "Choose the KPI, or name a new one" in errors_of(choose(client, mixed, name=""))


def test_the_published_monthly_figures_are_understood(client: Client) -> None:
    file = Path("../shared/data/nhs_ae_england_monthly.csv")
    if not file.exists():
        pytest.skip("The published figures are not beside this checkout (../shared/data).")
    address, page = look(client, choose(client, file.read_bytes(), file.name, target="95 %", red_line="below 95 %"))
    assert "Store 36 values" in page
    client.post(address, posted(page, do="store"))
    kpi = Kpi.objects.get()
    page = client.get(f"/w/product/kpis/{kpi.pk}/").content.decode()
    assert "before that: red line crossed in each of 36 months" in page
    assert "as it is built it never will" in page
    assert "Take the yearly season out" in page


def test_an_ambiguous_decimal_mark_is_chosen_before_anything_is_stored(client: Client) -> None:
    file = 'date,value\n2024-01-01,"1,123"\n2024-02-01,"1,234"\n'
    address, page = look(client, choose(client, file))
    assert "can be read as 1.123 or as 1123. Choose the decimal mark, and read it again." in page
    assert 'value="store"' not in page
    refused = client.post(address, posted(page, do="store")).content.decode()
    assert "Choose the decimal mark" in refused
    assert not Observation.objects.exists()
    page = client.post(address, posted(page, do="read", decimal=",")).content.decode()
    assert "Store 2 values" in page
    client.post(address, posted(page, do="store"))
    assert list(Observation.objects.values_list("value", flat=True)) == [1.123, 1.234]


def test_the_preview_shows_values_as_they_would_be_kept_and_the_format_of_dates(client: Client) -> None:
    _, page = look(client, choose(client, "date,value\n2024-01-01,90.04\n2024-02-01,1234.567\n"))
    assert re.search(r"<td class=\"num\">90.04</td>", page)
    assert "1,234.567" in page
    assert "<dt>Dates written</dt><dd>year-month-day</dd>" in page


def test_rows_outside_the_bounds_of_the_kpi_cannot_be_kept(client: Client, make_kpi: Callable[..., Kpi]) -> None:
    kpi = make_kpi("Seen", [90.5, 91.0])
    Definition.objects.update(upper_bound=100)
    file = "date,value\n2024-03-01,90\n2024-04-01,866\n"
    address, page = look(client, choose(client, file, kpi=str(kpi.pk), name=""))
    assert "866 % is more than the highest possible value, 100 %." in page
    client.post(address, posted(page, do="store"))
    assert kpi.series.observations.count() == 2
    client.post(address, posted(page, do="store", leave_out="1"))
    assert list(kpi.series.observations.values_list("value", flat=True)) == [90.5, 91.0, 90.0]


def test_from_its_own_page_a_kpi_is_given(client: Client, make_kpi: Callable[..., Kpi]) -> None:
    kpi = make_kpi("Seen", [90.5, 91.0], frequency=Frequency.WEEK)
    asked = client.get(f"{UPLOAD}?kpi={kpi.pk}").content.decode()
    assert "Name of the new KPI" not in asked
    file = SimpleUploadedFile("values.csv", GOOD.encode())
    assert "This field is required" in client.post(f"{UPLOAD}?kpi={kpi.pk}", {"kpi": "", "file": file}).content.decode()
    _, page = look(client, choose(client, GOOD, kpi=str(kpi.pk), name=""))
    assert "the weeks between stay empty" in page
    days = "date,value\n" + "".join(f"2024-01-{n:02},{n}\n" for n in range(1, 22))
    _, page = look(client, choose(client, days, kpi=str(kpi.pk), name=""))
    assert "several values for each week; what counts of them is the last one" in page


@pytest.mark.parametrize(
    ("address", "name"),
    [("{}/values.csv", "churn.csv"), ("values.csv", "product.csv"), ("values.parquet", "product.parquet")],
)
def test_what_was_exported_comes_in_again_without_a_question(
    client: Client, make_kpi: Callable[..., Kpi], address: str, name: str
) -> None:
    kpi, _ = make_kpi("Churn", [1.234, 2.345, 3.0]), make_kpi("Uptime", [99.0, 98.0])
    kpi.series.observations.update(note="-1 +1", n=7)
    answer = client.get(f"/w/product/kpis/{address.format(kpi.pk)}")
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[arg-type]
    address, page = look(client, choose(client, content, name, kpi=str(kpi.pk), name=""))
    assert "Store 3 values" in page
    shown = client.post(address, posted(page, do="store"), follow=True).content.decode()
    assert f"The 3 values of {name} were there already, unchanged." in shown


@pytest.mark.parametrize(
    ("target", "red_line", "words"),
    [
        ("95 %", "below 90 %", "Higher is better, because the red line lies below the target"),
        ("5 %", "above 8 %", "Lower is better, because the red line lies above the target"),
        ("at most 97 %", "above 98 %", "Lower is better, because the target says so"),
        ("40 to 60", "", "Within a range, because the target is a range"),
        ("", "below 2 or above 8", "Within a range, because the red line has two sides"),
        ("", "above 3", "Lower is better, because the red line says “above”"),
        ("95", "", "Higher is better, as nothing says otherwise"),
    ],
)
def test_the_preview_says_which_way_is_good_and_why(client: Client, target: str, red_line: str, words: str) -> None:
    _, page = look(client, choose(client, GOOD, target=target, red_line=red_line))
    assert f"<dt>Which way is good</dt><dd>{words}</dd>" in html.unescape(page)
    assert "Store 20 values" in page
    assert "Nothing was stored yet" not in page


def test_the_direction_target_and_red_line_are_corrected_before_anything_is_stored(client: Client) -> None:
    address, page = look(client, choose(client, GOOD, target="95 %", red_line="below 90 %"))
    assert "<dt>Target</dt><dd>at least 95 %</dd>" in page
    changed = posted(page, do="store", direction="lower", target="91 %", red_line="above 92 %")
    page = client.post(address, changed).content.decode()
    assert "look, then store" in page
    assert "<dt>Red line</dt><dd>above 92 %</dd>" in page
    client.post(address, posted(page, do="store"))
    kpi = Kpi.objects.select_related("definition").get()
    assert (kpi.definition.direction, kpi.target, kpi.red_lower, kpi.red_upper) == ("lower", 91, None, 92)


@pytest.mark.parametrize(("red_line", "why"), [("above 97 %", "rare for such a share"), ("95 %", "are both 95 %")])
def test_an_odd_pair_of_target_and_red_line_is_asked_about(client: Client, red_line: str, why: str) -> None:
    address, page = look(client, choose(client, GOOD, target="95 %", red_line=red_line))
    assert why in page
    assert "Say which way is good, and read it again." in page
    assert 'value="store"' not in page
    assert "Say which way is good" in client.post(address, posted(page, do="store")).content.decode()
    assert not Kpi.objects.exists()
    refused = client.post(address, posted(page, do="read", direction="higher", red_line="above 97 %")).content.decode()
    assert "is crossed on the good side" in refused
    page = client.post(address, posted(refused, do="read", red_line="below 90 %")).content.decode()
    assert "Nothing was stored yet" not in page
    client.post(address, posted(page, do="store"))
    assert Kpi.objects.get().red_lower == 90
    assert Definition.objects.get().direction == "higher"


def test_what_cannot_be_read_of_the_new_kpi_is_said_and_not_stored(client: Client) -> None:
    address, page = look(client, choose(client, GOOD, target="95 %"))
    refused = client.post(address, posted(page, do="read", target="as many as we can")).content.decode()
    assert "is not a number" in refused
    again = client.post(address, posted(refused, do="store"))
    assert again.status_code == 200
    assert not Kpi.objects.exists()


def test_a_definition_that_another_team_keeps_keeps_its_direction(client: Client, make_kpi: Callable[..., Kpi]) -> None:
    make_kpi("Seen", [90.5])
    support = Team.objects.create(name="Support")
    _, page = look(client, choose(client, GOOD, team=str(support.pk), target="95 %", red_line="above 97 %"))
    assert "Lower is better, as “Seen” is defined here" in page
    assert 'name="direction"' not in page


def two_teams(make_kpi: Callable[..., Kpi]) -> tuple[Kpi, Kpi]:
    """A definition that Product and Support keep, each with values of its own."""
    return make_kpi("Churn", [1.0, 2.0]), make_kpi("Churn", [7.0, 8.0], team=Team.objects.create(name="Support"))


def test_a_whole_export_of_two_teams_comes_in_again_for_each(client: Client, make_kpi: Callable[..., Kpi]) -> None:
    for kpi in two_teams(make_kpi):
        answer = client.get("/w/product/kpis/values.csv")
        content = b"".join(answer.streaming_content)  # type: ignore[arg-type]
        address, page = look(client, choose(client, content, "all.csv", kpi=str(kpi.pk), name=""))
        assert f"series “Churn ({kpi.team})”" in page
        assert '<option value="team" selected>team</option>' in page
        shown = client.post(address, posted(page, do="store"), follow=True).content.decode()
        assert "The 2 values of all.csv were there already, unchanged." in shown


def test_a_bad_row_of_another_series_is_not_in_the_way(client: Client, make_kpi: Callable[..., Kpi]) -> None:
    kpi, _ = two_teams(make_kpi)
    file = "date,team,value\n2024-03-01,Product,3\n2024-03-01,Support,many\n2024-04-01,Support,9\n"
    address, page = look(client, choose(client, file, kpi=str(kpi.pk), name=""))
    assert "1 value of Churn" in page
    assert "cannot be kept" not in page
    page = client.post(address, posted(page, do="read", series="Support")).content.decode()
    assert "Row 3 · value · Support" in page


def test_a_column_of_teams_can_be_passed_over(client: Client) -> None:
    file = "date,team,value\n2024-01-01,Blue,1\n2024-02-01,Red,2\n"
    address, page = look(client, choose(client, file))
    assert "This file holds 2 series" in page
    page = client.post(address, posted(page, do="read", team="")).content.decode()
    assert "Store 2 values" in page
    client.post(address, posted(page, do="store"))
    assert Observation.objects.count() == 2


TRUSTS = "period,org_code,attendances,within_4h_percent\n" + "".join(
    f"{day},{code},{1000 + n},{percent + n / 10}\n"
    for code, percent in (("R0A", 80), ("RX1", 90))
    for n, day in enumerate(MONTHS)
)


def test_a_column_that_tells_series_apart_is_found_and_the_right_one_is_read(client: Client) -> None:
    address, page = look(client, choose(client, TRUSTS, name="RX1"))
    assert "20 values of RX1" in page
    assert "series “RX1”" in page
    client.post(address, posted(page, do="store"))
    assert Observation.objects.order_by("time").first().value == 90


def test_which_series_is_asked_first_and_then_what_the_new_kpi_is_held_to(client: Client) -> None:
    address, page = look(client, choose(client, TRUSTS, target="95 %", red_line="below 90 %"))
    assert "This file holds 2 series" in page
    assert "The new KPI" not in page
    page = client.post(address, posted(page, do="read", series="R0A", direction="")).content.decode()
    assert '<option value="higher" selected>' in page
    assert "<dt>Red line</dt><dd>below 90 %</dd>" in page
    client.post(address, posted(page, do="store"))
    assert Observation.objects.order_by("time").first().value == 80


def test_rows_with_one_fault_are_told_together(client: Client) -> None:
    address, page = look(client, choose(client, TRUSTS, name="RX1"))
    page = client.post(address, posted(page, do="read", kpi="")).content.decode()
    assert "20 rows cannot be kept" in page
    assert "Rows 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33 and 8 more · period" in page
    assert page.count("has the same time as row") == 1
    assert "The first of them: row 22 has the same time as row 2." in page


def held(*rows: str) -> str:
    """A file of months with a target and a red line beside each value."""
    return "date,value,target,red line\n" + "".join(
        f"{day},91.5,{row}\n" for day, row in zip(MONTHS, rows, strict=False)
    )


def test_a_target_and_a_red_line_in_columns_of_the_file_are_proposed(client: Client) -> None:
    address, page = look(client, choose(client, held(*["95 %,below 90 %"] * 8)))
    assert "<dt>Target</dt><dd>at least 95 %</dd>" in page
    assert "<dt>Red line</dt><dd>below 90 %</dd>" in page
    assert "From the file’s own columns “target”, “red line”: target 95 %, red line below 90 %." in page
    client.post(address, posted(page, do="store"))
    assert (Kpi.objects.get().target, Kpi.objects.get().red_lower) == (95, 90)


def test_columns_whose_rows_differ_are_said_to_be_passed_over(client: Client, make_kpi: Callable[..., Kpi]) -> None:
    content = held(*["95,90"] * 4, *["96,90"] * 4)
    _, page = look(client, choose(client, content))
    assert "The column “target” was passed over: its rows do not say one thing." in page
    assert "<dt>Target</dt><dd>none</dd>" in page
    kpi = make_kpi("Churn", [1.0])
    _, page = look(client, choose(client, content, kpi=str(kpi.pk), name=""))
    assert "Passed over, as Churn has its own: “target”, “red line”." in html.unescape(page)
