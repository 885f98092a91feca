"""What a person says of themselves: public holidays, days away, and the links that open their check-ins."""

from datetime import UTC, datetime, timedelta
from html import unescape

import pytest
from django.utils import timezone

from vitalfew.accounts.models import Absence, Change, Person
from vitalfew.notices.models import Notice
from vitalfew.okrs.models import RoundLink
from vitalfew.okrs.rounds.links import EndedLink, link_to, meant, path_of

PAGE = "/w/product/you/"


def says(answer) -> str:
    return unescape(answer.content.decode())


@pytest.mark.parametrize(
    ("typed", "kept"), [("DE", "DE"), ("de-by", "DE-BY"), ("Germany", "DE"), ("gb-sct", "GB-SCT"), ("", "")]
)
def test_public_holidays_are_kept_by_their_code(product, typed, kept):
    product.cem_browses.post(PAGE, {"name": "Cem", "zone": "Europe/Berlin", "holidays": typed})
    assert Person.objects.get(pk=product.cem.pk).holidays == kept


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("XX", "“XX” is no country whose holidays are known. Write a code such as DE"),
        ("Germny", "Did you mean DE (Germany)"),
        ("GB-BY", "“BY” is no region of United Kingdom. Write one of: GB-ENG, GB-NIR, GB-SCT, GB-WLS."),
        ("<b>", "“<b>” is no country"),
    ],
)
def test_an_unknown_code_is_refused_with_what_would_do(product, typed, said):
    answer = product.cem_browses.post(PAGE, {"name": "Cem", "zone": "UTC", "holidays": typed})
    assert said in says(answer)
    assert Person.objects.get(pk=product.cem.pk).holidays == ""


def test_days_away_are_added_removed_and_undone(product):
    first = timezone.now().date() + timedelta(days=3)
    days = {"first": first.isoformat(), "last": (first + timedelta(days=4)).isoformat()}
    page = says(product.cem_browses.post(f"{PAGE}away/", days, follow=True))
    assert "You are away from" in page
    absence = Absence.objects.get()
    assert (absence.person, absence.first) == (product.cem, first)
    again = product.cem_browses.post(f"{PAGE}away/", {"first": absence.last.isoformat(), "last": "2040-01-01"})
    assert "is kept already; choose days that do not overlap" in again.content.decode()
    assert Absence.objects.count() == 1
    product.cem_browses.post(f"{PAGE}away/{absence.pk}/remove/")
    assert not Absence.objects.exists()
    product.cem_browses.post(f"/w/product/history/{Change.objects.first().pk}/undo/")
    assert Absence.objects.get().first == first


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        ("2026-12-24", "2026-12-23", "This is before it begins (24 Dec 2026)."),
        ("", "2026-12-23", "Say from when."),
        ("2026-12-24", "x", "Enter a valid date."),
    ],
)
def test_days_away_that_make_no_sense_are_refused_at_the_field(product, first, last, said):
    answer = product.cem_browses.post(f"{PAGE}away/", {"first": first, "last": last})
    assert said in says(answer)
    assert not Absence.objects.exists()


def test_days_away_are_ones_own(product):
    day = timezone.now().date()
    absence = Absence.objects.create(person=product.ben, first=day, last=day)
    assert product.cem_browses.post(f"{PAGE}away/{absence.pk}/remove/").status_code == 404
    assert "Remove" not in says(product.cem_browses.get(PAGE))


def test_an_open_link_is_listed_and_ended(product):
    now = timezone.now()
    link = link_to(product.cem, day=now.date(), now=now)
    token = path_of(link).strip("/").split("/")[-1]
    assert "End this link" in says(product.cem_browses.get(PAGE))
    assert "End this link" not in says(product.ben_browses.get(PAGE))
    assert product.ben_browses.post(f"{PAGE}links/{link.pk}/end/").status_code == 404
    assert meant(token, now=now) == link
    product.cem_browses.post(f"{PAGE}links/{link.pk}/end/")
    with pytest.raises(EndedLink):
        meant(token, now=now)
    assert "End this link" not in says(product.cem_browses.get(PAGE))


def test_only_admins_undo_the_end_of_anothers_link(product):
    link = link_to(product.cem, day=timezone.now().date(), now=timezone.now())
    product.cem_browses.post(f"{PAGE}links/{link.pk}/end/")
    undo = f"/w/product/history/{Change.objects.first().pk}/undo/"
    product.ben_browses.post(undo)
    assert RoundLink.objects.get().revoked_at is not None


def test_a_link_ends_when_its_person_leaves_and_stays_ended_when_they_come_back(product):
    now = timezone.now()
    link = link_to(product.cem, day=now.date(), now=now)
    token = path_of(link).strip("/").split("/")[-1]
    product.ana_browses.post(f"/w/product/people/{product.cem.pk}/remove/")
    Person.objects.filter(pk=product.cem.pk).update(left_at=None)
    with pytest.raises(EndedLink):
        meant(token, now=now)


def test_a_team_says_on_which_day_it_checks_in(product):
    page = f"/w/product/teams/{product.ana.team.pk}/"
    assert "Check-ins are due on" in says(product.ben_browses.get(page))
    product.ben_browses.post(page, {"name": "Product", "sprint_weeks": "2", "checkin_day": "1", "weekly_form": "on"})
    product.ana.team.refresh_from_db()
    assert (product.ana.team.checkin_day, product.ana.team.weekly_form) == (1, True)
    answer = product.ben_browses.post(page, {"name": "Product", "sprint_weeks": "2", "checkin_day": "7"})
    assert "valid choice" in says(answer)
    assert datetime(2026, 11, 24, tzinfo=UTC).weekday() == 1


def test_what_waits_for_the_old_zones_morning_is_looked_at_again(product):
    later = timezone.now() + timedelta(days=2)
    Notice.objects.create(person=product.cem, key="breach:1:1", subject="Later", send_after=later, created_at=later)
    product.cem_browses.post(PAGE, {"name": "Cem", "zone": "Pacific/Auckland", "holidays": ""})
    assert Notice.objects.get().send_after <= timezone.now()
