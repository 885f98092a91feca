"""What stands in a digest."""

import re
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from vitalfew.alerts.models import Action, Breach
from vitalfew.briefing.digest.content import Digest, digest
from vitalfew.briefing.digest.mail import html_of, paragraphs_of, pictures_of
from vitalfew.briefing.tests.conftest import MONDAY, STEADY, WEEK
from vitalfew.briefing.today import today
from vitalfew.okrs.models import Cycle, KeyResult, Objective

LAST = MONDAY - WEEK


def of(person: Any, *, now: datetime = MONDAY) -> Digest:
    return digest(person, since=LAST, now=now)


def lines(found: Digest, title: str) -> list[tuple[str, str]]:
    return [
        (line.word, line.headline) for section in found.sections if section.title == title for line in section.lines
    ]


def test_an_empty_week_is_one_line(support: Any) -> None:
    kpi = support.kpi("Response", owner=support.ana)
    support.values(kpi, STEADY, now=LAST - timedelta(hours=1))
    support.values(kpi, [151], now=MONDAY - timedelta(hours=1))
    found = of(support.ana)
    assert found.is_empty
    assert found.headline == (
        "All calm: one KPI has a new value, none more than chance; "
        "nothing needs a decision, nothing is late, nobody owes anything"
    )
    assert found.asides == []


def test_what_crossed_its_red_line_this_week_is_new_and_next_week_is_not(support: Any) -> None:
    kpi = support.kpi("Response", owner=support.ana, red_upper=200, action="Roll back")
    support.values(kpi, STEADY, now=LAST - timedelta(hours=1))
    support.values(kpi, [230], now=MONDAY - timedelta(hours=1))
    found = of(support.ana)
    assert found.headline == "One thing needs a decision, and it is new"
    ((word, said),) = lines(found, "What needs a decision")
    assert (word[:4], word[-6:]) == ("Red ", " · new")
    assert said == "Response is over 200 ms"
    assert found.sections[0].lines[0].path == f"/w/product/kpis/{kpi.pk}/"
    assert found.sections[0].lines[0].measured == (
        "230 ms for the week of 9 Nov 2026; 150 ms on average in the 16 weeks before"
    )
    later = digest(support.ana, since=MONDAY, now=MONDAY + timedelta(days=1))
    assert [word.endswith("new") for word, _ in lines(later, "What needs a decision")] == [False]
    assert later.headline == "One thing needs a decision"


def test_a_real_change_is_told_apart_from_chance(support: Any) -> None:
    moved, still = support.kpi("Response"), support.kpi("Latency")
    for kpi in (moved, still):
        support.values(kpi, STEADY, now=LAST - timedelta(hours=1))
    support.values(moved, [*STEADY[5:], 165, 166, 167, 168, 169], now=MONDAY - timedelta(hours=1))
    support.values(still, [151], now=MONDAY - timedelta(hours=1))
    found = of(support.ana)
    ((word, said),) = lines(found, "What needs a decision")
    assert said == "Response rose, and it is a real change"
    assert word.endswith("new")
    assert (
        found.asides[0]
        == "One more KPI has a new value, and nothing in it is more than chance: nobody has to explain it."
    )


def test_what_still_needs_a_decision_is_not_counted_as_chance(support: Any) -> None:
    crossed, still = support.kpi("Response", red_upper=200), support.kpi("Latency")
    support.values(crossed, STEADY, now=LAST - timedelta(hours=2))
    support.values(crossed, [230], now=LAST - timedelta(hours=1))
    support.values(still, STEADY, now=LAST - timedelta(hours=1))
    support.values(crossed, [231], now=MONDAY - timedelta(hours=1))
    support.values(still, [151], now=MONDAY - timedelta(hours=1))
    found = of(support.ana)
    assert found.headline == "One thing needs a decision"
    assert found.asides[0].startswith("One more KPI has a new value, and nothing in it is more than chance")


