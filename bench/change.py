"""The change side of a large organisation: `python bench/change.py [sqlite|postgres …]`; exits 1 above an aim.

500 people in 100 teams, 1,000 objectives with 4,000 key results at work in one cycle, and a check-in on each of them
in every week of three years (624,000), in a database of its own that is removed again. Every page of the change side
that an address leads to, Today and the search are asked for as the view is, from sign-in to the last byte, by the
owner of ten objectives, below a frame with room as the server has it; check-ins are saved. Printed are the
milliseconds once warm (the quickest of four requests, the median of five such rounds; asked: under 100), those of
this process's processor among them, the SQL statements and the size. Then a server is started and the map opened in
Chromium: until everything is drawn (asked: under 1.5 s), and until a closed box is opened (a request, and the new
picture).
"""

import gc
import re
import shutil
import statistics
import sys
from collections.abc import Callable, Iterator
from importlib import import_module
from time import perf_counter, process_time
from typing import Any

from serving.installation import EMAIL, PASSWORD, installation, serving
from vitalfew.lib.frames import with_room

ROUNDS, EACH, WARM = 5, 4, 2
MOST_MS, MOST_S = 100.0, 1.5
ROOMS = ("today", "okrs", "checkin", "map", "reviews", "activity", "initiatives", "weeks", "kept", "search")
QUERIES = {"search": ("?q=Team+42",), "checkin": ("", "?team=1"), "map": ("", "?team={team}", "?fold=none", "?open=o1")}
DRAWN = (
    """() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now()))))"""
)


def addresses(keys: dict[str, int]) -> Iterator[tuple[str, str]]:
    """Every page of these rooms by its name and path, as far as records for it are there."""
    for room in ROOMS:
        for pattern in import_module(f"vitalfew.web.{room}.urls").urlpatterns:
            wanted = re.findall(r"<\w+:(\w+)>", str(pattern.pattern))
            key = next(
                (keys[word] for word in sorted(keys, key=len, reverse=True) if pattern.name.startswith(word)), None
            )
            if wanted not in ([], ["pk"], ["pk", "team"]) or (wanted and key is None):
                continue
            path = "/w/apollo/" + re.sub(r"<\w+:pk>", str(key), str(pattern.pattern))
            path = re.sub(r"<\w+:team>", str(keys["team"]), path)
            for query in QUERIES.get(pattern.name, ("",)):
                yield f"{pattern.name}{query.format(**keys)}", path + query.format(**keys)


def timed(work: Callable[[], Any]) -> tuple[float, float]:
    """Milliseconds by the clock and of the processor, once warm: the median of the rounds' quickest runs."""
    rounds = [[_once(work) for _ in range(EACH)] for _ in range(WARM + ROUNDS)][WARM:]
    clock, processor = ([min(run[which] for run in each) for each in rounds] for which in (0, 1))
    return statistics.median(clock), statistics.median(processor)


def _once(work: Callable[[], Any]) -> tuple[float, float]:
    began, busy = perf_counter(), process_time()
    with_room(work)()
    return (perf_counter() - began) * 1000, (process_time() - busy) * 1000


def inside() -> None:
    """In the installation: fill it, measure, print a line for each page."""
    from vitalfew.cli.database import django_ready

    django_ready()
    from django.conf import settings
    from django.db import connection
    from django.test import Client
    from django.utils import timezone

    from serving.organisation import Size, fill
    from vitalfew.accounts.models import Person, Workspace
    from vitalfew.accounts.scoping import entered
    from vitalfew.okrs.models import Cycle, KeyResult, Objective

    settings.ALLOWED_HOSTS = ["testserver"]
    workspace, began = Workspace.objects.get(slug="apollo"), perf_counter()
    with entered(workspace):
        person = Person.objects.get()
        fill(Size(), person=person, now=timezone.now())
        objective = Objective.objects.filter(owner=person).first()
        assert objective is not None
        result = KeyResult.objects.filter(objective=objective).first()
        assert result is not None
        draft = Objective.objects.get(state="draft")
        cycle = Cycle.objects.get(state="active")
        keys = {
            "objective": objective.pk, "objective_activate": draft.pk, "key_result_new": objective.pk,
            "key_result": result.pk, "checkin": result.pk, "cycle": cycle.pk, "review": cycle.pk,
            "week": objective.team_id, "team": objective.team_id,
        }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    print(f"  filled in {perf_counter() - began:.0f} s", flush=True)
    client = Client(raise_request_exception=False)
    client.force_login(person.user)
    gc.collect()
    gc.freeze()
    missed = [_page(client, name, path) for name, path in addresses(keys)]
    missed.append(_save(client, result.pk))
    print("  MISSED" if any(missed) else "  fine")


