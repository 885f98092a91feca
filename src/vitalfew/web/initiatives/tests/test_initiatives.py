"""Work that should move an objective: written down, looked at where it is done, finished, and counted."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from html import unescape

import pytest
from django.test import Client
from django.utils import timezone

from vitalfew.accounts.history import undo
from vitalfew.accounts.models import Change
from vitalfew.findings.courses import courses
from vitalfew.findings.silences import Silenced
from vitalfew.okrs.initiatives import look, look_again, look_at_new
from vitalfew.okrs.models import Initiative, TrackerToken
from vitalfew.okrs.tests.world import World
from vitalfew.sources.tests.server import Asked, Said, Server, serving

Sign = Callable[[str], Client]


@pytest.fixture
def gitlab(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    """A fake GitLab: issue 3 is open until a test says otherwise."""
    monkeypatch.setenv("VITALFEW_EGRESS_ALLOW", "127.0.0.1")
    states = {"3": "opened"}

    def tell(asked: Asked) -> Said:
        number = asked.path.rpartition("/")[2]
        if number in states:
            return Said({"title": "Faster phone pages", "state": states[number]})
        return Said({"message": "404 Not Found"}, 404)

    with serving(tell) as server:
        server.states = states  # type: ignore[attr-defined]
        yield server


def seen(client: Client, address: str) -> str:
    return unescape(client.get(address).content.decode())


def add(client: Client, world: World, **given: object) -> str:
    answer = client.post(f"/w/product/change/{world.objective.pk}/initiatives/new/", given, follow=True)
    return unescape(answer.content.decode())


def test_an_initiative_stands_apart_from_the_measures_and_is_finished(world: World, as_person: Sign) -> None:
    ben, moved = as_person("Ben"), world.key_results["conversion"]
    page = add(ben, world, title="Drop the start video", key_result=moved.pk, owner=world.ben.pk)
    assert "Work that should move it" in page
    assert "means, not the measure" in page
    one = Initiative.objects.get()
    assert (str(one), one.key_result, one.owner, one.done_at) == ("Drop the start video", moved, world.ben, None)
    ben.post(f"/w/product/initiatives/{one.pk}/done/")
    assert "Done on" in seen(ben, f"/w/product/change/{world.objective.pk}/")
    undo(Change.objects.latest("pk"), by=world.ben)
    assert Initiative.objects.get().done_at is None
    ben.post(f"/w/product/initiatives/{one.pk}/done/")
    ben.post(f"/w/product/initiatives/{one.pk}/reopen/")
    assert Initiative.objects.get().done_at is None
    ben.post(f"/w/product/initiatives/{one.pk}/remove/")
    assert not Initiative.objects.exists()


@pytest.mark.parametrize(
    ("given", "problem"),
    [
        ({"title": ""}, "Give it a title, a link, or both."),
        ({"url": "ftp://example.org/a"}, "Write the link with https:// in front."),
        ({"url": "javascript:alert(1)"}, "Enter a valid URL."),
    ],
)
def test_what_cannot_be_says_why(world: World, as_person: Sign, given: dict[str, str], problem: str) -> None:
    assert problem in add(as_person("Ben"), world, **given)
    assert not Initiative.objects.exists()


def test_an_issue_shows_its_title_and_its_state(world: World, as_person: Sign, gitlab: Server) -> None:
    ben = as_person("Ben")
    TrackerToken.objects.all().delete()
    page = add(ben, world, url=f"{gitlab.url}/acme/shop/-/issues/3")
    assert not gitlab.asked, "it is saved without waiting for its tracker"
    assert f">{gitlab.url}/acme/shop/-/issues/3</a>" in page
    assert "Its title and its state are being read" in page
    assert (look_at_new(now=timezone.now()), look_at_new(now=timezone.now())) == (1, 0)
    page = seen(ben, f"/w/product/change/{world.objective.pk}/")
    assert "being read" not in page
    assert "Faster phone pages" in page
    assert "its link says “opened”" in page
    one = Initiative.objects.get()
    gitlab.states["3"] = "closed"  # type: ignore[attr-defined]
    Initiative.objects.update(seen_at=timezone.now() - timedelta(hours=2))
    assert look_again(workspace=world.workspace, now=timezone.now()) == 1
    one.refresh_from_db()
    assert one.done_at is not None
    assert look_again(workspace=world.workspace, now=timezone.now()) == 0
    gitlab.states["3"] = "opened"  # type: ignore[attr-defined]
    look(one, now=timezone.now())
    one.refresh_from_db()
    assert one.done_at is None


def test_what_is_done_by_hand_stays_done_while_its_issue_does_not_change(
    world: World, as_person: Sign, gitlab: Server
) -> None:
    ben = as_person("Ben")
    add(ben, world, url=f"{gitlab.url}/acme/shop/-/issues/3")
    look_at_new(now=timezone.now())
    one = Initiative.objects.get()
    ben.post(f"/w/product/initiatives/{one.pk}/done/")
    one.refresh_from_db()
    look(one, now=timezone.now())
    one.refresh_from_db()
    assert one.done_at is not None


def test_why_an_issue_cannot_be_read_is_said_beside_its_link(world: World, as_person: Sign, gitlab: Server) -> None:
    add(as_person("Ben"), world, url=f"{gitlab.url}/acme/shop/-/issues/4")
    look_at_new(now=timezone.now())
    page = seen(as_person("Ben"), f"/w/product/change/{world.objective.pk}/")
    assert "nothing is there, or the token may not see it" in page
    assert ", and again by itself about every hour." in page
    page = add(as_person("Ben"), world, title="Elsewhere", url="https://example.org/plan")
    assert 'href="https://example.org/plan" rel="noopener noreferrer nofollow"' in page
    assert "being read" not in page
    assert look_at_new(now=timezone.now()) == 0


def test_what_an_old_address_says_is_not_kept_for_the_new_one(world: World, as_person: Sign, gitlab: Server) -> None:
    add(as_person("Ben"), world, url=f"{gitlab.url}/acme/shop/-/issues/3")
    before, new = Initiative.objects.get(), {"url": f"{gitlab.url}/acme/shop/-/issues/4"}
    as_person("Ben").post(f"/w/product/initiatives/{before.pk}/", new)
    assert Initiative.objects.get().url == new["url"]
    look(before, now=timezone.now())
    assert (Initiative.objects.get().seen_title, Initiative.objects.get().seen_at) == ("", None)


def test_a_tracker_that_cannot_be_reached_is_named(world: World, as_person: Sign) -> None:
    add(as_person("Ben"), world, url="https://nowhere.invalid/acme/shop/-/issues/3")
    assert look_at_new(now=timezone.now()) == 1
    page = seen(as_person("Ben"), f"/w/product/change/{world.objective.pk}/")
    assert "nowhere.invalid cannot be reached from this server" in page
    assert ", and again by itself about every hour." in page


def test_a_token_is_kept_sealed_for_its_host_and_never_shown(world: World, as_person: Sign, gitlab: Server) -> None:
    world.people["Ana"].role = "admin"
    world.people["Ana"].save()
    ana = as_person("Ana")
    host = gitlab.url.removeprefix("http://")
    page = ana.post("/w/product/settings/trackers/", {"host": gitlab.url, "token": "t0k3n"}, follow=True)
    kept = TrackerToken.objects.get()
    assert (kept.host, kept.token) == (host, "t0k3n")
    assert "t0k3n" not in kept.sealed
    assert "t0k3n" not in page.content.decode()
    assert host in page.content.decode()
    twice = ana.post("/w/product/settings/trackers/", {"host": host, "token": "other"})
    assert "There is a token for this host already" in unescape(twice.content.decode())
    wrong = ana.post("/w/product/settings/trackers/", {"host": "not a host", "token": "x"})
    assert "This is no host. Write one like github.com." in unescape(wrong.content.decode())
    add(as_person("Ben"), world, url=f"{gitlab.url}/acme/shop/-/issues/3")
    look_at_new(now=timezone.now())
    assert gitlab.asked[-1].headers["private-token"] == "t0k3n"
    ana.post(f"/w/product/settings/trackers/{kept.pk}/remove/")
    assert not TrackerToken.objects.exists()
    assert as_person("Ben").get("/w/product/settings/trackers/").status_code == 403


def test_finished_work_is_counted_for_what_it_should_have_moved(world: World) -> None:
    now, moved = timezone.now(), world.key_results["conversion"]
    Initiative.objects.create(objective=world.objective, title="One", key_result=moved, done_at=now)
    Initiative.objects.create(objective=world.objective, title="Two", done_at=now)
    Initiative.objects.create(objective=world.objective, title="Open", key_result=moved)
    counted = {each.metric: each.finished for each in courses(now=now, kpis={}, silenced=Silenced([]))}
    assert counted == {"Mobile conversion": 2, "Initial loading time": 1, "Mobile engagement": 1}


def test_in_a_closed_cycle_no_work_is_added(world: World, as_person: Sign) -> None:
    type(world.cycle).objects.filter(pk=world.cycle.pk).update(state="closed")
    assert "is closed" in add(as_person("Ben"), world, title="Too late")
    assert not Initiative.objects.exists()


def test_a_viewer_reads_it_only(world: World, as_person: Sign) -> None:
    one = Initiative.objects.create(objective=world.objective, title="One")
    dana = as_person("Dana")
    assert "One" in seen(dana, f"/w/product/change/{world.objective.pk}/")
    assert dana.post(f"/w/product/initiatives/{one.pk}/done/").status_code == 403
