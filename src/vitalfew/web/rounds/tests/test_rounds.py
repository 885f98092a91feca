"""The check-in behind the link in a mail: one person's, one round's, for a week, and nothing else."""

from datetime import timedelta
from html import unescape

import pytest
from django.test import Client
from django.utils import timezone

from vitalfew.accounts.models import Role
from vitalfew.okrs.models import CheckIn, KeyResult, RoundLink
from vitalfew.okrs.rounds.links import link_to, path_of
from vitalfew.okrs.tests.world import World

WORDS = "This link is no good any more"


@pytest.fixture
def link(world: World) -> RoundLink:
    now = timezone.now()
    world.team.checkin_day = now.weekday()
    world.team.save()
    return link_to(world.ben, day=now.date(), now=now)


@pytest.fixture
def nobody() -> Client:
    return Client()


def says(answer) -> str:
    return unescape(answer.content.decode())


def own(world: World) -> KeyResult:
    return world.key_results["conversion"]


def answer_of(key_result: KeyResult, **said: str) -> dict[str, str]:
    return {f"kr{key_result.pk}-{name}": value for name, value in said.items()}


def test_it_opens_the_check_in_without_signing_in_and_no_way_into_the_workspace(world, link, nobody):
    answer = nobody.get(path_of(link))
    page = says(answer)
    assert answer.status_code == 200
    assert "Your check-in of" in page
    assert "Mobile conversion" in page
    assert "/w/product/" not in page
    assert answer.headers["Referrer-Policy"] == "strict-origin"
    assert "no-store" in answer.headers["Cache-Control"]
    assert answer.headers["X-Robots-Tag"] == "noindex"
    assert "script-src" in answer.headers["Content-Security-Policy"]
    assert nobody.get("/w/product/checkin/").status_code == 302


def test_looking_changes_nothing(world, link, nobody):
    for _ in range(3):
        nobody.get(path_of(link))
        nobody.head(path_of(link))
    assert not CheckIn.objects.exists()
    assert RoundLink.objects.get().used_at is None


def test_a_row_is_saved_as_its_person(world, link, nobody):
    path = f"{path_of(link)}{own(world).pk}/"
    answer = nobody.post(path, answer_of(own(world), value="3.4", confidence="7"))
    assert answer.status_code == 200
    assert "Saved: 3.4 %, 7 of 10." in says(answer)
    assert "Undo" not in says(answer)
    made = CheckIn.objects.get()
    assert (made.by, made.confidence, made.observation.value) == (world.ben, 7, 3.4)
    assert RoundLink.objects.get().used_at is not None


def test_without_a_script_it_is_one_form(world, link, nobody):
    nobody.post(path_of(link), answer_of(own(world), value="3.4", confidence="7"))
    assert CheckIn.objects.count() == 1
    answer = nobody.post(path_of(link), answer_of(own(world), value="a lot", confidence="7"))
    assert "Nothing was saved yet" in says(answer)
    assert "a lot" in says(answer)
    assert CheckIn.objects.count() == 1


def test_it_answers_for_nothing_that_was_not_asked_of_its_person(world, link, nobody):
    other = KeyResult.objects.create(
        objective=world.objective, metric="Cem’s", baseline=0, target=1, owner=world.people["Cem"]
    )
    said = answer_of(other, value="1", confidence="5")
    assert "Cem’s" not in says(nobody.get(path_of(link)))
    assert nobody.get(f"{path_of(link)}{other.pk}/").status_code == 404
    assert nobody.post(f"{path_of(link)}{other.pk}/", said).status_code == 404
    assert nobody.post(f"{path_of(link)}999999/", said).status_code == 404
    assert nobody.post(path_of(link), said).status_code == 404
    assert nobody.post(f"{path_of(link)}confirm/", {"together": f"{other.pk} 0/None"}).status_code == 404
    assert not CheckIn.objects.exists()


def test_a_private_objective_of_others_is_not_behind_it(world, link, nobody):
    world.objective.private, world.objective.owner = True, world.ana
    world.objective.save()
    KeyResult.objects.update(owner=world.ben)
    assert "Mobile conversion" not in says(nobody.get(path_of(link)))
    assert nobody.get(f"{path_of(link)}{own(world).pk}/").status_code == 404


def test_what_another_day_asks_is_not_behind_it(world, link, nobody):
    world.team.checkin_day = (link.round.weekday() + 1) % 7
    world.team.save()
    page = says(nobody.get(path_of(link)))
    assert "Nothing is asked of you any more" in page
    assert nobody.get(f"{path_of(link)}{own(world).pk}/").status_code == 404


@pytest.mark.parametrize("token", ["x", "1-", "1-abc", "9" * 40, "-", "1-" + "a" * 43])
def test_an_altered_link_says_one_thing_and_gives_no_hint(world, link, nobody, token):
    answer = nobody.get(f"/round/{token}/")
    assert (answer.status_code, WORDS in says(answer)) == (404, True)


def test_a_link_of_another_round_does_not_fit_its_signature(world, link, nobody):
    other = link_to(world.ana, day=link.round, now=timezone.now())
    signature = path_of(link).strip("/").rpartition("-")[2]
    assert nobody.get(f"/round/{other.pk}-{signature}/").status_code == 404


def test_an_old_or_ended_link_says_the_same(world, link, nobody):
    path = path_of(link)
    ended = says(nobody.get("/round/x/"))
    RoundLink.objects.update(expires_at=timezone.now())
    answer = nobody.get(path)
    assert (answer.status_code, says(answer)) == (410, ended)
    RoundLink.objects.update(expires_at=timezone.now() + timedelta(days=1))
    assert nobody.get(path).status_code == 200
    RoundLink.objects.update(revoked_at=timezone.now())
    assert nobody.get(path).status_code == 410
    assert nobody.post(f"{path}{own(world).pk}/", answer_of(own(world), confidence="7")).status_code == 410
    assert not CheckIn.objects.exists()


def test_it_ends_with_another_address_and_with_a_role_that_only_reads(world, link, nobody):
    path = path_of(link)
    world.ben.role = Role.VIEWER
    world.ben.save()
    assert nobody.get(path).status_code == 410
    world.ben.role, world.ben.email = Role.MEMBER, "ben@elsewhere.example.org"
    world.ben.save()
    assert nobody.get(path).status_code == 404


def test_it_wants_the_token_of_its_form(world, link):
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(path_of(link), answer_of(own(world), confidence="7")).status_code == 403
    assert not CheckIn.objects.exists()


def test_a_page_takes_a_fixed_number_of_statements(world, link, nobody, django_assert_num_queries):
    nobody.get(path_of(link))
    with django_assert_num_queries(9):
        nobody.get(path_of(link))
    for number in range(8):
        KeyResult.objects.create(objective=world.objective, metric=f"{number}", baseline=0, target=1)
    with django_assert_num_queries(9):
        assert says(nobody.get(path_of(link))).count('class="checkin-row') >= 11