def test_what_somebody_has_answered_needs_no_decision_while_it_lasts(support: Any) -> None:
    kpi = support.kpi("Response", owner=support.ana, red_upper=200)
    support.values(kpi, STEADY, now=LAST - timedelta(hours=1))
    support.values(kpi, [230], now=MONDAY - timedelta(hours=1))
    breach = Breach.objects.get()
    breach.acknowledge(by=support.ben, now=MONDAY)
    assert of(support.ana).headline == "One thing needs a decision, and it is new"
    assert "Ben acknowledged it on Monday 16 November." in of(support.ana).sections[0].lines[0].detail
    breach.respond(what="Rolled back", by=support.ben, now=MONDAY)
    for closing in (False, True):
        if closing:
            breach.close(by=support.ben, now=MONDAY)
        found, day = of(support.ana), today(now=MONDAY)
        assert found.headline == "Nothing needs a decision; one is answered and lasts"
        assert day.conclusion == "Nothing needs a decision; one is answered and lasts"
        assert (day.decisions, day.kpis[0].undecided, day.kpis[0].status) == ([], False, "red_line")
        ((word, said),) = lines(found, "Answered, and it lasts")
        assert (word, said) == ("Red line crossed · 1 week", "Response is over 200 ms")
        assert day.answered[0].hand == "Ben answered on Monday 16 November: Rolled back."
        assert found.sections[0].lines[0].detail == day.answered[0].hand
    support.values(kpi, [150], now=MONDAY + WEEK)
    support.values(kpi, [240], now=MONDAY + 2 * WEEK)
    assert today(now=MONDAY + 2 * WEEK).headline == "One thing needs a decision"


def test_an_answer_is_not_hidden_by_values_that_are_late(support: Any) -> None:
    kpi = support.kpi("Response", owner=support.ana, red_upper=200)
    support.values(kpi, STEADY, now=LAST - timedelta(hours=1))
    support.values(kpi, [230], now=MONDAY - timedelta(hours=1))
    breach = Breach.objects.get()
    breach.respond(what="Rolled back", by=support.ben, now=MONDAY)
    breach.close(by=support.ben, now=MONDAY)
    Breach.objects.create(kpi=kpi, kind="late", severity="day", opened_at=MONDAY, deadline=MONDAY, words="No data")
    (said,) = (each for each in of(support.ana).sections if each.title == "Answered, and it lasts")
    assert said.lines[0].detail == "Ben answered on Monday 16 November: Rolled back."
    assert today(now=MONDAY).answered[0].hand == said.lines[0].detail


def test_a_change_is_told_with_what_was_before_it_began(support: Any) -> None:
    kpi = support.kpi("Response")
    support.values(kpi, [*STEADY, 165, 166, 167, 168, 169], now=MONDAY - timedelta(hours=1))
    said = of(support.ana).sections[0].lines[0].measured
    assert said == "169 ms for the week of 9 Nov 2026; 150 ms on average in the 16 weeks before it began"


@pytest.mark.parametrize(
    ("count", "before"), [(36, ""), (29, ""), (28, "; 150 ms on average in the 2 weeks before it began")]
)
def test_nothing_is_said_of_before_where_it_began_before_the_sparkline(support: Any, count: int, before: str) -> None:
    kpi = support.kpi("Waits", red_upper=200)
    support.values(kpi, [150] * (36 - count) + [250] * count, now=MONDAY - timedelta(hours=1))
    ((word, _),) = lines(of(support.ana), "What needs a decision")
    assert word.startswith(f"Red line crossed · {count} weeks")
    assert of(support.ana).sections[0].lines[0].measured == f"250 ms for the week of 9 Nov 2026{before}"


def test_the_value_that_was_judged_is_told_and_what_has_come_so_far_beside_it(support: Any) -> None:
    kpi = support.kpi("Response", red_upper=200)
    support.values(kpi, STEADY, now=LAST - timedelta(hours=1))
    kpi.verdicts.update(state="watch")
    support.values(kpi, [*STEADY[2:], 31], now=MONDAY + WEEK)
    support.values(kpi, [150], now=MONDAY)
    ((word, said),) = lines(of(support.ana), "What changed")
    assert (word, said) == ("Settled", "Response: 150 ms")
    measured = of(support.ana).sections[0].lines[0].measured
    assert measured.startswith("150 ms for the week of 9 Nov 2026; 31 ms so far; 150 ms on average in the ")
    kpi = today(now=MONDAY).kpis[0]
    assert (kpi.value_shown, kpi.so_far) == ("150 ms", "31 ms so far")


