"""Whom the check-in asks for what, what it says of the rest, and what two people at once see."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from vitalfew.accounts.history import undo
from vitalfew.accounts.models import Change, ChangedRow, Person, Role
from vitalfew.kpis.actions import Value, store
from vitalfew.kpis.models import Origin
from vitalfew.okrs.models import CheckIn, KeyResult, Objective
from vitalfew.okrs.rounds.checking_in import check_in
from vitalfew.okrs.rounds.opened import round_of
from vitalfew.okrs.tests.world import World
from vitalfew.web.checkin.tests.test_checkin import PAGE, Sign, page, said


def last_round(world: World) -> datetime:
    """A moment in the round before this one."""
    return round_of(world.objective, now=timezone.now()).opens - timedelta(days=1)


def steady(world: World, *, confidence: int = 7) -> KeyResult:
    """A collected key result that has not moved since it was checked in on in the round before."""
    key_result = world.key_results["loading"]
    check_in(key_result=key_result, by=world.ben, now=last_round(world), confidence=confidence)
    return key_result


def seen_on(text: str, key_result: KeyResult) -> str:
    found = re.search(rf'name="kr{key_result.pk}-seen" value="([^"]+)"', text)
    assert found
    return found[1]


def test_a_collected_value_that_did_not_move_is_confirmed_with_the_others_in_one_line(
    world: World, as_person: Sign
) -> None:
    key_result, ben = steady(world), as_person("Ben")
    text = page(ben)
    assert "One collected value did not move." in text
    assert f'id="row-{key_result.pk}"' not in text
    [mark] = re.findall(r'name="together" value="([^"]+)"', text)
    answer = ben.post(f"{PAGE}confirm/", {"together": mark})
    assert (answer.status_code, CheckIn.objects.count()) == (200, 2)
    assert "One collected value confirmed." in " ".join(answer.content.decode().split())
    assert [c.confidence for c in CheckIn.objects.all()] == [7, 7]
    undo(Change.objects.get(summary="Confirmed one collected value that did not move"), by=world.ben)
    assert CheckIn.objects.count() == 1


def test_the_plain_form_confirms_them_too_and_keeps_what_was_typed(world: World, as_person: Sign) -> None:
    steady(world)
    ben = as_person("Ben")
    [mark] = re.findall(r'name="together" value="([^"]+)"', page(ben))
    data = said(world, "engagement", value="5.6", confidence="8")
    assert ben.post(PAGE, {**data, "together": mark}).status_code == 302
    assert CheckIn.objects.count() == 2
    CheckIn.objects.filter(key_result=world.key_results["engagement"]).delete()
    assert ben.post(PAGE, {**data, "together": mark, "confirm": "1"}).status_code == 302
    assert CheckIn.objects.filter(key_result=world.key_results["loading"]).count() == 2
    assert Change.objects.first().summary == "Checked in on two key results"


def test_one_that_moved_is_asked_for_by_itself(world: World, as_person: Sign) -> None:
    key_result = steady(world)
    now = timezone.now()
    store(points=[(key_result.series_id, Value(now, 1.7))], origin=Origin.API, by=None, now=now)
    text = page(as_person("Ben"))
    assert "did not move" not in text
    assert f'id="row-{key_result.pk}"' in text


def test_what_moved_before_it_was_confirmed_is_shown_instead(world: World, as_person: Sign) -> None:
    key_result, ben = steady(world), as_person("Ben")
    [mark] = re.findall(r'name="together" value="([^"]+)"', page(ben))
    now = timezone.now()
    store(points=[(key_result.series_id, Value(now, 1.7))], origin=Origin.API, by=None, now=now)
    answer = ben.post(f"{PAGE}confirm/", {"together": mark})
    assert answer.status_code == 409
    assert "Meanwhile its value became 1.7 s." in answer.content.decode()
    assert CheckIn.objects.count() == 1
    assert ben.post(f"{PAGE}confirm/", {"together": "x"}).status_code == 404


def test_what_anybody_said_in_this_round_is_not_asked_again(world: World, as_person: Sign) -> None:
    now = timezone.now()
    check_in(key_result=world.key_results["conversion"], by=world.people["Cem"], now=now, value=3.3, confidence=5)
    ben = as_person("Ben")
    text = page(ben)
    assert text.count('id="row-') == 2
    assert "One key result is answered in this round; it is asked again from " in text
    assert "Cem checked in on " in text
    assert page(ben, f"{PAGE}?all=1").count('id="row-') == 3
    for which in ("loading", "engagement"):
        check_in(key_result=world.key_results[which], by=world.ben, now=now, confidence=5)
    assert "Nothing more is asked in this round." in page(ben)


def test_a_quarterly_survey_is_not_asked_every_week(world: World, as_person: Sign) -> None:
    KeyResult.objects.filter(pk=world.key_results["engagement"].pk).update(measured="quarter")
    text = page(as_person("Ben"))
    assert text.count('id="row-') == 2
    assert "One key result is not due; it is asked again from " in text
    assert "measured quarterly · asked again from " in text


def test_somebody_who_was_quicker_is_shown_and_a_second_time_keeps_both(world: World, as_person: Sign) -> None:
    key_result, ben = world.key_results["conversion"], as_person("Ben")
    seen = seen_on(page(ben), key_result)
    check_in(key_result=key_result, by=world.people["Cem"], now=timezone.now(), value=4.3, confidence=7)
    mine = said(world, "conversion", value="3.4", confidence="2", note="One page is out.")
    answer = ben.post(f"{PAGE}{key_result.pk}/", mine | said(world, "conversion", seen=seen))
    text = " ".join(answer.content.decode().split())
    assert answer.status_code == 409
    assert "Cem said 7 of 10 and 4.3 %, less than a minute ago. Say it again to keep yours too" in text
    assert 'value="3.4"' in text
    assert "One page is out." in text
    assert CheckIn.objects.count() == 1
    again = ben.post(f"{PAGE}{key_result.pk}/", mine | said(world, "conversion", seen=seen_on(text, key_result)))
    assert again.status_code == 200
    kept = [(str(c.by), c.confidence, c.observation.value) for c in CheckIn.objects.all()]
    assert kept == [("Ben", 2, 3.4), ("Cem", 7, 4.3)]


def test_in_the_plain_form_too_what_was_said_meanwhile_is_shown_and_nothing_is_lost(
    world: World, as_person: Sign
) -> None:
    key_result, ben = world.key_results["conversion"], as_person("Ben")
    seen = seen_on(page(ben), key_result)
    check_in(key_result=key_result, by=world.people["Cem"], now=timezone.now(), value=4.3, confidence=7)
    mine = said(world, "conversion", value="3.4", confidence="2", seen=seen)
    answer = ben.post(PAGE, mine)
    text = " ".join(answer.content.decode().split())
    assert "Cem said 7 of 10 and 4.3 %" in text
    assert text.index(f'id="row-{key_result.pk}"') < text.index("Cem said")
    assert ben.post(PAGE, mine | said(world, "conversion", seen=seen_on(text, key_result))).status_code == 302
    assert CheckIn.objects.count() == 2


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"state": "draft"}, "is a draft: put it to work first."),
        ({"state": "dropped"}, "was dropped: nobody checks in on it any more."),
        ({"cycle": "draft"}, "has not begun yet."),
        ({"cycle": "closed"}, "is closed: its objectives, check-ins and scores stay as they are."),
    ],
)
def test_what_nobody_is_asked_about_says_why(world: World, as_person: Sign, change: dict, words: str) -> None:
    key_result, ben = world.key_results["conversion"], as_person("Ben")
    if "cycle" in change:
        type(world.cycle).objects.filter(pk=world.cycle.pk).update(state=change["cycle"])
    else:
        Objective.objects.update(state=change["state"])
    answer = ben.post(f"{PAGE}{key_result.pk}/", said(world, "conversion", confidence="5"))
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert words in page(ben, f"{PAGE}?objective={world.objective.pk}")
    assert words in ben.post(PAGE, said(world, "conversion", confidence="5")).content.decode()
    assert not CheckIn.objects.exists()


def test_after_the_cycle_has_ended_its_last_values_are_taken(world: World, as_person: Sign) -> None:
    long_ago = timezone.localdate() - timedelta(days=30)
    type(world.cycle).objects.filter(pk=world.cycle.pk).update(end=long_ago)
    key_result, ben = world.key_results["conversion"], as_person("Ben")
    found = page(ben)
    assert "Three key results belong to Q4 2026, which ended on" in found
    assert "last values may be given until it is closed." in found
    everything = page(ben, f"{PAGE}?all=1")
    assert everything.count("counts for the end of Q4 2026") == 3
    assert "Q4 2026 ended on" in everything
    assert (
        ben.post(f"{PAGE}{key_result.pk}/", said(world, "conversion", value="4.4", confidence="9")).status_code == 200
    )
    assert CheckIn.objects.get().observation.time.date() == long_ago


def test_what_stops_for_a_stalled_key_result_is_kept_on_its_objective(world: World, as_person: Sign) -> None:
    key_result, ben = world.key_results["conversion"], as_person("Ben")
    assert page(ben).count("What are we stopping so that it gets attention?") == 1
    ben.post(f"{PAGE}{key_result.pk}/", said(world, "conversion", value="3.1", stops="The weekly newsletter."))
    kept = Objective.objects.get(pk=world.objective.pk).stops
    assert kept == "The redesign of the desktop start page.\nThe weekly newsletter."
    undo(Change.objects.get(), by=world.ben)
    assert Objective.objects.get(pk=world.objective.pk).stops == "The redesign of the desktop start page."


def everybody(world: World, *, seconds: int) -> None:
    for who, which in (("Ana", "conversion"), ("Ben", "loading"), ("Cem", "engagement")):
        key_result = world.key_results[which]
        check_in(
            key_result=key_result, by=world.people[who], now=timezone.now(), confidence=5, seconds=seconds
        )  # fmt: skip


def test_minutes_are_told_as_the_teams_total_beside_what_would_do(world: World, as_person: Sign) -> None:
    everybody(world, seconds=240)
    sentence = "The team spent 12 minutes on check-ins this week; 2 would do"
    assert sentence in page(as_person("Dana"), f"{PAGE}?team=1")
    assert sentence in page(as_person("Ana"), f"/w/product/teams/{world.team.pk}/")


def test_minutes_are_never_told_of_a_person(world: World, as_person: Sign) -> None:
    for which in ("conversion", "loading"):
        key_result = world.key_results[which]
        check_in(key_result=key_result, by=world.ben, now=timezone.now(), confidence=5, seconds=251)
    check_in(
        key_result=world.key_results["engagement"], by=world.ana, now=timezone.now(), confidence=5, seconds=251
    )  # fmt: skip
    Person.objects.filter(pk=world.ana.pk).update(role=Role.ADMIN)
    ana = as_person("Ana")
    assert "minute" not in page(ana, f"{PAGE}?team=1")
    told = [
        page(ana, f"/w/product/{place}")
        for place in ("history/", f"people/{world.ben.pk}/", f"teams/{world.team.pk}/", "change/")
    ]
    assert not any("251" in text or "minutes on check-ins" in text for text in told)
    assert all("seconds" not in (row.after or {}) for row in ChangedRow.objects.filter(model="okrs.CheckIn"))


def test_where_minutes_are_switched_off_none_are_stored_and_none_are_measured(world: World, as_person: Sign) -> None:
    Person.objects.filter(pk=world.ana.pk).update(role=Role.ADMIN)
    ana, ben = as_person("Ana"), as_person("Ben")
    assert "data-counts" in page(ben)
    form = {"name": "Product", "zone": "UTC", "rules": "level"}
    assert ana.post("/w/product/settings/", form).status_code == 302
    assert "data-counts" not in page(ben)
    key_result = world.key_results["conversion"]
    ben.post(f"{PAGE}{key_result.pk}/", said(world, "conversion", confidence="5", seconds="12"))
    assert CheckIn.objects.get().seconds is None
    assert ana.post("/w/product/settings/", {**form, "counts_minutes": "on"}).status_code == 302
    ben.post(f"{PAGE}{key_result.pk}/", said(world, "conversion", confidence="5", seconds="12"))
    assert CheckIn.objects.first().seconds == 12


@pytest.mark.parametrize(("sent", "kept"), [("12", 12), ("99999", 600), ("0", None), ("-4", None), ("1e3", None)])
def test_seconds_are_taken_as_far_as_they_can_be_true(
    world: World, as_person: Callable[[str], Client], sent: str, kept: int | None
) -> None:
    key_result = world.key_results["conversion"]
    data = said(world, "conversion", confidence="5", seconds=sent)
    assert as_person("Ben").post(f"{PAGE}{key_result.pk}/", data).status_code == 200
    assert CheckIn.objects.get().seconds == kept
