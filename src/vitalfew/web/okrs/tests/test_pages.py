"""The pages of the change side, as they are read."""

from collections.abc import Callable
from typing import cast

import pytest
from django.test import Client
from django.utils import timezone

from vitalfew.accounts.history import undo
from vitalfew.accounts.models import Change
from vitalfew.accounts.scoping import entered
from vitalfew.okrs.models import Cycle, KeyResult, Objective, Strategy
from vitalfew.okrs.queries import Tally
from vitalfew.okrs.rounds.checking_in import check_in
from vitalfew.okrs.tests.world import DAY, World, build
from vitalfew.web.okrs.words import page_conclusion

Sign = Callable[[str], Client]


def text(client: Client, path: str) -> str:
    answer = client.get(f"/w/product/{path}")
    assert answer.status_code == 200, (path, answer.status_code)
    return " ".join(answer.content.decode().split())


def addresses(world: World) -> list[str]:
    one, result, cycle = world.objective.pk, world.key_results["loading"].pk, world.cycle.pk
    return [
        "change/", "change/strategy/", "change/cycles/", "change/cycles/new/", f"change/cycles/{cycle}/", "change/new/",
        f"change/{one}/", f"change/{one}/edit/", f"change/{one}/drop/", f"change/{one}/results/new/",
        f"change/results/{result}/", f"change/results/{result}/edit/",
    ]  # fmt: skip


def test_every_page_answers(world: World, as_person: Sign) -> None:
    ana = as_person("Ana")
    for path in addresses(world):
        assert text(ana, path)


def test_a_stranger_to_the_workspace_gets_404_everywhere(world: World, as_person: Sign) -> None:
    build(now=world.now, slug="other", name="Other")
    paths = addresses(world)
    with_pk = [path for path in paths if any(char.isdigit() for char in path)]
    cem = as_person("Cem")
    for path in with_pk:
        assert cem.get(f"/w/other/{path}").status_code in {403, 404}, path
    for path in ("change/results/{}/remove/", "change/{}/activate/"):
        assert cem.post(f"/w/other/{path.format(world.objective.pk)}").status_code == 404
    world.people["Dana"].delete()
    dana = as_person("Dana")
    for path in paths:
        assert dana.get(f"/w/product/{path}").status_code == 404, path


def test_the_list_begins_with_what_deserves_a_talk(world: World, as_person: Sign) -> None:
    page = text(as_person("Dana"), "change/")
    assert "<h1>One key result is stalled and one guardrail is crossed</h1>" in page
    assert "The phone is where people meet us." in page
    assert "Stalled; lands at " in page
    assert "API response time: red line crossed" in page
    assert "responds to" in page
    assert "Write an objective" not in page


def test_the_list_takes_a_fixed_number_of_statements(
    world: World, as_person: Sign, django_assert_max_num_queries
) -> None:
    ana = as_person("Ana")
    text(ana, "change/")
    with django_assert_max_num_queries(15) as few:
        text(ana, "change/")
    for number in range(40):
        one = Objective.objects.create(
            title=f"Objective {number}", team=world.team, cycle=world.cycle, owner=world.ben, state="active"
        )
        one.guardrails.set(world.kpis.values())
        KeyResult.objects.create(objective=one, metric="More", baseline=0, target=9, owner=world.ana).refresh()
    with django_assert_max_num_queries(len(few)):
        page = text(ana, "change/")
    assert page.count('<article class="objective"') == 25
    assert "1–25 of 41" in page
    assert text(ana, "change/?page=2").count('<article class="objective"') == 16


def test_drafts_and_dropped_ones_lie_apart(world: World, as_person: Sign) -> None:
    Objective.objects.create(title="Answer before people ask", team=world.team, cycle=world.cycle)
    Objective.objects.create(
        title="Win the award", team=world.team, cycle=world.cycle, state="dropped", dropped_because="Nobody cared."
    )
    ana = as_person("Ana")
    page = text(ana, "change/")
    assert "Answer before people ask" not in page
    assert "1 draft" in page
    assert "Answer before people ask" in text(ana, f"change/?cycle={world.cycle.pk}&show=drafts")
    assert "Dropped: Nobody cared." in text(ana, "change/?show=dropped")


def test_empty_pages_say_one_sentence_and_offer_one_action(world: World, as_person: Sign) -> None:
    Strategy.objects.all().delete()
    empty = Cycle.objects.create(name="Empty", start=world.cycle.start + DAY, end=world.cycle.end - DAY)
    ana = as_person("Ana")
    page = text(ana, f"change/?cycle={empty.pk}")
    assert "Nothing is at work in Empty yet" in page
    assert page.count('<a class="button"') == 1
    assert "Write it in a few sentences" in page
    Cycle.objects.update(
        start=world.cycle.start - 300 * DAY, end=world.cycle.start - 200 * DAY, state=Cycle.State.CLOSED
    )
    assert "No cycle is running." in text(ana, "change/")
    assert "A lead can begin one." in text(as_person("Ben"), "change/")