def test_a_kpi_of_several_teams_is_named_with_its_team(support: Any) -> None:
    from vitalfew.accounts.models import Team

    kpi = support.kpi("Orders", owner=support.ana, red_upper=140)
    other = type(kpi).objects.create(
        definition=kpi.definition, team=Team.objects.create(name="Sales"), frequency="week"
    )
    support.values(kpi, STEADY, now=MONDAY - timedelta(hours=1))
    boss = support.person("Boss", team=None)
    Breach.objects.update(deadline=LAST)
    support.values(other, STEADY, now=MONDAY - 4 * WEEK)
    found = of(boss)
    ((_, said),) = lines(found, "What needs a decision")
    assert said == "Orders (Support) is over 140 ms"
    assert [said for _, said in lines(found, "What is late")] == ["Orders (Sales)"]
    assert ("Answer 7 days late", "Orders (Support): red line crossed") in lines(found, "Who owes what")
    assert today(now=MONDAY).decisions[0].headline == said
    type(other).objects.filter(pk=other.pk).update(retired_at=MONDAY)
    assert today(now=MONDAY).decisions[0].headline == "Orders is over 140 ms"


def test_it_says_since_when_as_its_reader_would(support: Any) -> None:
    hour_ago = MONDAY - timedelta(minutes=75)
    assert digest(support.ana, since=hour_ago, now=MONDAY).about == "Support · since 5:45 today"
    assert of(support.ana).about == "Support · since Monday 9 November"


def test_what_is_worth_watching_waits_for_the_digest_and_what_ceases_is_said(support: Any) -> None:
    kpi = support.kpi("Response")
    support.values(kpi, STEADY, now=LAST - timedelta(hours=1))
    reading = kpi.reading
    reading.refresh_from_db()
    kpi.verdicts.update(state="watch")
    support.values(kpi, [150], now=MONDAY - timedelta(hours=1))
    assert lines(of(support.ana), "What changed") == [("Settled", "Response: 150 ms")]
    kpi.verdicts.filter(judged_at__lt=LAST).update(state="steady")
    kpi.verdicts.filter(judged_at__gte=LAST).update(state="watch")
    type(reading).objects.update(state="watch", verdict_words="It may have moved.")
    assert lines(of(support.ana), "What changed") == [("Worth watching", "Response: 150 ms")]


def test_what_is_late_and_a_decision_is_one_line_with_both(support: Any) -> None:
    kpi = support.kpi("Response", owner=support.ana, red_upper=200)
    support.values(kpi, [*STEADY, 230], now=MONDAY - 4 * WEEK)
    breach = Breach.objects.get()
    found = of(support.ana)
    assert found.headline == "One thing needs a decision"
    assert lines(found, "What is late") == []
    assert found.sections[0].lines[0].headline == "Response was over 200 ms when it was last measured"
    assert found.sections[0].lines[0].detail.startswith("No data for 5 weeks. ")
    breach.respond(what="Rolled back", by=support.ben, now=MONDAY)
    found = of(support.ana)
    assert found.sections[0].lines[0].detail == (
        "No data for 5 weeks. Ben answered on Monday 16 November: Rolled back."
    )
    assert lines(found, "What is late") == []
    type(kpi.reading).objects.update(failing_since=MONDAY - WEEK, failing_why="It does not answer: wait.")
    assert [said for _, said in lines(of(support.ana), "What is late")] == ["Response"]


def test_history_that_nobody_was_told_of_is_late_only(support: Any) -> None:
    kpi = support.kpi("Response", owner=support.ana, red_upper=140)
    support.values(kpi, STEADY, now=MONDAY - 100 * WEEK)
    kpi.verdicts.update(judged_at=MONDAY - timedelta(hours=1))
    Breach.objects.all().delete()
    found = of(support.ana)
    assert found.headline == "Nothing needs a decision; one is late"
    assert [section.title for section in found.sections] == ["What is late"]
    detail = found.sections[0].lines[0].detail
    assert detail.startswith("Before that: red line crossed in each of 16 weeks. Owner: Ana. If nobody needs it any")