def _page(client: Any, name: str, path: str) -> bool:
    answer = client.get(path)
    if answer.status_code == 405:
        return False
    if answer.status_code != 200:
        print(f"  {name:<34}answers {answer.status_code}")
        return answer.status_code >= 500
    return _line(name, timed(lambda: client.get(path)), _statements(lambda: client.get(path)), len(answer.content))


def _save(client: Any, key: int) -> bool:
    """One check-in, saved as a row of the page is: a new value each time."""
    path, values = f"/w/apollo/checkin/{key}/", iter(range(1000))

    def save() -> None:
        data = {f"kr{key}-value": f"{20 + next(values) / 10:g}", f"kr{key}-confidence": "7"}
        answer = client.post(path, data)
        if answer.status_code != 200:
            raise RuntimeError(f"{path} answers {answer.status_code}: {answer.content.decode()[:2000]}")

    return _line("save of one check-in", timed(save), _statements(save), 0)


def _statements(work: Callable[[], Any]) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as seen:
        work()
    return len(seen)


def _line(name: str, taken: tuple[float, float], statements: int, size: int) -> bool:
    clock, processor = taken
    over = clock > MOST_MS
    kilobytes = f"{size / 1000:8.0f} KB" if size else " " * 11
    times = f"{clock:8.1f} ms{processor:8.1f} of processor"
    print(f"  {name:<28}{times}{statements:4} statements{kilobytes}{'  over' if over else ''}", flush=True)
    return over


def in_browser(port: int) -> bool:
    """Open the map as a person does; whether it took too long."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page(base_url=f"http://127.0.0.1:{port}", viewport={"width": 1440, "height": 960})
        page.goto("/accounts/login/")
        page.fill("[name=login]", EMAIL)
        page.fill("[name=password]", PASSWORD)
        page.click("main form button[type=submit]")
        page.wait_for_url("**/w/**")
        opened, folded = [], []
        for _ in range(WARM + ROUNDS):
            page.goto("/w/apollo/map/")
            opened.append(page.evaluate(DRAWN))
            closed = page.locator("svg.wide [aria-expanded=false] > a.fold").first
            before = page.locator("svg.wide [role=treeitem]").count()
            began = perf_counter()
            closed.click()
            page.locator("svg.wide [role=treeitem]").nth(before).wait_for()
            folded.append(perf_counter() - began)
        browser.close()
    whole = statistics.median(opened[WARM:]) / 1000
    print(f"  the map in Chromium: drawn after {whole:.2f} s (at most {MOST_S}), {before} boxes; "
          f"a box opened after {statistics.median(folded[WARM:]):.2f} s", flush=True)  # fmt: skip
    return whole > MOST_S


def main(engines: list[str]) -> int:
    """Measure on each engine that was named."""
    missed = []
    for engine in engines or ["sqlite", "postgres"]:
        print(engine, flush=True)
        with installation(engine, sample=False) as made:
            said = made.run("python", __file__, "inside")
            print(f"  {said}", flush=True)
            with serving(["vitalfew", "serve", "--port", "PORT"], on=made) as (port, _):
                missed.append(in_browser(port) or "MISSED" in said)
    return int(any(missed))


if __name__ == "__main__":
    if sys.argv[1:2] == ["inside"]:
        inside()
        sys.exit()
    sys.exit(main(sys.argv[1:]))