@pytest.mark.parametrize(
    ("key_results", "unmeasured", "guardrails", "blind", "words"),
    [
        (3, 0, 0, 0, "Nothing is stalled; no guardrail is set"),
        (3, 3, 0, 0, "Nothing was measured yet; no guardrail is set"),
        (3, 1, 2, 0, "Nothing that was measured is stalled, and every guardrail holds"),
        (3, 0, 2, 1, "Nothing is stalled; one of two guardrails cannot be judged yet"),
        (3, 0, 2, 2, "Nothing is stalled; no guardrail can be judged yet"),
    ],
)
def test_the_title_of_change_claims_only_what_was_seen(
    key_results: int, unmeasured: int, guardrails: int, blind: int, words: str
) -> None:
    found = Tally(
        active=1, drafts=0, dropped=0, closed=0, key_results=key_results, unmeasured=unmeasured, stalled=0,
        guardrails=guardrails, blind=blind, crossed=0,
    )  # fmt: skip
    assert page_conclusion(cast("Cycle", None), found) == words


def test_the_objective_begins_with_its_conclusion_and_opens_its_parts(world: World, as_person: Sign) -> None:
    check_in(
        key_result=world.key_results["conversion"], by=world.ben, now=timezone.now(), confidence=9,
        note="It is <out>. **See** https://e.org/a",
    )  # fmt: skip
    page = text(as_person("Dana"), f"change/{world.objective.pk}/")
    assert '<strong>See</strong> <a href="https://e.org/a" rel="nofollow noopener">https://e.org/a</a>' in page
    assert "of the way, with 0.6 of the cycle gone. “Mobile conversion” is worth a talk: stalled;" in page
    assert "API response time has been beyond its red line since" in page
    assert "<dt>Ben says</dt><dd>9 of 10 that it succeeds, on " in page
    assert "Four times in five at " in page
    assert "Chance of 0.7 or more: " in page
    assert "takes" not in page
    assert "Its value comes from the KPI" in page
    assert "It is &lt;out&gt;." in page
    assert "The redesign of the desktop start page." in page
    assert page.count("<figure") == 3


def test_a_question_ends_with_its_answer_and_not_with_a_number(world: World, as_person: Sign) -> None:
    Cycle.objects.filter(pk=world.cycle.pk).update(state="closed")
    ended = {"state": "closed", "kind": "learning"}
    Objective.objects.filter(pk=world.objective.pk).update(**ended)
    told = text(as_person("Ana"), f"change/{world.objective.pk}/")
    assert "its question is not answered yet" in told
    assert "but short" not in told
    Objective.objects.filter(pk=world.objective.pk).update(answer="They leave for the price.")
    assert "its question is answered" in text(as_person("Ana"), f"change/{world.objective.pk}/")


def test_what_an_objective_lacks_stands_together(world: World, as_person: Sign) -> None:
    Objective.objects.filter(pk=world.objective.pk).update(stops="")
    page = text(as_person("Dana"), f"change/{world.objective.pk}/")
    before, _, together = page.partition("Not filled in yet: ")
    assert "source, what is stopped for it" in together.partition("</span>")[0]
    for code in ("K210", "O112"):
        assert f"{code} · " in together
        assert f"{code} · " not in before


def test_the_objectives_page_takes_a_fixed_number_of_statements(
    world: World, as_person: Sign, django_assert_max_num_queries
) -> None:
    ana = as_person("Ana")
    text(ana, f"change/{world.objective.pk}/")
    with django_assert_max_num_queries(20) as few:
        text(ana, f"change/{world.objective.pk}/")
    for number in range(4):
        made = KeyResult.objects.create(objective=world.objective, metric=f"More {number}", baseline=0, target=9)
        for confidence in (3, 4, 5):
            check_in(key_result=made, by=world.ben, now=timezone.now(), value=confidence, confidence=confidence)
    with django_assert_max_num_queries(len(few)):
        text(ana, f"change/{world.objective.pk}/")


def test_a_key_results_page_has_its_values_and_check_ins(world: World, as_person: Sign) -> None:
    check_in(key_result=world.key_results["engagement"], by=world.ben, now=timezone.now(), value=5.6, confidence=6)
    page = text(as_person("Ben"), f"change/results/{world.key_results['engagement'].pk}/")
    assert "<b>5.6 min a session</b>" in page
    assert page.count("<tr>") == 10
    assert "6 of 10" in page


