"""What the pages of an objective and its key results say once their cycle is closed."""

import pytest
from django.test import Client
from django.utils import timezone

from vitalfew.accounts.history import changing, undo
from vitalfew.accounts.models import Change
from vitalfew.kpis.actions import Value, store
from vitalfew.kpis.models import Origin
from vitalfew.okrs.cycles.closing import judge
from vitalfew.okrs.cycles.life import move
from vitalfew.okrs.models import Cycle, KeyResult, Objective, Score
from vitalfew.okrs.rounds.checking_in import check_in
from vitalfew.okrs.tests.world import DAY, World

HOUR = DAY / 24


def text(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, (path, answer.status_code)
    return " ".join(answer.content.decode().split())


@pytest.fixture
def closed(world: World) -> str:
    """The path of its objective, with a score of 0.5 where the number says 0.3."""
    one, now = world.key_results["conversion"], timezone.now()
    with changing(by=world.ben, summary="Checked in"):
        check_in(key_result=one, by=world.ben, now=now, confidence=3, note="Slow.")
    Cycle.objects.update(state=Cycle.State.REVIEW)
    one.objective.cycle.refresh_from_db()
    said = {"score": 0.5, "learned": "Ask earlier.", "outcome": "carry"}
    with changing(by=world.ben, summary="The review"):
        judge(key_result=one, said=said, by=world.ben, now=now)
    move(cycle=Cycle.objects.get(), to="closed")
    return f"/w/product/change/{world.objective.pk}/"


def test_they_say_the_score_the_lesson_and_the_outcome_and_lead_to_the_review(closed, world, as_person):
    review = f"/w/product/change/reviews/{world.cycle.pk}/{world.team.pk}/"
    for path in (closed, f"/w/product/change/results/{world.key_results['conversion'].pk}/"):
        page = text(as_person("Ben"), path)
        for words in ("<dt>Our score</dt><dd>0.50</dd>", "Ask earlier.", "Carry it over", f'href="{review}"'):
            assert words in page, (path, words)


def test_they_foretell_nothing(closed, world, as_person):
    page = text(as_person("Ben"), closed)
    assert "Ended at 0.3" in page
    assert "of the cycle gone" not in page
    assert "it is over" in page
    assert "Where it lands" not in page
    assert "is expected by now" not in page


def test_they_offer_nothing_that_would_be_refused(closed, world, as_person):
    ben, one = as_person("Ben"), world.key_results["conversion"]
    page = text(ben, f"/w/product/change/results/{one.pk}/")
    for words in (">Edit", "Let a value stand in", "Remove this key result"):
        assert words not in page
    assert "Add an initiative" not in text(ben, closed)
    feed = "/w/product/activity/"
    assert 'aria-label="Undo: Checked in"' not in text(ben, feed)
    move(cycle=Cycle.objects.get(), to="review")
    assert 'aria-label="Undo: Checked in"' in text(ben, feed)
    assert "Add an initiative" in text(ben, closed)


def test_the_retrospective_says_the_numbers_score_where_it_is_another_one(closed, world, as_person):
    page = text(as_person("Ben"), f"/w/product/change/reviews/{world.cycle.pk}/{world.team.pk}/retrospective/")
    assert page.count("The number says") == 1
    assert "The number says 0.3." in page


def test_what_goes_on_in_the_same_series_changes_nothing_of_the_cycle(closed, world, as_person):
    ben, one, now = as_person("Ben"), world.key_results["conversion"], timezone.now()
    cycle = Cycle.objects.get()
    move(cycle=cycle, to="review")
    Cycle.objects.update(end=(now - DAY).date())
    kpi = {"name": "Mobile conversion", "frequency": "quarter", "target": "3 %", "team": world.team.pk, "kind": "level",
           "red_in_a_row": 1, "settle_days": 0}  # fmt: skip
    ben.post(f"/w/product/change/reviews/results/{one.pk}/graduate/", kpi)
    store(points=[(one.series_id, Value(now, 4.9))], origin=Origin.CHECKIN, by=world.ben, now=now)
    page = text(ben, f"/w/product/change/results/{one.pk}/")
    assert "Ended at 0.3" in page
    assert "now </span>3.1</b>" in page


def test_they_keep_their_numbers_whatever_comes_later(closed, world, as_person):
    ben, one, now = as_person("Ben"), world.key_results["conversion"], timezone.now()
    review = f"/w/product/change/reviews/{world.cycle.pk}/{world.team.pk}/"
    store(points=[(one.series_id, Value(now - HOUR, 5.0))], origin=Origin.CHECKIN, by=world.ben, now=now)
    pages = [review, f"{review}retrospective/", f"/w/product/change/results/{one.pk}/",
             f"/w/product/change/{world.objective.pk}/"]  # fmt: skip
    for path in pages:
        assert "A value that came later makes it 1.0." in text(ben, path), path
    both = 'The number says <strong class="figure">0.3</strong>, we say <strong class="figure">0.5</strong>.'
    assert both in text(ben, review)
    assert "Ended at 0.3" in text(ben, pages[2])
    assert "Ended at 1.00" not in text(ben, f"/w/product/change/?cycle={world.cycle.pk}&show=closed")
    move(cycle=Cycle.objects.get(), to="review")
    assert 'The number says <strong class="figure">1.0</strong>' in text(ben, review)
    assert "A value that came later" not in text(ben, review)


def test_a_cycle_that_still_runs_is_no_result_yet(world, as_person):
    ben, path = as_person("Ben"), f"/w/product/change/reviews/{world.cycle.pk}/{world.team.pk}/"
    page = text(ben, path)
    assert "Q4 2026 is still at work" in page
    assert 'So far the number says <strong class="figure">0.3</strong>.' in page
    told = text(ben, f"{path}retrospective/")
    assert "Q4 2026 so far: " in told
    assert "a miss is learning" not in page + told


def test_what_is_to_be_carried_over_leads_to_the_next_cycle(closed, world, as_person):
    ben, path = as_person("Ben"), f"/w/product/change/reviews/{world.cycle.pk}/{world.team.pk}/"
    assert "once there is" in text(ben, path)
    start = Cycle.objects.get().end + DAY
    following = Cycle.objects.create(name="Q1 2027", start=start, end=start + 90 * DAY)
    assert f'/change/cycles/{following.pk}/carry/?team={world.team.pk}">Carry it over into Q1 2027' in text(ben, path)


def test_what_no_review_spoke_of_graduates_and_is_carried_over_all_the_same(closed, world, as_person):
    ben, start = as_person("Ben"), Cycle.objects.get().end + DAY
    following = Cycle.objects.create(name="Q1 2027", start=start, end=start + 90 * DAY)
    loading, engagement = (world.key_results[name].pk for name in ("loading", "engagement"))
    ben.post(f"/w/product/change/reviews/results/{loading}/graduate/")
    ticked = {f"o{world.objective.pk}-carry": "on", f"kr{engagement}-carry": "on", f"kr{engagement}-target": "9"}
    ben.post(f"/w/product/change/cycles/{following.pk}/carry/", ticked)
    held, carried = (Score.objects.get(key_result=key) for key in (loading, engagement))
    assert held.graduated_to == world.kpis["Loading time, p75"]
    assert carried.carried_to.objective.cycle == following
    for change in Change.objects.order_by("-pk")[:2]:
        undo(change, by=world.ben)
    assert not Score.objects.filter(key_result__in=(loading, engagement)).exists()


def test_what_was_dropped_says_so_and_foretells_nothing(world, as_person):
    ben, one = as_person("Ben"), world.key_results["conversion"]
    world.objective.drop(because="The market moved.")
    change = "/w/product/change/"
    for path in (f"{change}?show=dropped", f"{change}{world.objective.pk}/", f"{change}results/{one.pk}/"):
        page = text(ben, path)
        for words in ("Dropped at 0.3", "ropped: The market moved."):
            assert words in page, (path, words)
        for words in ("lands at", "Where it lands", "is expected by now", "of the cycle gone"):
            assert words not in page, (path, words)


def test_what_went_beyond_its_target_is_said_in_words(world, as_person):
    ben, one, now = as_person("Ben"), world.key_results["conversion"], timezone.now()
    store(points=[(one.series_id, Value(now - HOUR, 5.54))], origin=Origin.CHECKIN, by=world.ben, now=now)
    move(cycle=Cycle.objects.get(), to="review")
    path = f"/w/product/change/reviews/{world.cycle.pk}/{world.team.pk}/"
    words, asked = "It went beyond its target, to 120 % of the way.", " 0.7 is success here: was it a stretch?"
    assert words + asked in text(ben, path)
    told = text(ben, f"{path}retrospective/")
    assert words in told
    assert asked not in told, "the question is asked in the review alone"
    move(cycle=Cycle.objects.get(), to="closed")
    assert "Ended at 1.00, beyond its target" in text(ben, f"/w/product/change/results/{one.pk}/")


def test_how_goals_were_set_leaves_private_ones_out_for_everybody(world, as_person):
    for name in ("Q1", "Q2"):
        start = world.cycle.start - 365 * DAY
        cycle = Cycle.objects.create(name=name, start=start, end=start + 80 * DAY)
        for private, score in ((False, 0.7), (True, 0.1)):
            title = f"{name} {private}"
            one = Objective.objects.create(title=title, team=world.team, cycle=cycle, private=private, owner=world.ben)
            for metric in range(4):
                key_result = KeyResult.objects.create(objective=one, metric=f"{title} {metric}")
                Score.objects.create(key_result=key_result, score=score, at=timezone.now())
    Cycle.objects.update(state=Cycle.State.CLOSED)
    path = f"/w/product/change/reviews/{world.cycle.pk}/{world.team.pk}/retrospective/"
    for who in ("Ben", "Ana"):
        said = "Over its last two closed cycles this team had 8 stretch key results, with a mean score of 0.70"
        assert said in text(as_person(who), path)


def test_who_closes_a_cycle_is_told_that_what_is_private_is_closed_with_it(world, as_person):
    path = f"/w/product/change/cycles/{world.cycle.pk}/"
    said = "Closing it also closes the objectives that are private to others, if there are any."
    assert said not in text(as_person("Ana"), path)
    move(cycle=Cycle.objects.get(), to="review")
    assert said in text(as_person("Ana"), path)
    world.objective.private = True
    world.objective.save()
    assert said in text(as_person("Ana"), path)


def test_one_scale_has_one_precision_on_paper(closed, world, as_person):
    one, ben, now = world.key_results["engagement"], as_person("Ben"), timezone.now()
    move(cycle=Cycle.objects.get(), to="review")
    store(points=[(one.series_id, Value(now - HOUR, 8.0))], origin=Origin.CHECKIN, by=world.ben, now=now)
    Score.objects.update(score=1.0)
    path = f"/w/product/change/reviews/{world.cycle.pk}/{world.team.pk}/"
    told = text(ben, f"{path}retrospective/")
    assert told.count('<span class="figure">1.0</span>') == 2
    judge(key_result=one, said={"score": 1.0}, by=world.ben, now=now)
    assert 'The number says <strong class="figure">1.0</strong>, and so do we.' in text(ben, path)
    for page in (told, text(ben, path)):
        assert "1.00" not in page.partition("<main")[2]
