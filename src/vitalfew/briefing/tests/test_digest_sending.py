"""When digests go out, to whom, and that they do so once."""

from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import pytest
from django.test import Client

from vitalfew.alerts.models import Breach
from vitalfew.briefing.digest.sending import send_digests
from vitalfew.briefing.tests.conftest import MONDAY, STEADY, WEEK, sent
from vitalfew.notices.models import Notice, Wishes
from vitalfew.notices.mornings import last_morning

DAYS = (0, 1, 2, 3, 4)
BERLIN, NEW_YORK = ZoneInfo("Europe/Berlin"), ZoneInfo("America/New_York")
HOUR = timedelta(hours=1)


def told(support: Any, now: datetime) -> set[str]:
    """Who gets one now."""
    before = set(Notice.objects.values_list("pk", flat=True))
    count = send_digests(workspace=support.workspace, now=now)
    new = Notice.objects.exclude(pk__in=before)
    assert count == len(new)
    return {notice.person.name for notice in new}


@pytest.fixture
def watching(support: Any) -> Any:
    kpi = support.kpi("Response", red_upper=140)
    support.values(kpi, STEADY, now=MONDAY - HOUR)
    return support


@pytest.mark.parametrize(
    ("now", "zone", "morning"),
    [
        # Summer time ends in Berlin on 25 October 2026 and begins on 29 March; in New York on 1 November and 8 March.
        (datetime(2026, 10, 19, 5, tzinfo=UTC), BERLIN, datetime(2026, 10, 19, 5, tzinfo=UTC)),
        (datetime(2026, 10, 26, 5, 59, tzinfo=UTC), BERLIN, datetime(2026, 10, 19, 5, tzinfo=UTC)),
        (datetime(2026, 10, 26, 6, tzinfo=UTC), BERLIN, datetime(2026, 10, 26, 6, tzinfo=UTC)),
        (datetime(2026, 3, 30, 5, tzinfo=UTC), BERLIN, datetime(2026, 3, 30, 5, tzinfo=UTC)),
        (datetime(2026, 11, 2, 11, 59, tzinfo=UTC), NEW_YORK, datetime(2026, 10, 26, 11, tzinfo=UTC)),
        (datetime(2026, 11, 2, 12, tzinfo=UTC), NEW_YORK, datetime(2026, 11, 2, 12, tzinfo=UTC)),
        (datetime(2026, 3, 9, 11, tzinfo=UTC), NEW_YORK, datetime(2026, 3, 9, 11, tzinfo=UTC)),
        (datetime(2026, 11, 15, 18, tzinfo=UTC), ZoneInfo("Pacific/Auckland"), datetime(2026, 11, 15, 18, tzinfo=UTC)),
        (
            datetime(2026, 11, 16, 1, 30, tzinfo=UTC),
            ZoneInfo("Asia/Kolkata"),
            datetime(2026, 11, 16, 1, 30, tzinfo=UTC),
        ),
    ],
)
def test_monday_morning_is_where_the_reader_is(now: datetime, zone: ZoneInfo, morning: datetime) -> None:
    assert last_morning(now, every="weekly", days=DAYS, zone=zone) == morning


def test_the_week_begins_with_the_first_working_day_and_daily_means_on_working_days() -> None:
    sunday = datetime(2026, 11, 22, 12, tzinfo=UTC)
    given: Any = {"now": sunday, "zone": ZoneInfo("UTC")}
    assert last_morning(every="weekly", days=(2, 3), **given) == datetime(2026, 11, 18, 7, tzinfo=UTC)
    assert last_morning(every="daily", days=DAYS, **given) == datetime(2026, 11, 20, 7, tzinfo=UTC)
    assert last_morning(every="daily", days=(), **given) == datetime(2026, 11, 22, 7, tzinfo=UTC)


def test_each_is_told_on_their_own_monday_morning_once(watching: Any) -> None:
    watching.ben.zone = "America/New_York"
    watching.ben.save()
    found = {hour: told(watching, MONDAY + hour * HOUR) for hour in range(-1, 30)}
    assert {hour: who for hour, who in found.items() if who} == {0: {"Ana"}, 5: {"Ben"}}
    assert told(watching, MONDAY + WEEK) == {"Ana"}


def test_daily_and_never_are_kept(watching: Any) -> None:
    Wishes.objects.create(person=watching.ana, digest="never")
    Wishes.objects.create(person=watching.ben, digest="daily")
    days = [told(watching, MONDAY + timedelta(days=day)) for day in range(7)]
    assert days == [{"Ben"}] * 5 + [set()] * 2