def test_a_viewer_reads_and_changes_nothing(world: World, as_person: Sign) -> None:
    dana = as_person("Dana")
    one, result = world.objective.pk, world.key_results["loading"].pk
    for path in ("change/", f"change/{one}/", f"change/results/{result}/", "change/cycles/", "change/strategy/"):
        assert '<form method="post" class="form' not in text(dana, path)
    for path in ("change/new/", f"change/{one}/edit/", f"change/{one}/drop/", f"change/results/{result}/edit/"):
        assert dana.get(f"/w/product/{path}").status_code == 403, path
    for path in ("change/strategy/", "change/cycles/quarter/", f"change/results/{result}/remove/"):
        assert dana.post(f"/w/product/{path}", {"text": "Mine"}).status_code == 403, path


def test_members_leave_cycles_and_strategy_to_leads(world: World, as_person: Sign) -> None:
    ben = as_person("Ben")
    assert ben.get("/w/product/change/cycles/new/").status_code == 403
    assert ben.post("/w/product/change/strategy/", {"text": "Mine"}).status_code == 403
    assert Strategy.objects.count() == 1


def test_the_strategy_is_written_anew_and_taken_back(world: World, as_person: Sign) -> None:
    as_person("Ana").post("/w/product/change/strategy/", {"text": "Everybody reads on the train."})
    assert "Everybody reads on the train." in text(as_person("Dana"), "change/")
    undo(Change.objects.get(), by=world.ana)
    assert "The phone is where people meet us." in text(as_person("Dana"), "change/")


def test_a_quarter_is_made_with_one_click_and_not_twice(world: World, as_person: Sign) -> None:
    Cycle.objects.update(name="Other")
    ana = as_person("Ana")
    for _ in range(2):
        ana.post("/w/product/change/cycles/quarter/", {"quarter": "this"})
    made = Cycle.objects.exclude(name="Other").get()
    today = timezone.now().date()
    assert made.start <= today <= made.end
    assert f"Cycle {made}" in {str(change) for change in Change.objects.all()}


@pytest.mark.parametrize(
    ("given", "problem"),
    [
        (
            {"name": "Q4 2026", "start": "2026-10-01", "end": "2026-12-31", "state": "active"},
            "called “Q4 2026” already",
        ),
        ({"name": "New", "start": "2026-10-01", "end": "2026-09-01", "state": "active"}, "must end after it begins"),
    ],
)
def test_a_cycle_that_cannot_be_says_why(world: World, as_person: Sign, given: dict, problem: str) -> None:
    answer = as_person("Ana").post("/w/product/change/cycles/new/", given)
    assert answer.status_code == 200
    assert problem in answer.content.decode()


def test_a_workspace_without_anything_still_answers(world: World, as_person: Sign) -> None:
    bare = build(now=world.now, slug="bare", name="Bare")
    with entered(bare.workspace):
        Objective.objects.all().delete()
        Cycle.objects.all().delete()
        Strategy.objects.all().delete()
    ana = as_person("Ana")
    page = ana.get("/w/bare/change/").content.decode()
    assert "Choose a cycle" in page
    assert ana.get("/w/bare/change/new/")["Location"] == "/w/bare/change/cycles/?for=objective"


def test_before_the_cycle_begins_no_check_in_is_offered(world: World, as_person: Sign) -> None:
    ben, start = as_person("Ben"), timezone.localdate() + 7 * DAY
    paths = (f"change/{world.objective.pk}/", f"change/results/{world.key_results['loading'].pk}/")
    offer = f'href="/w/product/checkin/?objective={world.objective.pk}"'
    for path in paths:
        assert offer in text(ben, path)
    Cycle.objects.update(start=start)
    for path in paths:
        found = text(ben, path)
        assert f"begins on {start.day} {start:%B %Y}." in found
        assert offer not in found


def test_a_sentence_in_another_unit_was_not_moved(world: World, as_person: Sign) -> None:
    one, ben = world.key_results["conversion"], as_person("Ben")
    kept = {"sentence": "Reduce loading time from 4 s to 1.5 s", "unit": "ms", "baseline": 4000, "target": 1500}
    KeyResult.objects.filter(pk=one.pk).update(**kept)
    assert "First written as" not in text(ben, f"change/results/{one.pk}/")
    KeyResult.objects.filter(pk=one.pk).update(target=1200)
    assert "First written as" in text(ben, f"change/results/{one.pk}/")
