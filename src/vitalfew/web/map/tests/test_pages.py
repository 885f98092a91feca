"""The alignment map as a page: what it says, what is open, who may move what."""

import re
from collections.abc import Callable
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from vitalfew.accounts.history import undo
from vitalfew.accounts.models import Change, Team
from vitalfew.okrs.models import Cycle, KeyResult, Objective, Score
from vitalfew.okrs.tests.world import World, build

Sign = Callable[[str], Client]
MAP = "/w/product/map/"


def page(client: Client, query: str = "", **headers: str) -> str:
    answer = client.get(f"{MAP}{query}", headers=headers)
    assert answer.status_code == 200, answer.status_code
    return " ".join(unescape(answer.content.decode()).split())


def boxes(text: str) -> list[str]:
    """The words of the boxes on a wide screen."""
    wide = re.findall(r'<svg [^>]*class="tree wide".*?</svg>', text)[0]
    return re.findall(r'role="treeitem".*? aria-label="([^"]*)"', wide)


def another(world: World, title: str, *parents: Objective, **more: object) -> Objective:
    given = {"title": title, "team": world.team, "cycle": world.cycle, "state": "active"} | more
    one: Objective = Objective.objects.create(**given)
    one.parents.set(parents)
    return one


def key_result(objective: Objective, metric: str, baseline: float = 0, target: float = 10) -> KeyResult:
    made: KeyResult = KeyResult.objects.create(objective=objective, metric=metric, baseline=baseline, target=target)
    made.refresh()
    return made


def test_it_goes_from_the_strategy_to_the_kpis(world: World, as_person: Sign) -> None:
    said = boxes(page(as_person("Dana")))
    assert [each.partition(":")[0] for each in said] == [
        "Strategy", "Objective", "Key result", "Key result", "KPI", "Key result",
    ]  # fmt: skip
    assert said[1].startswith("Objective: Radically transform our users’ mobile experience. Product · ")
    assert said[4].startswith("KPI: Loading time, p75. Measures it: ")


def test_the_title_says_what_hangs_loose_and_what_pulls_apart(world: World, as_person: Sign) -> None:
    assert "<h1>Everything hangs together</h1>" in page(as_person("Dana"))
    support = Team.objects.create(name="Support")
    loose = another(world, "Stay reachable", team=support)
    key_result(loose, "Mobile conversion", 5, 2)
    text = page(as_person("Dana"))
    assert "<h1>One objective hangs loose and one metric is pulled in opposite directions</h1>" in text
    assert "Without anything above: Hangs loose. one objective" in boxes(text)
    assert "Objective: Stay reachable. Support · 0.0 of the way · pulls against Product" in text or (
        "Support · not measured yet · pulls against Product" in text
    )
    assert "<bdi>Product</bdi> pushes it up" in text
    assert "<bdi>Support</bdi> pushes it down" in text


def test_boxes_open_and_close_by_address(world: World, as_person: Sign) -> None:
    dana, one = as_person("Dana"), world.objective.pk
    assert len(boxes(page(dana, f"?shut=o{one}"))) == 2
    assert len(boxes(page(dana, "?fold=none"))) == 1
    assert len(boxes(page(dana, f"?fold=none&open=s,o{one}"))) == 5
    assert len(boxes(page(dana, "?fold=all"))) == 6
    text = page(dana, f"?team={world.team.pk}&shut=o{one}")
    assert f'href="?team={world.team.pk}&open=o{one}"' in text
    assert "three key results" in boxes(text)[1]


def test_a_large_workspace_opens_folded_by_team(world: World, as_person: Sign) -> None:
    for number in range(60):
        team = Team.objects.create(name=f"Team {number:02}")
        another(world, f"Aim {number}", team=team, serves_strategy=True)
    said = boxes(page(as_person("Dana")))
    assert len(said) == 62
    assert said[1] == "Team: Product. one objective"
    assert len(boxes(page(as_person("Dana"), f"?open=t{world.team.pk}.s"))) == 63


def test_a_fold_gets_the_picture_alone(world: World, as_person: Sign) -> None:
    text = page(as_person("Dana"), hx_request="true")
    assert "<html" not in text
    assert len(boxes(text)) == 6


