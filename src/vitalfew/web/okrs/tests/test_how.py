"""How a status came about: its values, weights and rule on the page, and the same again as of an earlier day."""

from collections.abc import Callable
from datetime import date, timedelta
from html import unescape

from django.test import Client

from vitalfew.okrs.course.standing import computed
from vitalfew.okrs.models import KeyResult, Objective, TargetChange
from vitalfew.okrs.replaying import end_of, stood
from vitalfew.okrs.rounds.checking_in import check_in
from vitalfew.okrs.tests.world import DAY, WEEK, World

Sign = Callable[[str], Client]


def read(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return unescape(answer.content.decode())


def test_the_opened_sentence_has_the_values_with_their_dates_and_the_rule(world: World, as_person: Sign) -> None:
    page = read(as_person("Ben"), f"/w/product/change/{world.objective.pk}/")
    opened = page.partition("Values used")[2].partition("</dd>")[0]
    assert "3.1 % on" in opened
    assert "and 2 before them" in opened
    assert "Compute it again, as of any day" in page


def test_the_score_is_taken_apart_by_weights(world: World, as_person: Sign) -> None:
    KeyResult.objects.filter(pk=world.key_results["conversion"].pk).update(weight=2)
    KeyResult.objects.create(objective=world.objective, metric="Reviews", baseline=0, target=5)
    page = read(as_person("Ben"), f"/w/product/change/{world.objective.pk}/")
    parts = page.partition("How the score came about")[2].partition("</details>")[0]
    assert "with 50 % of the weight" in parts
    assert parts.count("with 25 % of the weight") == 2
    assert "Not measured yet, so it is left out." in parts
    assert "The mean of its key results by their weights" in parts


def test_a_key_result_stands_again_as_it_did(world: World) -> None:
    """What was computed then and kept is what is computed again later."""
    key_result = world.key_results["engagement"]
    at = world.now - 3 * WEEK
    then = stood(key_result, at=at)
    again = computed(KeyResult.objects.get(pk=key_result.pk), now=at)
    check_in(key_result=key_result, by=world.ben, now=world.now, value=7.9, confidence=9)
    later = stood(KeyResult.objects.get(pk=key_result.pk), at=at)
    assert later.said == then.said
    assert later.standing is not None
    assert {name: getattr(later.standing, name) for name in again} == again
    assert later.standing.value != 7.9
    assert later.standing.confidence != 9


def test_a_target_that_was_changed_since_is_as_it_was(world: World) -> None:
    key_result = world.key_results["engagement"]
    before = stood(KeyResult.objects.get(pk=key_result.pk), at=world.now - WEEK)
    TargetChange.objects.create(
        key_result=key_result, at=world.now, baseline_before=3, target_before=8, baseline=3, target=6, reason="Less"
    )
    KeyResult.objects.filter(pk=key_result.pk).update(target=6)
    again = stood(KeyResult.objects.get(pk=key_result.pk), at=world.now - WEEK)
    assert again.key_result.target == 8
    assert again.said == before.said


def test_the_page_computes_it_again_as_of_a_day_and_keeps_nothing(world: World, as_person: Sign) -> None:
    key_result, ben = world.key_results["engagement"], as_person("Ben")
    kept = KeyResult.objects.get(pk=key_result.pk).standing
    day = (world.now - 3 * WEEK).date()
    path = f"/w/product/change/results/{key_result.pk}/"
    page = read(ben, f"{path}?at={day}")
    assert f"As it stood at the end of {day.day} {day:%B %Y}" in page
    expected = stood(KeyResult.objects.get(pk=key_result.pk), at=end_of(day, cycle=world.cycle, now=world.now))
    assert expected.said.words in page
    assert f"{expected.standing.measured} values within the cycle" in page
    kept.refresh_from_db()
    assert kept.judged_at > world.now - DAY
    first = world.cycle.start + timedelta(days=10)
    assert "Too early to say: a quarter of the cycle and two values come first." in read(ben, f"{path}?at={first}")


def test_a_day_that_cannot_be_is_said_at_its_field(world: World, as_person: Sign) -> None:
    ben, path = as_person("Ben"), f"/w/product/change/results/{world.key_results['engagement'].pk}/"
    assert "Write the day as 2026-11-01." in read(ben, f"{path}?at=yesterday")
    assert "That day is still to come." in read(ben, f"{path}?at={date.today() + 5 * DAY}")  # noqa: DTZ011
    early = world.cycle.start - DAY
    assert f"{world.cycle} begins on" in read(ben, f"{path}?at={early}")


def test_it_is_private_too(world: World, as_person: Sign) -> None:
    Objective.objects.filter(pk=world.objective.pk).update(private=True)
    path = f"/w/product/change/results/{world.key_results['engagement'].pk}/?at={world.now.date()}"
    assert as_person("Ana").get(path).status_code == 404


def test_a_sentence_whose_target_was_moved_is_what_was_written_first(world: World, as_person: Sign) -> None:
    key_result, ben = world.key_results["engagement"], as_person("Ben")
    path = f"/w/product/change/results/{key_result.pk}/"
    KeyResult.objects.filter(pk=key_result.pk).update(sentence="Mobile engagement from 3 to 8 minutes", target=8)
    assert "First written as" not in read(ben, path)
    KeyResult.objects.filter(pk=key_result.pk).update(target=6)
    assert "First written as “Mobile engagement from 3 to 8 minutes”" in read(ben, path)
