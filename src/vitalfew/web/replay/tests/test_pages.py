"""What a KPI or a file would have alarmed, as it is and with other settings, on the pages."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from vitalfew.accounts.models import Change, Person, Role
from vitalfew.kpis.models import Observation
from vitalfew.web.kpis.tests.records import someone

VALUES = [5.0, 5.4, 4.8, 5.2, 4.6, 5.0, 5.6, 4.8, 5.2, 5.0, 4.6, 5.4, 5.0, 6.2, 5.0, 4.8, 6.4, 6.6, 5.0, 5.2]
MONTHS = [f"20{24 + n // 12}-{n % 12 + 1:02}-01" for n in range(20)]
FILE = "date,value\n" + "".join(f"{day},{value}\n" for day, value in zip(MONTHS, VALUES, strict=True))


@pytest.fixture(autouse=True)
def _own_folder(settings: Any, tmp_path: Path) -> None:
    settings.DATA = tmp_path


@pytest.fixture
def kpi(make_kpi: Callable[..., Any]) -> Any:
    """Twenty months of churn; its red line was crossed in March, June and July 2025."""
    return make_kpi("Churn", VALUES, red_upper=6.0)


def page(client: Client, path: str, **asked: str) -> str:
    answer = client.get(path, asked)
    assert answer.status_code == 200
    return answer.content.decode()


def counts(text: str) -> dict[str, list[str]]:
    """The table: what is counted, and its columns."""
    table = text.partition("<tbody>")[2].partition("</tbody>")[0].replace("\N{NO-BREAK SPACE}", " ")
    rows = re.findall(r"<tr><th>(.*?)</th>(.*?)</tr>", table)
    return {name: re.findall(r'<td class="num">(.*?)</td>', cells) for name, cells in rows}


def test_a_kpi_as_it_is_stands_alone(client: Client, kpi: Any) -> None:
    text = page(client, f"/w/product/kpis/{kpi.pk}/replay/")
    assert counts(text)["Told at once"] == ["2 (1.2 a year)"]
    assert counts(text)["A board is red, months"] == ["3 (1.8 a year)"]
    assert "3 (1.8\N{NO-BREAK SPACE}a\N{NO-BREAK SPACE}year)" in text
    assert "Red line above 6 %" in text
    assert "Changed" not in text
    assert (
        "As it is, the owner would have been told twice before the digest: of 2 crossed red lines. "
        "A board would have looked worse 10 times and have turned red twice; no real change for the worse was shown."
        in text
    )
    assert "February 2025" in text


def test_another_red_line_stands_beside_it_before_anything_is_saved(client: Client, kpi: Any) -> None:
    changes = Change.objects.count()
    text = page(client, f"/w/product/kpis/{kpi.pk}/replay/", red_line="above 6 %", in_a_row="2", rules="level")
    assert counts(text)["Told at once"] == ["2 (1.2 a year)", "1 (0.6 a year)"]
    assert "two months in a row" in text
    assert "red_in_a_row=2" in text
    kpi.refresh_from_db()
    assert kpi.red_in_a_row == 1
    assert Change.objects.count() == changes


def test_another_rule_set_is_tried_and_says_where_it_is_chosen(client: Client, kpi: Any) -> None:
    text = page(client, f"/w/product/kpis/{kpi.pk}/replay/", red_line="above 6 %", in_a_row="1", rules="nhs")
    assert len(counts(text)["Only in the digest"]) == 2
    assert "chosen for the whole workspace" in text


def test_the_form_of_the_kpi_asks_with_what_is_not_saved(client: Client, kpi: Any) -> None:
    form = page(client, f"/w/product/kpis/{kpi.pk}/edit/")
    assert f'formaction="/w/product/kpis/{kpi.pk}/replay/asked/"' in form
    sent = {"red_line": "above 5.5 %", "red_in_a_row": "2", "name": "X" * 500}
    answer = client.post(f"/w/product/kpis/{kpi.pk}/replay/asked/", sent)
    assert answer.status_code == 302
    assert answer["Location"].endswith("/replay/?red_line=above+5.5+%25&in_a_row=2")
    assert "above 5.5 %" in page(client, answer["Location"])


def test_what_was_tried_comes_back_into_the_form_of_the_kpi(client: Client, kpi: Any) -> None:
    form = page(client, f"/w/product/kpis/{kpi.pk}/edit/", red_line="above 7 %", red_in_a_row="2")
    assert 'value="above 7 %"' in form
    assert re.search(r'name="red_in_a_row" value="2"', form)


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"red_line": "above five"}, "Red line"),
        ({"red_line": "above 6 ms"}, "Write it in %"),
        ({"red_line": "above 1e305"}, "Red line"),
        ({"red_line": "above 6", "in_a_row": "99"}, "Periods in a row"),
        ({"red_line": "x" * 100}, "Red line"),
        ({"red_line": "6", "rules": "tarot"}, "Rule set"),
    ],
)
def test_what_cannot_be_read_is_said_beside_what_holds(
    client: Client, kpi: Any, asked: dict[str, str], words: str
) -> None:
    text = page(client, f"/w/product/kpis/{kpi.pk}/replay/", **asked)
    assert words in text.partition('class="problems"')[2].partition("</div>")[0]
    assert counts(text)["Told at once"] == ["2 (1.2 a year)"]


def test_a_red_line_on_the_good_side_is_told(client: Client, kpi: Any) -> None:
    address, good = f"/w/product/kpis/{kpi.pk}/replay/", "is crossed on the good side, for lower is better"
    assert good not in page(client, address)
    assert f"Changed: The red line “below 5 %” {good}" in page(client, address, red_line="below 5 %")


def test_a_target_that_moves_is_said_to_be_left_out(client: Client, make_kpi: Callable[..., Any]) -> None:
    moving = make_kpi("Churn", VALUES, red_upper=6.0, course=[["2024-01-01", 5.5], ["2026-12-31", 4.0]])
    assert "moves over time and is left out here" in page(client, f"/w/product/kpis/{moving.pk}/replay/")
    still = make_kpi("Refunds", VALUES, red_upper=6.0)
    assert "left out here" not in page(client, f"/w/product/kpis/{still.pk}/replay/")


def test_without_values_there_is_nothing_to_replay(client: Client, make_kpi: Callable[..., Any]) -> None:
    assert "No period of this KPI is over yet" in page(client, f"/w/product/kpis/{make_kpi().pk}/replay/")


def test_the_page_of_a_kpi_leads_to_it(client: Client, kpi: Any) -> None:
    assert f'href="/w/product/kpis/{kpi.pk}/replay/"' in page(client, f"/w/product/kpis/{kpi.pk}/")


def upload(client: Client, content: str, name: str = "history.csv") -> str:
    answer = client.post("/w/product/replay/", {"file": SimpleUploadedFile(name, content.encode())})
    assert answer.status_code == 302, answer.content.decode()
    return str(answer["Location"])


def test_a_file_is_replayed_without_a_kpi(client: Client, ana: Person) -> None:
    path = upload(client, FILE)
    assert counts(page(client, path))["Told at once"] == ["0"]
    text = page(client, path, red_line="above 6", in_a_row="1", rules="level", target="at most 5.5", time="date")
    assert counts(text)["Told at once"] == ["2 (1.2 a year)"]
    assert not Observation.objects.exists()


def test_one_of_several_series_is_chosen(client: Client, ana: Person) -> None:
    rows = [f"{day},{name},{value}\n" for name in ("A", "B") for day, value in zip(MONTHS, VALUES, strict=True)]
    path = upload(client, "date,kpi,value\n" + "".join(rows))
    assert "Choose one of them below" in page(client, path)
    text = page(client, path, series="B", red_line="above 6", rules="level")
    assert counts(text)["Told at once"] == ["2 (1.2 a year)"]


def test_a_file_that_is_no_table_is_refused(client: Client, ana: Person) -> None:
    answer = client.post("/w/product/replay/", {"file": SimpleUploadedFile("a.csv", b"\x00\x01")})
    assert answer.status_code == 200
    assert "problems" in answer.content.decode()


def test_a_file_of_somebody_else_is_not_there(client: Client, client_of: Callable[[Any], Client], ana: Person) -> None:
    path = upload(client, FILE)
    other = client_of(someone("Ben", Role.MEMBER, ana.team))
    assert other.get(path)["Location"] == "/w/product/replay/"


def test_who_only_reads_may_try_settings_and_uploads_nothing(
    client_of: Callable[[Any], Client], kpi: Any, ana: Person
) -> None:
    reader = client_of(someone("Rita", Role.VIEWER, ana.team))
    assert "edit/?" not in page(reader, f"/w/product/kpis/{kpi.pk}/replay/", red_line="above 7 %")
    assert reader.get("/w/product/replay/").status_code == 403


def test_an_administrator_is_led_to_the_rule_sets(client_of: Callable[[Any], Client], kpi: Any, ana: Person) -> None:
    text = page(
        client_of(someone("Ada", Role.ADMIN)), f"/w/product/kpis/{kpi.pk}/replay/", red_line="above 6", rules="nhs"
    )
    assert 'href="/w/product/settings/"' in text


MOVED = [5.0, 5.4, 4.8, 5.2, 4.6, 5.0, 5.6, 4.8, 5.2, 5.0, 4.6, 5.4] * 2
UP_AND_DOWN = [*MOVED, *(value + 3 for value in MOVED[:12]), *(value - 3 for value in MOVED[:12])]


def test_real_changes_differ_by_shape_and_words(client: Client, make_kpi: Callable[..., Any]) -> None:
    kpi = make_kpi("Churn", UP_AND_DOWN, frequency="week")
    text = page(client, f"/w/product/kpis/{kpi.pk}/replay/")
    assert counts(text)["Real changes for the worse"] == ["1"]
    assert counts(text)["Real changes for the better"] == ["1"]
    (strip,) = re.findall(r"<svg(?:(?!</svg>).)*wide-as-t.*?</svg>", text, re.DOTALL)
    changes = strip.partition(">Real changes</text>")[2]
    assert re.findall(r'<path class="(\w+)" d="[^"]*"><title>', changes) == ["worse", "better"]
    said = text.partition("What really changed")[2].partition("</details>")[0]
    assert said.index("status better") < said.index("Went down, for the better") < said.index("status worse")
    assert "Went up, for the worse" in said


def test_what_held_before_the_two_years_is_no_new_change(client: Client, make_kpi: Callable[..., Any]) -> None:
    kpi = make_kpi("Churn", [*MOVED, *(value + 3 for value in MOVED * 5)], frequency="week")
    text = page(client, f"/w/product/kpis/{kpi.pk}/replay/")
    assert "104 weeks" in text
    assert counts(text)["Real changes for the worse"] == ["0"]
    assert "no new real change for the worse was shown" in text
    said = text.partition("What really changed")[2].partition("</details>")[0]
    assert "Went up, for the worse; known before these periods, so no new change" in said
    assert "Nothing new that a steady process would not do by itself." in said


@pytest.mark.parametrize(("frequency", "count", "shown"), [("month", 33, "24 months"), ("week", 130, "104 weeks")])
def test_two_years_are_counted_in_whole_periods(
    client: Client, make_kpi: Callable[..., Any], frequency: str, count: int, shown: str
) -> None:
    kpi = make_kpi("Churn", [5.0 + n % 4 / 10 for n in range(count)], frequency=frequency)
    assert shown in page(client, f"/w/product/kpis/{kpi.pk}/replay/")