def test_team_and_cycle_narrow_it(world: World, as_person: Sign) -> None:
    dana, support = as_person("Dana"), Team.objects.create(name="Support")
    day = world.now.date()
    older = Cycle.objects.create(
        name="Q1", start=day.replace(year=day.year - 1), end=day.replace(year=day.year - 1, day=28)
    )
    another(world, "Of long ago", cycle=older, state="closed")
    assert "Of long ago" not in page(dana)
    assert "Objective: Of long ago" in page(dana, f"?cycle={older.pk}")
    assert "Nothing is on the map yet" in page(dana, f"?team={support.pk}")
    for wrong in ("?team=999", "?cycle=999", "?team=x", f"?cycle={'9' * 30}"):
        assert dana.get(f"{MAP}{wrong}").status_code == 404, wrong


def test_before_the_first_cycle_it_says_what_comes_first(as_person: Sign, world: World) -> None:
    Objective.objects.all().delete()
    assert "No objective is here yet" in page(as_person("Ben"))
    Cycle.objects.all().delete()
    assert "There is no cycle yet" in page(as_person("Ben"))


def test_it_takes_as_many_statements_for_many_as_for_few(world: World, as_person: Sign) -> None:
    dana = as_person("Dana")
    loose = another(world, "Loose")
    key_result(loose, "One")

    def statements() -> int:
        with CaptureQueriesContext(connection) as seen:
            page(dana, "?fold=all")
        return len(seen)

    statements()
    few = statements()
    for number in range(8):
        team = Team.objects.create(name=f"Team {number}")
        one = another(world, f"Aim {number}", world.objective, team=team)
        one.guardrails.set(world.kpis.values())
        key_result(one, f"Metric {number}").supports = world.kpis["API response time"]
        KeyResult.objects.filter(objective=one).update(supports=world.kpis["API response time"])
    assert statements() == few


def move(client: Client, one: Objective, to: str, left: str = "", back: str = "") -> str:
    data = {"objective": f"o{one.pk}", "to": to, "from": left, "back": back}
    answer = client.post(f"{MAP}move/", data, follow=True)
    assert answer.status_code == 200, answer.status_code
    return " ".join(unescape(answer.content.decode()).split())


def test_an_objective_is_moved_and_the_move_undone(world: World, as_person: Sign) -> None:
    ben, one = as_person("Ben"), another(world, "Stay reachable")
    text = move(ben, one, f"o{world.objective.pk}", "loose", f"?team={world.team.pk}&shut=o{world.objective.pk}&x=y")
    assert f"Saved: “Stay reachable” contributes to “{world.objective}”." in text
    assert "Undo" in text
    assert "Objective: Stay reachable" in str(boxes(text))
    assert list(one.parents.all()) == [world.objective]
    undo(Change.objects.get(), by=world.ben)
    assert not one.parents.exists()


def test_it_is_moved_under_the_strategy_and_off_everything(world: World, as_person: Sign) -> None:
    ben, one = as_person("Ben"), another(world, "Stay reachable", world.objective)
    assert "“Stay reachable” serves the strategy" in move(ben, one, "s", f"o{world.objective.pk}")
    one.refresh_from_db()
    assert (one.serves_strategy, one.parents.count()) == (True, 0)
    assert "“Stay reachable” hangs from nothing" in move(ben, one, "loose", "s")
    one.refresh_from_db()
    assert not one.serves_strategy


def test_a_circle_is_refused_in_one_sentence(world: World, as_person: Sign) -> None:
    below = another(world, "Below", world.objective)
    text = move(as_person("Ben"), world.objective, f"o{below.pk}", "s")
    assert f"“Below” contributes to “{world.objective}” already, itself or by way of others" in text
    assert not Change.objects.exists()
    assert "cannot contribute to itself" in move(as_person("Ben"), below, f"o{below.pk}")


def test_a_viewer_moves_nothing_and_is_offered_nothing(world: World, as_person: Sign) -> None:
    dana, one = as_person("Dana"), another(world, "Stay reachable")
    text = page(dana)
    assert 'id="move"' not in text
    assert "data-move" not in text
    assert "objectives/" not in text
    assert dana.post(f"{MAP}move/", {"objective": f"o{one.pk}", "to": "s"}).status_code == 403
    assert dana.get(f"{MAP}objectives/{one.pk}/").status_code == 403


