"""Dated steps, moved targets, values that stand in, weights, helpers and teams, as a browser sends and shows them."""

from collections.abc import Callable
from datetime import date, timedelta
from html import unescape

import pytest
from django.test import Client

from vitalfew.accounts.history import undo
from vitalfew.accounts.models import Change, Team
from vitalfew.okrs.models import KeyResult, Objective, Override, Standing, Step, TargetChange
from vitalfew.okrs.tests.world import World

Sign = Callable[[str], Client]
AT = "/w/product/change/results"


def fields(one: KeyResult, **more: object) -> dict[str, object]:
    kept = {"metric": one.metric, "baseline": one.baseline, "target": one.target, "unit": one.unit}
    return {**kept, "measured": one.measured, **{name.replace("__", "-"): value for name, value in more.items()}}


def seen(client: Client, address: str) -> str:
    return unescape(client.get(address).content.decode())


@pytest.fixture
def engagement(world: World) -> KeyResult:
    return world.key_results["engagement"]


def test_moving_the_target_asks_why_and_stays_on_the_chart(
    world: World, as_person: Sign, engagement: KeyResult
) -> None:
    ben, address = as_person("Ben"), f"{AT}/{engagement.pk}/edit/"
    assert "Why are its start or its target moved?" in seen(ben, address)
    refused = ben.post(address, fields(engagement, target="6"))
    assert "say why its start or its target is moved" in unescape(refused.content.decode())
    assert KeyResult.objects.get(pk=engagement.pk).target == 8
    ben.post(address, fields(engagement, target="6", reason="Half the team left"))
    change = TargetChange.objects.get()
    assert (change.target_before, change.target, change.by) == (8, 6, world.ben)
    page = seen(ben, f"{AT}/{engagement.pk}/")
    assert "the target moved from 8 to 6 min a session" in page
    assert "Half the team left" in page
    assert 'class="moved"' in page
    undo(Change.objects.latest("pk"), by=world.ben)
    assert KeyResult.objects.get(pk=engagement.pk).target == 8
    assert "the target moved" not in seen(ben, f"{AT}/{engagement.pk}/")


def test_what_was_moved_says_so_in_the_objectives_form_too(
    world: World, as_person: Sign, engagement: KeyResult
) -> None:
    one = world.objective
    data: dict[str, object] = {
        "title": one.title, "team": one.team_id, "cycle": one.cycle_id, "owner": one.owner_id, "rhythm": one.rhythm,
    }  # fmt: skip
    for each in one.key_results.all():
        data |= {f"kr{each.pk}-{name}": value for name, value in fields(each).items()}
    data[f"kr{engagement.pk}-target"] = "6"
    answer = as_person("Ben").post(f"/w/product/change/{one.pk}/edit/", data)
    assert "say why its start or its target is moved" in unescape(answer.content.decode())
    data[f"kr{engagement.pk}-reason"] = "Half the team left"
    assert as_person("Ben").post(f"/w/product/change/{one.pk}/edit/", data).status_code == 302
    assert TargetChange.objects.get().reason == "Half the team left"


def test_a_draft_is_changed_without_a_reason(world: World, as_person: Sign, engagement: KeyResult) -> None:
    Objective.objects.filter(pk=world.objective.pk).update(state="draft")
    as_person("Ben").post(f"{AT}/{engagement.pk}/edit/", fields(engagement, target="6"))
    assert KeyResult.objects.get(pk=engagement.pk).target == 6
    assert not TargetChange.objects.exists()


def test_dated_steps_are_written_changed_and_drawn(world: World, as_person: Sign, engagement: KeyResult) -> None:
    ben, address = as_person("Ben"), f"{AT}/{engagement.pk}/edit/"
    by = world.cycle.start + timedelta(weeks=11)
    ben.post(address, fields(engagement, step0__by=by.isoformat(), step0__value="4"))
    assert [(step.by, step.value) for step in Step.objects.all()] == [(by, 4)]
    assert Standing.objects.get(key_result=engagement).pace_points[0][1] == pytest.approx(0.2)
    page = seen(ben, address)
    assert f'value="{by.isoformat()}"' in page
    assert "the pace follows its dated steps" in seen(ben, f"{AT}/{engagement.pk}/")
    assert f"<dt>Dated steps</dt><dd>4 min a session by {by.day} {by:%B}.</dd>" in seen(ben, f"{AT}/{engagement.pk}/")
    ben.post(address, fields(engagement))
    assert not Step.objects.exists()


