"""The end of a cycle, from its review to what becomes of each key result."""

import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone

from vitalfew.accounts.history import undo
from vitalfew.accounts.models import Change
from vitalfew.alerts.models import Breach
from vitalfew.kpis.actions import Value, store
from vitalfew.kpis.models import Kpi, Origin, Phase
from vitalfew.okrs.course.stand_ins import stand_in
from vitalfew.okrs.course.steps import put
from vitalfew.okrs.course.targets import ends_of, keep_change
from vitalfew.okrs.cycles.half_way import chance_half_way, chance_words, middle_of
from vitalfew.okrs.models import Cycle, KeyResult, Objective, Retrospective, Score
from vitalfew.okrs.replaying import stood
from vitalfew.okrs.rounds.checking_in import Promise, check_in
from vitalfew.okrs.tests.world import DAY, World
from vitalfew.web.undoing import may_undo

HOUR = DAY / 24
Sign = Callable[[str], Client]


@pytest.fixture
def review(world: World) -> str:
    Cycle.objects.update(state=Cycle.State.REVIEW)
    return f"/w/product/change/reviews/{world.cycle.pk}/{world.team.pk}/"


def text(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, (path, answer.status_code)
    return " ".join(answer.content.decode().split())


def send(client: Client, path: str, world: World, name: str = "conversion", **given: str) -> str:
    key = world.key_results[name].pk
    answer = client.post(path, {f"kr{key}-{field}": value for field, value in given.items()}, follow=True)
    return " ".join(answer.content.decode().split())


def test_the_numbers_own_score_stands_beside_the_teams_and_says_what_it_means(review, world, as_person):
    page = text(as_person("Ben"), review)
    assert "3 of 3 key results still to score" in page
    assert 'The number says <strong class="figure">0.3</strong>. Little progress. It was a stretch' in page
    assert 'step="0.05" min="0" max="1" inputmode="decimal" data-begins="0.3"' in page


def test_it_is_saved_in_part_and_the_rest_stays(review, world, as_person):
    ben = as_person("Ben")
    assert "2 of 3 key results still to score" in send(ben, review, world, score="0.35")
    assert "2 of 3 key results still to score" in send(ben, review, world, learned="Ask earlier.")
    kept = Score.objects.get()
    assert (kept.score, kept.learned, kept.outcome, kept.by) == (0.35, "Ask earlier.", "", world.ben)
    assert kept.proposed == pytest.approx(0.296, abs=0.001)
    assert kept.value == 3.1
    undo(Change.objects.order_by("pk").last(), by=world.ben)
    assert Score.objects.get().learned == ""


@pytest.mark.parametrize("score", ["1.2", "-0.1", "much"])
def test_a_score_that_cannot_be_is_refused_at_its_field_and_nothing_is_lost(review, world, as_person, score):
    page = send(as_person("Ben"), review, world, score=score, learned="Ask earlier.")
    assert "Nothing was saved yet" in page
    assert "Ask earlier." in page
    assert not Score.objects.exists()


def test_two_at_once_lose_nothing_and_replace_nothing_in_silence(review, world, as_person):
    key = f"kr{world.key_results['conversion'].pk}"
    send(as_person("Cem"), review, world, learned="Cem was first.")
    page = send(as_person("Ben"), review, world, learned="Ben came later.")
    assert "Cem wrote “Cem was first.” less than a minute ago. Yours is still here: save again to replace it." in page
    assert "Ben came later.</textarea>" in page
    assert f'name="initial-{key}-learned"' in page
    assert Score.objects.get().learned == "Cem was first."
    again = {f"{key}-learned": "Ben came later.", f"initial-{key}-learned": "Cem was first."}
    assert as_person("Ben").post(review, again).status_code == 302
    assert Score.objects.get().learned == "Ben came later."


def test_what_somebody_chose_meanwhile_is_named_in_words(review, world, as_person):
    send(as_person("Cem"), review, world, outcome="stop")
    assert "Cem wrote “Stop it” less than a minute ago." in send(as_person("Ben"), review, world, outcome="carry")


def test_what_was_typed_elsewhere_is_kept_beside_what_somebody_wrote_meanwhile(review, world, as_person):
    one, other = (f"kr{world.key_results[name].pk}" for name in ("conversion", "loading"))
    send(as_person("Cem"), review, world, score="0.4")
    Score.objects.get().save()
    send(as_person("Ana"), review, world, word="Ana wrote another field.")
    typed = {f"{one}-score": "0.6", f"initial-{one}-score": "", f"{other}-learned": "Measure first.",
             f"initial-{other}-learned": "", f"{other}-score": "0.8", f"initial-{other}-score": ""}  # fmt: skip
    page = as_person("Ben").post(review, typed).content.decode()
    assert "Cem wrote “0.4” less than a minute ago." in page
    assert "Ana wrote" not in page.replace("Ana wrote another field.", "")
    given = dict(re.findall(r'<input type="(?:number|hidden)" name="([^"]+)" value="([^"]*)"', page))
    assert (given[f"{one}-score"], given[f"initial-{one}-score"], given[f"{other}-score"]) == ("0.6", "0.4", "0.8")
    assert "Measure first.</textarea>" in page
    assert as_person("Ben").post(review, typed | given).status_code == 302
    kept = {each.key_result.metric: (each.score, each.learned, each.word) for each in Score.objects.all()}
    assert kept == {
        "Mobile conversion": (0.6, "", "Ana wrote another field."),
        "Initial loading time": (0.8, "Measure first.", ""),
    }


def test_what_somebody_took_away_meanwhile_is_said(review, world, as_person):
    key = f"kr{world.key_results['conversion'].pk}"
    send(as_person("Cem"), review, world, learned="First words.")
    as_person("Cem").post(review, {f"{key}-learned": "", f"initial-{key}-learned": "First words."})
    given = {f"{key}-learned": "Better words.", f"initial-{key}-learned": "First words."}
    page = as_person("Ben").post(review, given).content.decode()
    assert "Cem took away what stood here less than a minute ago." in page


def test_scores_are_given_in_review_alone(review, world, as_person):
    for state, words in (("active", "is not in review yet"), ("closed", "Q4 2026 is closed")):
        Cycle.objects.update(state=state)
        answer = as_person("Ben").post(review, {f"kr{world.key_results['conversion'].pk}-score": "0.5"})
        assert answer.status_code == 409
        assert words in answer.content.decode()
    assert not Score.objects.exists()


def test_viewers_read_and_do_not_write(review, world, as_person):
    dana = as_person("Dana")
    assert "<textarea" not in text(dana, review)
    assert dana.post(review, {}).status_code == 403


def test_a_missed_promise_is_explained_and_a_question_is_answered(review, world, as_person):
    ben = as_person("Ben")
    Objective.objects.update(kind="committed")
    assert "Missed: this was a promise, and 1.0 was expected. Say what stood in the way." in text(ben, review)
    Objective.objects.update(kind="learning")
    assert "Success is a question answered, whatever the number says." in text(ben, review)
    ben.post(review, {f"o{world.objective.pk}-answer": "They leave before it has loaded."})
    assert Objective.objects.get().answer == "They leave before it has loaded."


def test_a_question_is_counted_by_its_answer_and_not_by_its_numbers(review, world, as_person):
    Objective.objects.update(kind="learning")
    page = text(as_person("Ben"), f"{review}retrospective/")
    assert "its question not answered" in page
    assert "delivered" not in page.partition("</h1>")[0].rpartition("<h1>")[2]
    Objective.objects.update(answer="They leave before it has loaded.")
    assert "its question answered" in text(as_person("Ben"), f"{review}retrospective/")


def test_what_was_promised_and_is_not_done_is_told(review, world, as_person):
    engagement, now, ben = world.key_results["engagement"], timezone.now(), as_person("Ben")
    due = (now - 3 * DAY).date()
    kept = check_in(
        key_result=engagement,
        by=world.ana,
        now=now - 9 * DAY,
        confidence=5,
        promise=Promise("Call them", world.ben, due),
    )
    words = f"Not done. Promised by Ben for {due.day} {due:%B}, 3 days late: Call them"
    for path in (review, f"{review}retrospective/"):
        assert words in text(ben, path), path
    kept.action.finish()
    assert "Not done." not in text(ben, review) + text(ben, f"{review}retrospective/")


def test_what_stands_in_for_a_value_is_told(review, world, as_person):
    engagement, now = world.key_results["engagement"], timezone.now()
    stand_in(
        key_result=engagement,
        value=6.5,
        reason="the export is broken",
        until=(now + 5 * DAY).date(),
        by=world.ben,
        now=now,
    )
    for path in (review, f"{review}retrospective/"):
        assert "stands in for 5.1 until" in text(as_person("Ben"), path), path


def test_the_way_bends_by_its_steps_in_the_retrospective_too(review, world, as_person):
    engagement = world.key_results["engagement"]
    straight = text(as_person("Ben"), f"{review}retrospective/")
    put(key_result=engagement, wanted={world.cycle.start + 30 * DAY: 3.2})
    chart = re.compile(rf'aria-labelledby="kr{engagement.pk}-t".*?</svg>')
    bent = text(as_person("Ben"), f"{review}retrospective/")
    assert chart.findall(bent) != chart.findall(straight)


def test_a_target_that_was_moved_is_told_with_its_reason(review, world, as_person):
    one, ben, now = world.key_results["conversion"], as_person("Ben"), timezone.now()
    before, one.target = ends_of(one), 4.0
    keep_change(key_result=one, before=before, reason="Half the team left.", by=world.ben, now=now - DAY)
    one.save(update_fields=["target"])
    said = "the target moved from 5 to 4 %, by Ben. “Half the team left.”"
    assert said in text(ben, review)
    page = text(ben, f"{review}retrospective/")
    assert said in page
    assert page.count("the target moved from 5 to 4 %") > 1, "the chart has its step"


def test_half_way_each_objective_is_kept_or_dropped_with_a_reason(world, as_person):
    path, key = f"/w/product/change/reviews/{world.cycle.pk}/{world.team.pk}/half-way/", f"o{world.objective.pk}"
    ben = as_person("Ben")
    page = text(ben, path)
    assert "Does each objective still matter?" in page
    assert "Aspirational (0.7 is success) ·" in page
    for one in KeyResult.objects.all():
        assert f">{one}</a> <" in page, "where each key result stands is what the talk is about"
    ben.post(path, {f"{key}-answer": "keep", f"{key}-because": "More so than ever."})
    one = Objective.objects.get()
    assert (one.relevant_because, one.relevant_at is not None) == ("More so than ever.", True)
    refused = ben.post(path, {f"{key}-answer": "drop", f"{key}-because": ""}).content.decode()
    assert "Say why it is dropped" in refused
    ben.post(path, {f"{key}-answer": "drop", f"{key}-because": "The market moved."})
    assert Objective.objects.get().dropped_because == "The market moved."


def test_the_retrospective_tells_all_of_it_on_one_page(review, world, as_person, django_assert_max_num_queries):
    ben = as_person("Ben")
    send(ben, review, world, score="0.7", learned="Ask earlier.", outcome="carry")
    ben.post(f"{review}retrospective/edit/", {"worked": "Pairing.", "changes": "Fewer aims."})
    assert Retrospective.objects.get().by == world.ben
    with django_assert_max_num_queries(19):
        page = text(ben, f"{review}retrospective/")
    for words in ("key results delivered", "Ask earlier.", "Pairing.", "Fewer aims.", "<svg", "Carry it over"):
        assert words in page


def test_the_retrospective_says_what_the_numbers_said_half_way(review, world, as_person):
    ben = as_person("Ben")
    send(ben, review, world, score="0.7")
    said = Score.objects.get().probability
    then = stood(world.key_results["conversion"], at=middle_of(world.cycle)).standing
    assert said == then.probability
    later = [Value(timezone.now() - at * DAY, 5.0) for at in range(1, 8)]
    store(points=[(then.key_result.series_id, each) for each in later], origin=Origin.CHECKIN, by=world.ben,
          now=timezone.now())  # fmt: skip
    send(ben, review, world, learned="Ask earlier.")
    assert Score.objects.get().probability == said, "it is not said anew"
    assert chance_words(said).replace("half", "Half") in text(ben, f"{review}retrospective/")


@pytest.mark.parametrize(
    ("chance", "words"),
    [(None, ""), (0.02, "less than 1 in 10"), (0.41, "4 in 10"), (0.97, "more than 9 in 10")],
)
def test_a_chance_is_said_in_tenths(chance, words):
    assert chance_words(chance) == (f"half-way the numbers said {words}" if words else "")


def test_before_its_middle_a_cycle_said_nothing(world):
    early = world.cycle.begins() + DAY
    assert chance_half_way(world.key_results["conversion"], now=early) is None


def test_a_guardrail_that_was_crossed_within_the_cycle_is_named_in_its_review(review, world, as_person):
    ben, now, pages = as_person("Ben"), timezone.now(), (review, f"{review}retrospective/")
    for path in pages:
        page = text(ben, path)
        assert "API response time has been beyond its red line since" in page
        assert "; nobody said what was done about it" in page
    Breach.objects.update(recovering_since=now - 2 * HOUR, closed_at=now, closed_how="recovered")
    Breach.objects.update(answer="We rolled it back.")
    Cycle.objects.update(state=Cycle.State.CLOSED)
    for path in pages:
        page = text(ben, path)
        assert "API response time was beyond its red line from" in page
        assert "What was done about it: We rolled it back" in page
    Breach.objects.update(closed_how="corrected")
    assert "beyond its red line" not in text(ben, review)


def test_change_leads_to_what_the_cycle_asks_now(world, as_person):
    ben, change = as_person("Ben"), "/w/product/change/"
    of_team = f"{change}reviews/{world.cycle.pk}/{world.team.pk}/"
    asked = f'<a href="{of_team}half-way/">Half-way: is each objective still relevant?</a>'
    assert asked in text(ben, change)
    assert asked not in text(as_person("Dana"), change)
    assert asked not in text(ben, f"{change}?show=drafts")
    Cycle.objects.update(start=world.now.date() - 10 * DAY, end=world.now.date() + 80 * DAY)
    assert "Half-way" not in text(ben, change)
    Cycle.objects.update(state=Cycle.State.REVIEW)
    asked = f'<a href="{of_team}">Q4 2026 is in review: what did it come to?</a>'
    assert asked in text(ben, change)
    world.ben.team = None
    world.ben.save()
    assert f'<a href="{change}reviews/{world.cycle.pk}/">Q4 2026 is in review' in text(ben, change)


def test_a_cycle_is_closed_by_a_lead_with_its_objectives_and_opened_again(review, world, as_person):
    phase = f"/w/product/change/cycles/{world.cycle.pk}/phase/"
    assert as_person("Ben").post(phase, {"to": "closed"}).status_code == 403
    ana = as_person("Ana")
    assert "3 key results have no score of the team’s own yet" in text(
        ana, f"/w/product/change/cycles/{world.cycle.pk}/"
    )
    ana.post(phase, {"to": "closed"})
    assert (Cycle.objects.get().state, Objective.objects.get().state) == ("closed", "closed")
    ana.post(phase, {"to": "active"})
    assert Cycle.objects.get().state == "closed"
    ana.post(phase, {"to": "review"})
    assert (Cycle.objects.get().state, Objective.objects.get().state) == ("review", "active")
    undo(Change.objects.order_by("pk").last(), by=world.ana)
    assert (Cycle.objects.get().state, Objective.objects.get().state) == ("closed", "closed")


def test_a_key_result_graduates_with_a_standard_from_its_values_and_never_its_stretch(review, world, as_person):
    one, ben = world.key_results["conversion"], as_person("Ben")
    now = timezone.now()
    held = [3.1, 3.3, 3.2, 3.0, 3.2, 3.1, 3.3, 3.1]
    points = [(one.series_id, Value(now - (8 - at) * DAY, value)) for at, value in enumerate(held)]
    store(points=points, origin=Origin.CHECKIN, by=world.ben, now=now)
    assert "Make a KPI of it" in send(ben, review, world, outcome="graduate")
    path = f"/w/product/change/reviews/results/{one.pk}/graduate/"
    page = text(ben, path)
    assert 'value="3.1 %"' in page or 'value="3.2 %"' in page
    assert 'name="red_line" value="below 2.' in page
    assert 'value="5 %"' not in page
    said = {"name": "Mobile conversion", "frequency": "week", "target": "3.1 %", "red_line": "below 2.6 %"}
    answer = ben.post(path, {**said, "team": world.team.pk, "kind": "level", "red_in_a_row": 1, "settle_days": 0})
    assert answer.status_code == 302, answer.content.decode()
    made = Kpi.objects.get(definition__name="Mobile conversion")
    assert (made.series_id, made.target, made.red_lower) == (one.series_id, 3.1, 2.6)
    assert Score.objects.get().graduated_to == made
    assert "Held from now on as the KPI" in text(ben, review)
    assert "it graduated from: Mobile conversion" in text(ben, f"/w/product/kpis/{made.pk}/")


CLIMBED = [2.0, 2.2, 2.4, 2.9, 3.4, 3.9, 4.3, 4.8, 5.0, 4.9, 5.1, 5.0, 4.9, 5.1]
KPI = {"name": "Mobile conversion", "frequency": "week", "target": "5 %", "kind": "level", "red_in_a_row": 1,
       "settle_days": 0}  # fmt: skip


@pytest.fixture
def climbed(review, world):
    """The path to make a KPI of a key result whose last value is five weeks old."""
    one, now = world.key_results["conversion"], timezone.now()
    one.series.observations.all().delete()
    weeks = [(one.series_id, Value(now - (18 - at) * 7 * DAY, value)) for at, value in enumerate(CLIMBED)]
    store(points=weeks, origin=Origin.CHECKIN, by=world.ben, now=now)
    return f"/w/product/change/reviews/results/{one.pk}/graduate/"


def test_a_new_kpi_has_its_limits_from_the_values_that_its_target_rests_on(climbed, world, as_person):
    ben = as_person("Ben")
    assert "not steady yet" not in text(ben, climbed)
    assert ben.post(climbed, {**KPI, "team": world.team.pk}).status_code == 302
    kpi = Kpi.objects.get(definition__name="Mobile conversion")
    values = list(kpi.series.observations.filter(time__gte=kpi.phases.get().starts_at).values_list("value", flat=True))
    assert values == CLIMBED[-len(values) :]
    assert min(values) >= 4.8
    assert "it never will" not in text(ben, f"/w/product/kpis/{kpi.pk}/")


def test_who_made_a_kpi_of_a_key_result_takes_it_back_with_its_limits(climbed, world, as_person):
    ben, before = as_person("Ben"), Kpi.objects.count()
    assert "Undo" in ben.post(climbed, {**KPI, "team": world.team.pk}, follow=True).content.decode()
    change = Change.objects.order_by("pk").last()
    assert may_undo(change, by=world.ben)
    undo(change, by=world.ben)
    assert (Kpi.objects.count(), Phase.objects.count()) == (before, 0)


def test_of_values_that_still_climb_the_form_says_so(climbed, world, as_person):
    one = world.key_results["conversion"]
    for at, each in enumerate(one.series.observations.all()):
        each.value = 2.0 + at / 4
        each.save()
    assert "These values are not steady yet" in text(as_person("Ben"), climbed)


def test_a_new_kpi_is_late_once_a_period_that_began_after_it_is_over(climbed, world, as_person):
    ben, now = as_person("Ben"), timezone.now()
    ben.post(climbed, {**KPI, "team": world.team.pk})
    reading = Kpi.objects.get(definition__name="Mobile conversion").reading
    assert not reading.late_for(now)
    assert not reading.late_for(now + 7 * DAY)
    assert reading.late_for(now + 18 * DAY)


def test_what_is_private_says_that_all_will_see_its_values(climbed, world, as_person):
    words, ben = "Its objective is private. As a KPI, everybody here sees all its values", as_person("Ben")
    assert words not in text(ben, climbed)
    Objective.objects.update(private=True)
    assert words in text(ben, climbed)


def test_what_a_kpi_measures_already_graduates_to_that_kpi(review, world, as_person):
    path = f"/w/product/change/reviews/results/{world.key_results['loading'].pk}/graduate/"
    ben = as_person("Ben")
    assert "The KPI “Loading time, p75” measures it already" in text(ben, path)
    assert not Score.objects.exists()
    ben.post(path)
    assert Score.objects.get().graduated_to == world.kpis["Loading time, p75"]
    assert "It is held as the KPI “Loading time, p75”" in text(ben, path)
    assert "Hold it as that KPI" not in text(ben, path)
