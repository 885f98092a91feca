"""Checking in by the plain form, and row by row."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from vitalfew.accounts.history import undo
from vitalfew.accounts.models import Change
from vitalfew.alerts.models import Action
from vitalfew.kpis.models import Definition
from vitalfew.okrs.course.stand_ins import stand_in
from vitalfew.okrs.models import CheckIn, KeyResult, Objective, Standing
from vitalfew.okrs.rounds.checking_in import Promise, check_in
from vitalfew.okrs.tests.world import World, build

Sign = Callable[[str], Client]
PAGE = "/w/product/checkin/"


def field(world: World, which: str, name: str) -> str:
    return f"kr{world.key_results[which].pk}-{name}"


def said(world: World, which: str, **fields: object) -> dict[str, object]:
    return {field(world, which, name): value for name, value in fields.items()}


def page(client: Client, address: str = PAGE) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_each_is_asked_for_what_they_own(world: World, as_person: Sign) -> None:
    found = page(as_person("Ben"))
    assert found.count('id="row-') == 3
    assert "three key results" in found
    assert f'name="{field(world, "engagement", "value")}"' in found
    assert f'name="{field(world, "loading", "value")}"' not in found
    assert "from the KPI Loading time, p75" in found
    assert "You owe no check-in" in page(as_person("Ana"))
    assert page(as_person("Ana"), f"{PAGE}?team=1").count('id="row-') == 3
    assert page(as_person("Cem"), f"{PAGE}?objective={world.objective.pk}").count('id="row-') == 3


def test_a_stalled_key_result_asks_what_stops(world: World, as_person: Sign) -> None:
    assert page(as_person("Ben")).count("What are we stopping so that it gets attention?") == 1


def test_the_plain_form_keeps_what_was_said_as_one_change_and_leaves_the_rest(world: World, as_person: Sign) -> None:
    ben = as_person("Ben")
    data = said(world, "engagement", value="5,6", confidence="8") | said(world, "conversion", note="One page is out.")
    answer = ben.post(PAGE, data)
    assert answer.status_code == 302
    assert {(str(c.key_result), c.confidence, c.note) for c in CheckIn.objects.all()} == {
        ("Mobile engagement", 8, ""),
        ("Mobile conversion", None, "One page is out."),
    }
    assert Standing.objects.get(key_result=world.key_results["engagement"]).value == 5.6
    assert "Checked in on two key results" in page(ben)
    undo(Change.objects.get(), by=world.ben)
    assert not CheckIn.objects.exists()
    assert Standing.objects.get(key_result=world.key_results["engagement"]).value == 5.1


def test_a_form_that_says_nothing_keeps_nothing(world: World, as_person: Sign) -> None:
    ben = as_person("Ben")
    for which in world.key_results:
        check_in(key_result=world.key_results[which], by=world.ben, now=timezone.now(), confidence=7)
    count = CheckIn.objects.count()
    data = said(world, "engagement", value="", confidence="7") | said(world, "loading", confidence="7")
    assert ben.post(PAGE, data).status_code == 302
    assert CheckIn.objects.count() == count


def test_an_error_stands_in_its_row_and_saves_nothing(world: World, as_person: Sign) -> None:
    data = said(world, "engagement", value="plenty") | said(world, "conversion", value="3.4", note="Up.")
    answer = as_person("Ben").post(PAGE, data)
    text = " ".join(answer.content.decode().split())
    assert answer.status_code == 200
    assert text.count('class="checkin-row wrong"') == 1
    assert "“plenty” is not a number. Write one like 3.1." in text
    assert 'value="3.4"' in text
    assert not CheckIn.objects.exists()


def test_a_row_is_saved_by_itself_and_answers_as_it_stands_now(world: World, as_person: Sign) -> None:
    pk = world.key_results["engagement"].pk
    answer = as_person("Ben").post(f"{PAGE}{pk}/", said(world, "engagement", value="5.6 min a session", confidence="8"))
    text = " ".join(answer.content.decode().split())
    assert answer.status_code == 200
    assert text.startswith(f'<li class="checkin-row" id="row-{pk}"')
    assert "was 5.6 min a session on " in text
    change = Change.objects.get()
    assert f"/w/product/history/{change.pk}/undo/" in text or f"{change.pk}" in text
    assert str(change) == "Checked in on Mobile engagement"


def test_a_confidence_that_stays_is_said_anew(world: World, as_person: Sign) -> None:
    key_result = world.key_results["loading"]
    check_in(key_result=key_result, by=world.ben, now=timezone.now() - timedelta(days=7), confidence=7)
    answer = as_person("Ben").post(f"{PAGE}{key_result.pk}/", said(world, "loading", confidence="7"))
    assert answer.status_code == 200
    assert [c.confidence for c in CheckIn.objects.all()] == [7, 7]


@pytest.mark.parametrize(
    ("which", "given", "words"),
    [
        ("engagement", {"value": "1,234"}, "can be read in two ways"),
        ("engagement", {}, "Nothing was said"),
        ("engagement", {"confidence": "11"}, "Select a valid choice"),
        ("engagement", {"what": "Ask five people", "who": "", "due": ""}, "Say who does it; one person."),
        ("engagement", {"confidence": "5", "what": "Ask", "who": "1", "due": "soon"}, "Enter a valid date"),
    ],
)
def test_a_row_that_cannot_be_says_why(world: World, as_person: Sign, which: str, given: dict, words: str) -> None:
    pk = world.key_results[which].pk
    answer = as_person("Ben").post(f"{PAGE}{pk}/", said(world, which, **given))
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not CheckIn.objects.exists()


def test_a_value_beyond_the_bounds_of_what_it_measures_is_refused_in_its_row(world: World, as_person: Sign) -> None:
    engagement = world.key_results["engagement"]
    Definition.objects.create(
        name=engagement.metric.upper(), unit=engagement.unit, lower_bound=0.0, upper_bound=60.0
    )  # fmt: skip
    words = f"66 {engagement.unit} is more than the highest possible value, 60 {engagement.unit}."
    ben, data = as_person("Ben"), said(world, "engagement", value="66") | said(world, "conversion", value="3.4")
    whole, one = ben.post(PAGE, data), ben.post(f"{PAGE}{engagement.pk}/", said(world, "engagement", value="66"))
    assert (whole.status_code, one.status_code) == (200, 422)
    assert words in whole.content.decode()
    assert words in one.content.decode()
    assert not CheckIn.objects.exists()
    assert ben.post(PAGE, data | said(world, "engagement", value="6")).status_code == 302


def test_a_share_of_more_than_everything_is_asked_about_once(world: World, as_person: Sign) -> None:
    key_result, ben = world.key_results["conversion"], as_person("Ben")
    path, said_now = f"{PAGE}{key_result.pk}/", said(world, "conversion", value="120", confidence="7")
    answer = ben.post(path, said_now)
    assert answer.status_code == 422
    row = answer.content.decode()
    assert "120 % is more than 100 %. If it is meant, save it once more; nothing is kept yet." in row
    assert f'name="kr{key_result.pk}-sure" value="120"' in row
    assert ben.post(path, said_now | said(world, "conversion", value="130", sure="120")).status_code == 422
    assert ben.post(path, said_now | said(world, "conversion", sure="120")).status_code == 200
    assert CheckIn.objects.get().observation.value == 120


def test_a_member_may_check_in_for_somebody_and_promise_for_them(world: World, as_person: Sign) -> None:
    cem = world.people["Cem"]
    given = said(
        world, "conversion", value="3.3", confidence="10", what="Ask five people", who=cem.pk, due="2026-12-01"
    )
    answer = as_person("Cem").post(f"{PAGE}?objective={world.objective.pk}", given)
    assert answer.status_code == 302
    made = CheckIn.objects.get()
    assert (made.by, made.confidence, made.action.who, made.observation.value) == (cem, 10, cem, 3.3)


def test_a_promise_that_is_not_done_is_met_again(world: World, as_person: Sign) -> None:
    engagement, now = world.key_results["engagement"], timezone.now()
    for ago, what, days in ((3, "Call the bank", -3), (2, "Write it down", 4)):
        promise = Promise(what, world.ben, (now + timedelta(days=days)).date())
        check_in(key_result=engagement, by=world.ana, now=now - timedelta(days=ago), confidence=5, promise=promise)
    asked = page(as_person("Ana"), f"{PAGE}?objective={world.objective.pk}")
    late, due = (f"{day.day} {day:%B}" for day in ((now + timedelta(days=days)).date() for days in (-3, 4)))
    assert f"Promised by Ben for {late}, 3 days late: Call the bank" in asked
    assert f"Promised by Ben for {due}: Write it down" in asked
    Action.objects.update(done_at=now)
    assert "Promised by" not in page(as_person("Ana"), f"{PAGE}?objective={world.objective.pk}")


def test_a_row_says_what_stands_in_for_its_value_and_from_where_on_it_is_a_success(
    world: World, as_person: Sign
) -> None:
    now, engagement = timezone.now(), world.key_results["engagement"]
    until = (now + timedelta(days=7)).date()
    stand_in(key_result=engagement, value=6.5, reason="the export is broken", until=until, by=world.ben, now=now)
    asked = page(as_person("Ana"), f"{PAGE}?objective={world.objective.pk}")
    assert f"6.5 min a session stands in for 5.1 until {until.day} {until:%B}: the export is broken" in asked
    assert "was 6.5" not in asked
    for kind, words in (
        ("aspirational", "success from 0.7 of the way"),
        ("committed", "success is the whole way"),
        ("learning", "success is an answer"),
    ):
        Objective.objects.filter(pk=world.objective.pk).update(kind=kind)
        assert words in page(as_person("Ana"), f"{PAGE}?objective={world.objective.pk}")


def test_a_viewer_reads_the_check_in_and_says_nothing(world: World, as_person: Sign) -> None:
    dana = as_person("Dana")
    assert "<fieldset" not in page(dana, f"{PAGE}?team=1")
    assert dana.post(PAGE, {}).status_code == 403
    assert dana.post(f"{PAGE}{world.key_results['loading'].pk}/", {}).status_code == 403


def test_other_workspaces_and_what_is_private_to_others_are_404(world: World, as_person: Sign) -> None:
    build(now=world.now, slug="other", name="Other")
    pk = world.key_results["engagement"].pk
    ben = as_person("Ben")
    assert ben.post(f"/w/other/checkin/{pk}/", {f"kr{pk}-confidence": "5"}).status_code == 404
    assert ben.get(f"/w/other/checkin/?objective={world.objective.pk}").status_code == 404
    assert ben.get(f"{PAGE}?objective=99999").status_code == 404
    Objective.objects.update(private=True, owner=world.ana)
    assert ben.post(f"{PAGE}{pk}/", {f"kr{pk}-confidence": "5"}).status_code == 404
    assert ben.get(f"{PAGE}?objective={world.objective.pk}").status_code == 404
    assert ben.post(PAGE, {f"kr{pk}-confidence": "5"}).status_code == 302
    assert not CheckIn.objects.exists()


def test_the_page_takes_a_fixed_number_of_statements(
    world: World, as_person: Sign, django_assert_max_num_queries
) -> None:
    ben = as_person("Ben")
    page(ben)
    with django_assert_max_num_queries(14) as few:
        page(ben)
    for number in range(15):
        made = KeyResult.objects.create(objective=world.objective, metric=f"More {number}", baseline=0, target=9)
        check_in(key_result=made, by=world.ben, now=timezone.now(), value=1, confidence=5)
    with django_assert_max_num_queries(len(few)):
        assert page(ben, f"{PAGE}?all=1").count('id="row-') == 18
    for number in range(15, 25):
        KeyResult.objects.create(objective=world.objective, metric=f"More {number}", baseline=0, target=9)
    assert "28 key results" in page(ben, f"{PAGE}?all=1")
    assert page(ben, f"{PAGE}?all=1&page=2").count('id="row-') == 8


def test_actions_are_added_done_and_opened_again(world: World, as_person: Sign) -> None:
    ben, today = as_person("Ben"), timezone.now().date()
    ben.post("/w/product/actions/", {"what": "Profile the routes", "who": world.ben.pk, "due": today.isoformat()})
    action = Action.objects.get()
    text = page(ben, "/w/product/actions/")
    assert "One action open, none late" in text
    assert "by today" in text
    ben.post(f"/w/product/actions/{action.pk}/done/")
    assert "Profile the routes" in page(ben, "/w/product/actions/?done=1")
    assert "Nothing is promised" in page(ben, "/w/product/actions/")
    ben.post(f"/w/product/actions/{action.pk}/reopen/")
    assert Action.objects.get().done_at is None
    undo(Change.objects.first(), by=world.ben)
    assert Action.objects.get().done_at is not None


def test_late_actions_say_so_and_where_they_come_from(world: World, as_person: Sign) -> None:
    today = timezone.now().date()
    Action.objects.create(
        what="Call", who=world.ana, due=today - timedelta(days=3), kpi=world.kpis["API response time"]
    )
    Action.objects.create(what="Write", who=world.ben, due=today + timedelta(days=30))
    text = page(as_person("Dana"), "/w/product/actions/")
    assert "<h1>One of two actions is late</h1>" in text
    assert "three days late" in text
    assert "from the KPI" in text
    assert "Add an action" not in text
    assert "Call" not in page(as_person("Ben"), "/w/product/actions/?of=mine").split("Add an action")[0]


def test_an_action_needs_one_person_and_viewers_add_none(world: World, as_person: Sign) -> None:
    answer = as_person("Ben").post("/w/product/actions/", {"what": "Call", "who": "", "due": "2026-12-01"})
    assert "Say who does it; one person." in answer.content.decode()
    assert as_person("Dana").post("/w/product/actions/", {"what": "Call"}).status_code == 403
    build(now=world.now, slug="other", name="Other")
    made = Action.objects.create(what="Call", who=world.ana, due=timezone.now().date())
    assert as_person("Ben").post(f"/w/other/actions/{made.pk}/done/").status_code == 404