@pytest.mark.parametrize(
    ("given", "problem"),
    [
        ({"step0__by": "2031-01-01", "step0__value": "4"}, "choose a day within it"),
        ({"step0__by": "soon", "step0__value": "4"}, "Enter a valid date."),
        ({"step0__value": "4"}, "Say by when, as a date."),
        ({"step0__by": "{day}", "step0__value": "9"}, "It goes from 3 to 8; a step lies between the two."),
        ({"step0__by": "{day}", "step0__value": "fast"}, "“fast” is not a number"),
        (
            {"step0__by": "{day}", "step0__value": "4", "step1__by": "{day}", "step1__value": "5"},
            "Another step has this day",
        ),
    ],
)
def test_a_step_that_cannot_be_says_so_at_its_field(
    world: World, as_person: Sign, engagement: KeyResult, given: dict[str, str], problem: str
) -> None:
    day = (world.cycle.start + timedelta(weeks=11)).isoformat()
    typed = {name: value.format(day=day) for name, value in given.items()}
    answer = as_person("Ben").post(f"{AT}/{engagement.pk}/edit/", fields(engagement, **typed))
    assert problem in unescape(answer.content.decode())
    assert not Step.objects.exists()


def test_a_value_stands_in_and_is_said_wherever_it_counts(world: World, as_person: Sign, engagement: KeyResult) -> None:
    ben, address = as_person("Ben"), f"{AT}/{engagement.pk}/stands-in/"
    until = world.now.date() + timedelta(days=3)
    assert "It stands at 5.1 min a session now." in seen(ben, address)
    ben.post(address, {"value": "6.5", "reason": "the export is broken", "until": until.isoformat()})
    words = f"6.5 min a session stands in for 5.1 until {until.day} {until:%B}: the export is broken"
    for page in (f"{AT}/{engagement.pk}/", f"/w/product/change/{world.objective.pk}/", "/w/product/change/"):
        assert words in seen(ben, page), page
    own = seen(ben, f"{AT}/{engagement.pk}/")
    assert "Let the measured value count again" in own
    assert "6.5 min a session: it stands in: the export is broken</p>" in own, "the note that the chart numbers"
    assert f"<td>stands in until {until.day} {until:%B}</td><td>the export is broken</td>" in own
    ben.post(f"{address}end/")
    assert words not in seen(ben, "/w/product/change/")
    assert Override.objects.get().ended_at is not None


@pytest.mark.parametrize(
    ("given", "problem"),
    [
        ({"reason": ""}, "Say why it stands in"),
        ({"value": ""}, "Say which value stands in."),
        ({"until": ""}, "Say until which day it stands in."),
        ({"until": "2020-01-01"}, "That day is over; choose today or a later day."),
        ({"until": "2040-01-01"}, "choose a day until then."),
    ],
)
def test_standing_in_that_cannot_be_says_why(
    world: World, as_person: Sign, engagement: KeyResult, given: dict[str, str], problem: str
) -> None:
    typed = {"value": "6", "reason": "export", "until": world.now.date().isoformat(), **given}
    answer = as_person("Ben").post(f"{AT}/{engagement.pk}/stands-in/", typed)
    assert problem in unescape(answer.content.decode())
    assert not Override.objects.exists()