def test_who_cannot_sign_in_is_not_told(watching: Any) -> None:
    from vitalfew.accounts.models import Person

    Person.objects.create(email="new@example.org", name="New", team=watching.team)
    watching.ana.left_at = MONDAY
    watching.ana.save()
    watching.ben.user.is_active = False
    watching.ben.user.save()
    assert told(watching, MONDAY) == set()


def test_samples_send_none_nor_do_workspaces_where_nothing_is_watched(support: Any) -> None:
    assert told(support, MONDAY) == set()
    support.values(support.kpi("Response"), STEADY, now=MONDAY - HOUR)
    support.workspace.is_sample = True
    assert told(support, MONDAY) == set()
    support.workspace.is_sample = False
    assert told(support, MONDAY) == {"Ana", "Ben"}


def test_after_a_pause_the_next_one_speaks_of_all_the_time(watching: Any) -> None:
    assert "Ana" in told(watching, MONDAY)
    assert told(watching, MONDAY + WEEK + timedelta(days=2)) == set()
    assert "Ana" in told(watching, MONDAY + 2 * WEEK)
    last = Notice.objects.filter(person=watching.ana).order_by("-created_at")[0]
    assert "since Monday 16 November" in last.paragraphs[0]


def test_one_that_cannot_be_written_holds_up_no_other(watching: Any, monkeypatch: Any) -> None:
    from vitalfew.briefing.digest import sending

    whole = sending.digest

    def broken(person: Any, **given: Any) -> Any:
        if person == watching.ana:
            raise ValueError("broken")
        return whole(person, **given)

    monkeypatch.setattr(sending, "digest", broken)
    assert told(watching, MONDAY) == {"Ben"}


def test_the_mail_has_html_pictures_plain_text_and_a_way_to_end_it(watching: Any, post: Any) -> None:
    Wishes.objects.create(person=watching.ben, digest="never")
    send_digests(workspace=watching.workspace, now=MONDAY)
    assert sent(now=MONDAY) == 1
    assert sent(now=MONDAY + HOUR) == 0
    (mail,) = post.mails
    assert mail["Subject"] == "Product: One thing needs a decision, and it is new"
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    plain, page = mail.get_body(("plain",)).get_content(), mail.get_body(("html",)).get_content()
    assert "▼ Red line" in plain
    assert "/kpis/" in plain
    assert "WHAT NEEDS A DECISION" in plain
    assert "<h1 style" in page
    assert "No more digests: http" in plain
    assert '">No more digests</a>' in page
    assert "No more such mails" not in plain + page
    assert "prefers-color-scheme" in page
    pictures = [part for part in mail.walk() if part.get_content_type() == "image/png"]
    assert len(pictures) == page.count("cid:")
    Client().post(mail["List-Unsubscribe"].strip("<>"), {"List-Unsubscribe": "One-Click"})
    wishes = Wishes.objects.get(person=watching.ana)
    assert (wishes.digest, wishes.mail) == ("never", True)
    assert told(watching, MONDAY + WEEK) == set()


def test_what_the_digest_says_with_its_answer_is_not_said_again_below_it(support: Any, post: Any) -> None:
    for person in (support.ana, support.ben):
        Wishes.objects.create(person=person)
    kpi = support.kpi("Response", owner=support.ana)
    support.values(kpi, STEADY, now=MONDAY - WEEK - HOUR)
    support.values(kpi, [*STEADY, *[163] * 8], now=MONDAY - HOUR / 2)
    unsent = Notice.objects.get(packed_at=None)
    assert unsent.person == support.ana
    assert told(support, MONDAY) == {"Ana", "Ben"}
    assert sent(now=MONDAY) == 2
    mails = {mail["To"].partition("@")[0]: mail for mail in post.mails}
    assert mails["ana"]["Subject"] == "Product: One thing needs a decision, and it is new"
    plain, page = (mails["ana"].get_body((kind,)).get_content() for kind in ("plain", "html"))
    assert plain.count("I have it in hand: http") == page.count("I have it in hand") == 1
    assert "in hand: http" not in mails["ben"].get_body(("plain",)).get_content()
    path = urlsplit(next(line for line in plain.splitlines() if line.startswith("I have it")).split()[-1]).path
    assert b"Response" in Client().get(path).content
    Client().post(path)
    assert Breach.objects.get().acknowledged_by == support.ana
    assert told(support, MONDAY + WEEK) == {"Ana", "Ben"}
    assert "in hand: http" not in "\n".join(Notice.objects.order_by("-pk")[0].paragraphs)