@pytest.mark.parametrize("data", [{}, {"objective": "o999", "to": "s"}, {"objective": "ox", "to": "s"}])
def test_what_is_not_here_cannot_be_moved(world: World, as_person: Sign, data: dict[str, str]) -> None:
    assert as_person("Ben").post(f"{MAP}move/", data).status_code == 404
    one = {"objective": f"o{world.objective.pk}"}
    assert as_person("Ben").post(f"{MAP}move/", one | {"to": "o999"}).status_code == 404
    other = build(now=world.now, slug="other", name="Other")
    assert as_person("Ben").post(f"{MAP}move/", one | {"to": f"o{other.objective.pk}"}).status_code == 404


def test_parents_are_chosen_from_a_list_without_dragging(world: World, as_person: Sign) -> None:
    ben, above, one = as_person("Ben"), another(world, "Above"), another(world, "Stay reachable", world.objective)
    form = f"{MAP}objectives/{one.pk}/"
    text = " ".join(unescape(ben.get(form).content.decode()).split())
    assert f"Product · {above}" in text
    answer = ben.post(form, {"parents": [world.objective.pk], "under": above.pk, "serves_strategy": "on"})
    assert answer.status_code == 302, answer.content.decode()
    one.refresh_from_db()
    assert (set(one.parents.all()), one.serves_strategy) == ({above, world.objective}, True)
    assert ben.post(form, {"under": ""}).status_code == 302
    one.refresh_from_db()
    assert (one.parents.count(), one.serves_strategy) == (0, False)


def test_a_circle_is_refused_at_the_field(world: World, as_person: Sign) -> None:
    below = another(world, "Below", world.objective)
    form, ben = f"{MAP}objectives/{world.objective.pk}/", as_person("Ben")
    assert f'value="{below.pk}"' not in ben.get(form).content.decode(), "what is refused is not offered"
    text = unescape(ben.post(form, {"under": below.pk}).content.decode())
    assert 'href="#id_under"' in text
    assert "that one contributes to it, or it is over" in text


def test_somebody_elses_private_objective_is_not_on_the_map(world: World, as_person: Sign) -> None:
    hidden = another(world, "Close the office", owner=world.ben, private=True, team=Team.objects.create(name="Board"))
    key_result(hidden, "Mobile conversion", 5, 2)
    another(world, "Stay reachable", hidden)
    assert "Objective: Close the office" in page(as_person("Ben"))
    text = page(as_person("Dana"))
    assert "Close the office" not in text
    assert "opposite directions</h2>" not in text
    assert "Objective: Stay reachable" in text
    below = {"objective": f"o{world.objective.pk}", "to": f"o{hidden.pk}"}
    assert as_person("Cem").post(f"{MAP}move/", below).status_code == 404
    move(as_person("Cem"), Objective.objects.get(title="Stay reachable"), "s")
    assert list(Objective.objects.get(title="Stay reachable").parents.all()) == [hidden]


def test_a_team_sees_the_running_cycles_that_hold_for_it(world: World, as_person: Sign) -> None:
    support = Team.objects.create(name="Support")
    dates = {"start": world.cycle.start, "end": world.cycle.end}
    own = Cycle.objects.create(name="Six weeks", team=support, **dates)
    another(world, "Stay reachable", team=support, cycle=own)
    dana = as_person("Dana")
    assert "Stay reachable" in page(dana)
    assert "Six weeks" in page(dana, f"?team={support.pk}")
    assert "Six weeks" not in page(dana, f"?team={world.team.pk}")
    Team.objects.filter(pk=world.team.pk).update(parent=support)
    assert "Six weeks" in page(dana, f"?team={world.team.pk}")


def test_the_map_of_a_closed_cycle_says_how_it_ended_and_that_nothing_is_loose(world: World, as_person: Sign) -> None:
    another(world, "Stay reachable", state="closed")
    key_result(Objective.objects.get(title="Stay reachable"), "Mobile conversion", 5, 2)
    world.objective.state = "closed"
    world.objective.save()
    Score.objects.create(key_result=world.key_results["conversion"], score=0.8, at=world.now)
    Cycle.objects.update(state="closed")
    text = page(as_person("Ben"), f"?cycle={world.cycle.pk}")
    assert "<h1>Q4 2026 is closed: two of four key results delivered</h1>" in text
    for words in ("loose", "opposite directions</h2>", "data-move", "pulls against"):
        assert words not in text.lower(), words
    said = boxes(text)
    assert said[1].startswith("Objective: Radically transform our users’ mobile experience. Product · ended at 0.6")
    assert any(each.startswith("Key result: Mobile conversion. Ended at 0.3; our score 0.8") for each in said)
    assert "Objective: Stay reachable. Product · ended without a score" in text