def test_what_is_late_and_who_owes_what(support: Any) -> None:
    kpi = support.kpi("Response", owner=support.ben)
    support.values(kpi, STEADY, now=MONDAY - 4 * WEEK)
    Action.objects.create(what="Call the vendor", who=support.ben, due=date(2026, 11, 12), kpi=kpi)
    Action.objects.create(what="Write it down", who=support.ana, due=date(2026, 11, 20))
    Breach.objects.create(kpi=kpi, kind="late", severity="now", opened_at=LAST, deadline=LAST, words="Late")
    found = of(support.ana)
    assert found.headline == "Nothing needs a decision; one is late"
    assert lines(found, "What is late") == [("No data for 5 weeks", "Response")]
    assert lines(found, "Who owes what") == [
        ("By 20 November", "Write it down"),
        ("Answer 7 days late", "Response: no new value"),
        ("4 days late", "Call the vendor"),
    ]
    action = Action.objects.get(what="Call the vendor")
    action.promise(breach=Breach.objects.get(), by=support.ben, now=MONDAY)
    owed = [("By 20 November", "Write it down"), ("4 days late", "Call the vendor")]
    assert lines(of(support.ana), "Who owes what") == owed
    action.finish()
    assert ("Answer 7 days late", "Response: no new value") in lines(of(support.ana), "Who owes what")


def test_sources_that_fail_for_one_cause_are_one_line_with_it(support: Any) -> None:
    def fail(name: str, why: str, **fields: Any) -> None:
        kpi = support.kpi(name, **fields)
        kpi.refresh()
        type(kpi.reading).objects.filter(kpi=kpi).update(failing_since=MONDAY - timedelta(hours=23), failing_why=why)

    for number in range(9):
        fail(f"Odd {number}", f"The query gives text {number} {'and more ' * 40}: select a number.")
    for name in ("Calls", "Chats", "Letters", "Mails"):
        fail(name, "db.example.org refuses the password: enter it anew.", owner=support.ana)
    found = of(support.ana)
    assert found.headline == "Nothing needs a decision; 13 are late"
    (late,) = (section for section in found.sections if section.title == "What is late")
    first, second = late.lines[:2]
    assert (first.word, first.headline) == ("Source failing for 23 hours", "Calls, Chats, Letters and one more")
    assert first.detail == "db.example.org refuses the password: enter it anew. Owner: Ana."
    assert (second.headline, second.detail) == (
        "Odd 0",
        f"The query gives text 0 {'and more ' * 30}and … Nobody owns it.",
    )
    board = "/w/product/board/?status=source_failing"
    assert (first.path, late.more, late.more_path) == (board, "And two more.", board)
    assert f'{board}">And two more.</a>' in html_of(found, pictures={})
    assert any(text.startswith("And two more. http") and text.endswith(board) for text in paragraphs_of(found))


def test_key_results_without_a_check_in_are_owed(support: Any) -> None:
    cycle = Cycle.objects.create(
        name="2026-Q4", start=date(2026, 10, 1), end=date(2026, 12, 31), state=Cycle.State.ACTIVE
    )
    aim = Objective.objects.create(title="Delight", team=support.team, cycle=cycle, owner=support.ana, state="active")
    KeyResult.objects.create(objective=aim, metric="Conversion", baseline=2, target=5)
    KeyResult.objects.create(objective=aim, metric="Asked in a survey", baseline=7, target=8, measured="quarter")
    assert lines(of(support.ana), "Who owes what") == [
        ("To check in", "One key result of yours has had no check-in for a week")
    ]
    assert lines(of(support.ben), "Who owes what") == []