def test_weights_are_percentages_that_add_up(world: World, as_person: Sign) -> None:
    ben, address = as_person("Ben"), f"/w/product/change/{world.objective.pk}/weights/"
    conversion, loading, engagement = world.key_results.values()
    assert "All count the same" in seen(ben, address)
    wrong = ben.post(address, {f"kr{conversion.pk}": "50", f"kr{loading.pk}": "30", f"kr{engagement.pk}": "10"})
    assert "These add up to 90 %, not 100: give 10 %." in unescape(wrong.content.decode())
    none = ben.post(address, {f"kr{conversion.pk}": "70", f"kr{loading.pk}": "30", f"kr{engagement.pk}": "0"})
    assert "give it more than 0 %" in unescape(none.content.decode())
    ben.post(address, {f"kr{conversion.pk}": "50", f"kr{loading.pk}": "30", f"kr{engagement.pk}": "20"})
    kept = [each.weight for each in world.objective.key_results.all()]
    assert kept == pytest.approx([1.5, 0.9, 0.6])
    page = seen(ben, f"/w/product/change/{world.objective.pk}/")
    assert "counts 50 %" in page
    ben.post(address, {"equal": "1"})
    assert {each.weight for each in world.objective.key_results.all()} == {1}
    assert "counts 33 %" not in seen(ben, f"/w/product/change/{world.objective.pk}/")


def test_helpers_and_teams_that_take_part_are_named_and_see_it_on_their_page(world: World, as_person: Sign) -> None:
    support = Team.objects.create(name="Support")
    ben, one = as_person("Ben"), world.objective
    data: dict[str, object] = {
        "title": one.title, "team": one.team_id, "cycle": one.cycle_id, "owner": one.owner_id, "rhythm": one.rhythm,
        "helpers": [world.people["Cem"].pk], "teams": [support.pk, one.team_id],
    }  # fmt: skip
    for each in one.key_results.all():
        data |= {f"kr{each.pk}-{name}": value for name, value in fields(each).items()}
    assert ben.post(f"/w/product/change/{one.pk}/edit/", data).status_code == 302
    assert list(one.teams.all()) == [support]
    assert list(one.helpers.all()) == [world.people["Cem"]]
    assert "with Support" in seen(ben, "/w/product/change/").replace("<bdi>", "").replace("</bdi>", "")
    own = seen(ben, f"/w/product/change/?team={support.pk}")
    assert one.title in own
    assert "takes part" in own
    page = seen(ben, f"/w/product/change/{one.pk}/")
    assert "Cem" in page
    assert "Support" in page


def test_a_viewer_changes_none_of_it(world: World, as_person: Sign, engagement: KeyResult) -> None:
    dana = as_person("Dana")
    for address in (f"{AT}/{engagement.pk}/stands-in/", f"/w/product/change/{world.objective.pk}/weights/"):
        assert dana.get(address).status_code == 403
    assert dana.post(f"{AT}/{engagement.pk}/stands-in/end/").status_code == 403


def test_after_its_cycle_nothing_is_offered_to_stand_in(world: World, as_person: Sign, engagement: KeyResult) -> None:
    offered = f"{AT}/{engagement.pk}/stands-in/"
    assert offered in seen(as_person("Ben"), f"{AT}/{engagement.pk}/")
    type(world.cycle).objects.filter(pk=world.cycle.pk).update(end=world.now.date() - timedelta(days=1))
    assert offered not in seen(as_person("Ben"), f"{AT}/{engagement.pk}/")


def test_before_its_cycle_nobody_is_led_to_a_check_in(world: World, as_person: Sign, engagement: KeyResult) -> None:
    begins = world.now.date() + timedelta(days=3)
    type(world.cycle).objects.filter(pk=world.cycle.pk).update(start=begins, end=begins + timedelta(days=80))
    for page in (f"{AT}/{engagement.pk}/", f"/w/product/change/{world.objective.pk}/"):
        told = seen(as_person("Ben"), page)
        assert f"begins on {begins.day} {begins:%B %Y}." in told
        assert "checkin/?objective=" not in told


def test_in_a_closed_cycle_nothing_stands_in_and_nothing_is_weighed(
    world: World, as_person: Sign, engagement: KeyResult
) -> None:
    type(world.cycle).objects.filter(pk=world.cycle.pk).update(state="closed")
    typed = {"value": "6", "reason": "export", "until": date.today().isoformat()}  # noqa: DTZ011
    answer = as_person("Ben").post(f"{AT}/{engagement.pk}/stands-in/", typed, follow=True)
    assert "is closed" in unescape(answer.content.decode())
    assert not Override.objects.exists()
