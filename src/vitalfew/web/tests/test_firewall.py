"""The firewall: no goal makes a score of a person. No page, answer, file or command adds up, ranks or scores people."""

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone

import vitalfew
from vitalfew.accounts.scoping import entered
from vitalfew.api.routes import api
from vitalfew.okrs.course.sureness import sureness_of
from vitalfew.okrs.models import CheckIn, Cycle, Objective, Score
from vitalfew.okrs.tests.world import DAY, WEEK, World, build

SOURCE = Path(vitalfew.__file__).parent
PERSON = re.compile(r"(^|__)(owner|by|who|person|deputy|helpers|responsible|confidence_by)(__|$|_id$)")
NUMBERS = {"Avg", "Sum", "Max", "Min", "StdDev", "Variance"}
SCORED = re.compile(r"score|progress|confidence|probability|seconds|brier", re.IGNORECASE)
ALONE = "okrs/course/sureness.py"
ROOMS = ("okrs/", "web/okrs/", "web/reviews/", "web/map/", "briefing/", "api/")
WORDS_ALONE = {"okrs/rounds/weeks.py"}  # what each person wrote of a week, under their name: no number is near it
READERS = {"web/profile/views.py", ALONE}


def modules() -> Iterator[tuple[str, ast.Module]]:
    """Every module of the product, tests left out."""
    for path in sorted(SOURCE.rglob("*.py")):
        if "tests" not in path.parts and "migrations" not in path.parts:
            yield path.relative_to(SOURCE).as_posix(), ast.parse(path.read_text())


def calls(tree: ast.AST, *names: str) -> Iterator[ast.Call]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in names:
            yield node


def words(node: ast.AST) -> list[str]:
    return [each.value for each in ast.walk(node) if isinstance(each, ast.Constant) and isinstance(each.value, str)]


def aggregates(node: ast.AST) -> list[str]:
    """What is averaged, added up or ranked inside a call, by the names of the fields."""
    found = []
    for each in ast.walk(node):
        if isinstance(each, ast.Call) and isinstance(each.func, ast.Name) and each.func.id in NUMBERS:
            found += words(each)
    return found


def test_no_query_adds_up_what_goals_reached_by_person() -> None:
    wrong = []
    for name, tree in modules():
        for call in calls(tree, "annotate"):
            grouped = [word for other in calls(call.func, "values", "values_list") for word in words(other)]
            by_person = [word for word in grouped if PERSON.search(word)]
            if by_person and any(SCORED.search(field) for field in aggregates(call)):
                wrong.append((name, call.lineno, by_person))
    assert wrong == []


def test_no_list_of_goals_is_sorted_by_person() -> None:
    wrong = []
    for name, tree in modules():
        for call in calls(tree, "order_by"):
            fields = [word for argument in call.args for word in words(argument)]
            if name not in WORDS_ALONE and name.startswith(
                ("okrs/", "web/okrs/", "web/reviews/", "web/map/", "briefing/", "api/")
            ):
                wrong += [(name, call.lineno, field) for field in fields if PERSON.search(field.lstrip("-"))]
    assert wrong == []


def test_how_sure_somebody_was_is_read_by_their_own_page_alone() -> None:
    readers = {
        name
        for name, tree in modules()
        for node in ast.walk(tree)
        if (isinstance(node, ast.ImportFrom) and (node.module or "").endswith("goals.sureness"))
        or (isinstance(node, ast.ImportFrom) and node.module == "vitalfew.okrs.course.sureness")
    }
    assert readers == READERS


def test_the_api_knows_no_score_of_a_person_and_sorts_nothing_by_one() -> None:
    schema = json.loads(json.dumps(api.get_openapi_schema(path_prefix="/")))
    for path, methods in schema["paths"].items():
        assert not re.search(r"people|person|owner", path), path
        for method in methods.values():
            for given in method.get("parameters", ()):
                assert given["name"] not in {"sort", "order", "order_by", "by_owner"}, (path, given["name"])
    for name, made in schema["components"]["schemas"].items():
        fields = set(made.get("properties", {}))
        if re.search(r"person|people|owner|member", name, re.IGNORECASE):
            assert not any(SCORED.search(field) for field in fields), (name, fields)
        assert not any(re.search("brier|calibration|sureness", field) for field in fields), (name, fields)


@pytest.mark.parametrize("room", ["people", "profile", "teams", "account"])
def test_no_page_about_people_has_a_number_of_goals(room: str) -> None:
    folder = SOURCE / "web" / "templates" / "web" / room
    for page in folder.rglob("*.html") if folder.exists() else ():
        if page.name != "sureness.html":
            text = re.sub(r"\{#.*?#\}", "", page.read_text())
            assert not re.search(r"\{\{[^}]*(score|progress|probability|confidence)", text), page


def closed_cycles(world: World) -> None:
    """Six closed cycles, in each of which Ben said 8 of a key result and Ana said 2 of it."""
    for number in range(1, 7):
        end = world.cycle.start - number * 13 * WEEK
        cycle = Cycle.objects.create(name=f"Past {number}", start=end - 12 * WEEK, end=end)
        one = Objective.objects.create(title="Earlier", team=world.team, cycle=cycle, owner=world.ben, state="closed")
        result = one.key_results.create(metric="Orders", baseline=0, target=10)
        for person, confidence, days in ((world.ben, 8, 20), (world.ana, 2, 21), (world.ben, 10, 80)):
            CheckIn.objects.create(key_result=result, by=person, confidence=confidence, at=cycle.begins() + days * DAY)
        Score.objects.create(key_result=result, score=0.8 if number > 2 else 0.3, at=world.now)
    Cycle.objects.filter(name__startswith="Past").update(state="closed")


@pytest.mark.django_db
def test_how_sure_you_were_is_on_your_own_page_and_on_no_other() -> None:
    world = build(now=timezone.now())
    with entered(world.workspace):
        closed_cycles(world)
        found = sureness_of(world.ben)
        assert found is not None
        assert [(group.confidence, group.true, group.count) for group in found.groups] == [(8, 4, 6)]
        assert sureness_of(world.people["Cem"]) is None
    ben, ana = Client(), Client()
    ben.force_login(world.ben.user)
    ana.force_login(world.ana.user)
    own = ben.get("/w/product/you/").content.decode()
    assert "Of those you gave 8, 4 of 6 came true" in own
    assert "only you see this" in own
    hers = ana.get("/w/product/you/").content.decode()
    assert "Of those you gave 2, 4 of 6 came true" in hers
    assert "gave 8" not in hers
    for path in (
        "people/",
        f"people/{world.ben.pk}/",
        "teams/",
        "change/reviews/",
        "change/",
        "history/",
        "search/?q=Ben",
    ):
        page = ana.get(f"/w/product/{path}").content.decode()
        assert "came true" not in page, path
        assert "Brier" not in page, path