def test_it_speaks_of_the_own_team_and_of_ones_own_kpis(support: Any) -> None:
    from vitalfew.accounts.models import Team

    sales = support.person("Sal", team=Team.objects.create(name="Sales"))
    boss = support.person("Boss", team=None)
    for name, owner in (("Response", None), ("Calls", sales)):
        kpi = support.kpi(name, owner=owner, red_upper=140)
        support.values(kpi, STEADY, now=MONDAY - timedelta(hours=1))
    seen = {
        person.name: {said.split(" is ")[0] for _, said in lines(of(person), "What needs a decision")}
        for person in (support.ana, sales, boss)
    }
    assert seen == {"Ana": {"Response", "Calls"}, "Sal": {"Calls"}, "Boss": {"Response", "Calls"}}


def test_the_number_of_statements_is_fixed(support: Any) -> None:
    def cost() -> int:
        with CaptureQueriesContext(
            connection,
        ) as asked:
            of(support.ana)
        return len(asked)

    def fill(count: int) -> None:
        for _ in range(count):
            kpi = support.kpi(f"KPI {support.kpi_number}", owner=support.ana, red_upper=200)
            support.kpi_number += 1
            support.values(kpi, STEADY, now=LAST - timedelta(hours=1))
            support.values(kpi, [230], now=MONDAY - timedelta(hours=1))
            Action.objects.create(what="Call", who=support.ben, due=date(2026, 11, 12), kpi=kpi)

    support.kpi_number = 1
    fill(2)
    few = cost()
    fill(10)
    assert cost() == few <= 20
    found = of(support.ana)
    assert found.sections[0].more == "And four more."


def test_the_html_leads_to_the_page_as_the_text_does(support: Any) -> None:
    html = html_of(of(support.ana), pictures={})
    assert re.search(r'<a href="[^"]+/w/product/digest/">The digest as a page</a>', html)


def test_the_advice_for_a_failing_source_is_not_cut_off(support: Any) -> None:
    why = f'The address answers with 404 ("{"not found here, " * 12}"): look at its path, then ask it again.'
    kpi = support.kpi("Response", owner=support.ana)
    support.values(kpi, STEADY, now=MONDAY - timedelta(hours=1))
    type(kpi.reading).objects.update(failing_since=MONDAY - timedelta(hours=3), failing_why=why)
    (line,) = next(each.lines for each in of(support.ana).sections if each.title == "What is late")
    assert "look at its path, then ask it again. Owner: Ana." in line.detail


def test_a_failing_source_is_late_and_needs_no_decision(support: Any) -> None:
    kpi = support.kpi("Response", red_upper=200)
    support.values(kpi, STEADY, now=MONDAY - timedelta(hours=1))
    type(kpi.reading).objects.update(failing_since=MONDAY - timedelta(minutes=3), failing_why="It is down: wait.")
    assert of(support.ana).headline == "Nothing needs a decision; one is late"
    assert today(now=MONDAY).headline == "Nothing needs a decision"


def test_nothing_that_people_wrote_is_markup(support: Any) -> None:
    evil = "<img src=x onerror=alert(1)>"
    support.team.name = support.workspace.name = evil
    kpi = support.kpi(evil, red_upper=140, action=evil, owner=support.ana)
    support.values(kpi, STEADY, now=MONDAY - timedelta(hours=1))
    Action.objects.create(what=f"{evil}\nBcc: all", who=support.ana, due=date(2026, 11, 12), kpi=kpi)
    found = of(support.ana)
    pictures = pictures_of(found)
    html = html_of(found, pictures=pictures)
    assert "<img src=x" not in html
    assert "&lt;img src=x" in html
    assert "<script" not in html
    assert "http-equiv" not in html
    assert any(evil in text for text in paragraphs_of(found))


def test_sparklines_are_png_where_resvg_is_and_words_where_it_is_not(support: Any, monkeypatch: Any) -> None:
    kpi = support.kpi("Response", red_upper=140)
    support.values(kpi, STEADY, now=MONDAY - timedelta(hours=1))
    found = of(support.ana)
    monkeypatch.setattr("vitalfew.charts.png.find_spec", lambda name: None)
    assert pictures_of(found) == {}
    assert "cid:" not in html_of(found, pictures={})
    monkeypatch.undo()
    pytest.importorskip("resvg_py")
    ((name, drawn),) = pictures_of(found).items()
    assert drawn.startswith("iVBORw0KGgo")
    assert f'src="cid:{name}"' in html_of(found, pictures={name: drawn})
