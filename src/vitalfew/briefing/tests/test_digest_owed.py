"""What a digest says of who owes what, and of what is late for good."""

from datetime import timedelta
from typing import Any

from vitalfew.alerts.models import Breach
from vitalfew.briefing.digest.content import Digest, digest
from vitalfew.briefing.digest.mail import html_of, paragraphs_of
from vitalfew.briefing.tests.conftest import MONDAY, STEADY, WEEK

LAST, DAY = MONDAY - WEEK, timedelta(days=1)


def owed(found: Digest) -> list[tuple[str, str, str]]:
    sections = [section for section in found.sections if section.title == "Who owes what"]
    return [(line.word, line.headline, line.detail) for section in sections for line in section.lines]


def test_answers_about_what_stands_above_are_one_line_until_one_of_them_is_late(support: Any) -> None:
    for number in range(4):
        kpi = support.kpi(f"Response {number}", owner=support.ben, red_upper=200)
        support.values(kpi, [*STEADY, 230], now=MONDAY - timedelta(hours=1))
    Breach.objects.update(deadline=MONDAY + DAY)
    found = digest(support.ana, since=LAST, now=MONDAY)
    assert owed(found) == [
        ("Answers due, the first by Tuesday 17 November", "Four answers about what stands above", "Ben.")
    ]
    assert found.sections[-1].lines[0].path == "/w/product/breaches/"
    first = Breach.objects.order_by("pk")[0]
    Breach.objects.filter(pk=first.pk).update(deadline=MONDAY - DAY)
    assert owed(digest(support.ana, since=LAST, now=MONDAY)) == [
        ("Answer 1 day late", "Response 0: red line crossed", "Ben."),
        ("Answers due, the first by Tuesday 17 November", "Three answers about what stands above", "Ben."),
    ]


def test_what_stands_nowhere_above_is_named(support: Any) -> None:
    for number in range(10):
        kpi = support.kpi(f"Response {number}", owner=support.ben, red_upper=200)
        support.values(kpi, [*STEADY, 230], now=MONDAY - timedelta(hours=1))
    Breach.objects.update(deadline=MONDAY + DAY)
    headlines = [headline for _, headline, _ in owed(digest(support.ana, since=LAST, now=MONDAY))]
    assert headlines == [
        "Eight answers about what stands above", "Response 8: red line crossed", "Response 9: red line crossed",
    ]  # fmt: skip


def test_what_has_not_been_measured_for_a_year_says_how_it_ends(support: Any) -> None:
    kpi = support.kpi("Survey")
    support.values(kpi, STEADY, now=MONDAY - 60 * WEEK)
    Breach.objects.all().delete()
    (late,) = digest(support.ana, since=LAST, now=MONDAY).sections
    assert late.lines[0].detail == (
        "Nobody owns it. If nobody needs it any more, retire it: it is no longer listed then, and its values stay."
    )
    assert "retire" not in digest(support.ana, since=LAST, now=MONDAY - 20 * WEEK).sections[0].lines[0].detail


def test_in_the_html_a_number_stays_on_one_line_with_its_unit(support: Any) -> None:
    kpi = support.kpi("Response", owner=support.ben, red_upper=200)
    support.values(kpi, [*STEADY, 230], now=MONDAY - timedelta(hours=1))
    found = digest(support.ana, since=LAST, now=MONDAY)
    html = html_of(found, pictures={})
    assert "is over 200\N{NO-BREAK SPACE}ms<" in html
    assert "230 ms" not in html
    assert "230 ms" in "".join(paragraphs_of(found)), "what is read as plain text has plain spaces"
