"""A KPI is connected to a database, tried, collected and shown; what fails is told there."""

import re
import sqlite3
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from vitalfew.accounts.history import undo
from vitalfew.accounts.models import Change
from vitalfew.collecting.models import Feed
from vitalfew.collecting.running import Collector
from vitalfew.kpis.actions import Value, record
from vitalfew.kpis.judging import judged
from vitalfew.kpis.models import Definition, Kpi, Observation, Origin
from vitalfew.sources.catalogue import sources
from vitalfew.sources.contract import Point, SourceError
from vitalfew.web.kpis import page as kpi_page

KEPT = "postgresql://reader:…@db.example.org/shop"
QUERY = "SELECT week, waits FROM waiting WHERE week >= :since ORDER BY week"


@pytest.fixture
def kpi(product):
    made = Kpi.objects.create(
        definition=Definition.objects.create(name="Waiting time", unit="min", direction="lower"), team=product.ana.team
    )
    made.refresh()
    return made


@pytest.fixture
def shop(tmp_path, monkeypatch):
    """A database with a value for each of the last thirty weeks, in a folder that sources may read."""
    path = tmp_path / "shop.sqlite3"
    monday = timezone.now().date() - timedelta(days=timezone.now().weekday())
    with sqlite3.connect(path) as database:
        database.execute("CREATE TABLE waiting (week TEXT, waits REAL)")
        weeks = [(str(monday - timedelta(weeks=n)), 20 + n % 5) for n in range(1, 31)]
        database.executemany("INSERT INTO waiting VALUES (?, ?)", weeks)
    database.close()
    monkeypatch.setenv("VITALFEW_SOURCE_FOLDERS", str(tmp_path))
    return path


def typed(shop, **more):
    return {"url": f"sqlite:///{shop}", "query": QUERY, "time": "", "value": "", "cases": "", "zone": "UTC", **more}


def at(kpi, name=""):
    return f"/w/product/kpis/{kpi.pk}/source/{name}"


def test_a_kpi_fills_itself_from_a_database(product, kpi, shop):
    browser = product.cem_browses
    assert "SQL database" in browser.get(at(kpi)).content.decode()
    tried = browser.post(at(kpi, "try/?kind=sql"), typed(shop), headers={"hx-request": "true"}).content.decode()
    assert "30 values came" in tried
    assert "nothing was saved yet" in tried
    assert "24 min" in tried
    assert not Observation.objects.exists()
    page = browser.post(at(kpi, "edit/?kind=sql"), typed(shop), follow=True).content.decode()
    assert "About to be asked for the first time" in page
    assert Collector().collect_due(now=timezone.now()) == 1
    assert Observation.objects.filter(origin="source").count() == 30
    shown = browser.get(f"/w/product/kpis/{kpi.pk}/").content.decode()
    assert "SQL database" in shown
    assert "21 min" in shown
    assert "30 new or corrected, 0 as before" in browser.get(at(kpi)).content.decode()


def test_a_page_shows_by_itself_what_came(product, kpi):
    """While a source is asked its KPI's page asks for that part, which then asks once for the page as it was opened."""
    feed = connected(kpi)
    browser, page = product.dana_browses, f"/w/product/kpis/{kpi.pk}/"
    for address, part, opened in (
        (page, at(kpi, "arriving/"), f"{page}?all"),
        ("/w/product/", "/w/product/arriving/", "/w/product/"),
    ):
        Feed.objects.filter(pk=feed.pk).update(next_at=timezone.now())
        assert f'hx-get="{part}"' in browser.get(address).content.decode()
        headers = {"hx-request": "true", "hx-current-url": f"http://127.0.0.1{opened}"}
        assert f'hx-get="{part}"' in browser.get(part, headers=headers).content.decode()
        Feed.objects.filter(pk=feed.pk).update(next_at=timezone.now() + timedelta(days=1))
        came = browser.get(part, headers=headers).content.decode()
        assert f'hx-get="{opened}" hx-trigger="load"' in came
        assert 'hx-select="#main"' in came
        assert "arriving" not in browser.get(address).content.decode()
    elsewhere = {"hx-request": "true", "hx-current-url": "https://evil.example/"}
    assert f'hx-get="{page}"' in browser.get(at(kpi, "arriving/"), headers=elsewhere).content.decode()


def test_values_that_come_while_the_page_is_drawn_are_asked_for_again(product, kpi, monkeypatch):
    feed = Feed.objects.create(kpi=kpi, kind="sql", place="db", next_at=timezone.now())

    def meanwhile(*given, **named):
        found = judged(*given, **named)
        free = {"leased_until": None, "last_run_at": timezone.now(), "next_at": timezone.now() + timedelta(days=7)}
        Feed.objects.filter(pk=feed.pk).update(**free)
        return found

    monkeypatch.setattr(kpi_page, "judged", meanwhile)
    shown = product.ana_browses.get(f"/w/product/kpis/{kpi.pk}/").content.decode()
    assert "There are no values yet." in shown
    assert f'hx-get="/w/product/kpis/{kpi.pk}/source/arriving/"' in shown


def test_a_kpi_says_where_its_values_come_from(product, kpi, shop):
    product.cem_browses.post(at(kpi, "edit/?kind=sql"), typed(shop))
    kpi.refresh_from_db()
    assert kpi.source == f"SQL database, {shop.parent}"
    undo(Change.objects.latest("pk"), by=product.ana)
    kpi.refresh_from_db()
    assert (kpi.source, Feed.objects.exists()) == ("", False)


def test_a_kpi_that_is_measured_more_often_is_asked_sooner(product, kpi):
    feed, now = connected(kpi), timezone.now()
    Feed.objects.update(next_at=now + timedelta(days=7))
    kpi.frequency = "day"
    kpi.save()
    feed.refresh_from_db()
    assert feed.next_at < now + timedelta(days=1, hours=1)


def test_what_is_wrong_is_said_before_anything_is_saved(product, kpi, shop):
    tried = product.cem_browses.post(at(kpi, "try/?kind=sql"), typed(shop, query="SELECT nothing FROM waiting"))
    assert "nothing" in tried.content.decode()
    assert "Nothing was saved" not in tried.content.decode()
    ahead = typed(shop, query="SELECT '2099-01-05' AS week, 7 AS waits")
    tried = product.cem_browses.post(at(kpi, "try/?kind=sql"), ahead).content.decode()
    assert "The value cannot be kept. Week of 5 Jan 2099: 2099-01-05 has not come yet." in tried
    for step in ("try", "edit"):
        page = product.cem_browses.post(at(kpi, f"{step}/?kind=sql"), typed(shop, zone="Mars/Olympus"))
        assert "“Mars/Olympus” is no time zone: write one like Europe/Berlin." in page.content.decode()
    assert not Feed.objects.exists()


def test_where_no_value_came_it_is_said_what_to_check(product, kpi, shop):
    wrong = typed(shop, query="SELECT week, waits FROM waiting WHERE week >= :since AND waits > 900")
    monday = timezone.now().replace(hour=0, minute=0, second=0, microsecond=0) - timedelta(
        days=timezone.now().weekday()
    )
    record(kpi=kpi, values=[Value(monday, 3)], origin=Origin.HAND, by=None, now=timezone.now())
    tried = product.cem_browses.post(at(kpi, "try/?kind=sql"), wrong).content.decode()
    before = monday - timedelta(days=7)
    assert "0 values came" in tried
    assert f"asked for values from the week of {before:%-d %b %Y} on, because the KPI has those before" in tried
    assert "check what it is asked for: its conditions, names and dates." in tried


def test_several_values_in_one_period_are_told_before_anything_is_saved(product, kpi, shop):
    hours = " UNION ALL ".join(f"SELECT '2026-11-02 0{hour}:00' AS at, {hour} AS waits" for hour in range(3))
    tried = product.cem_browses.post(at(kpi, "try/?kind=sql"), typed(shop, query=hours)).content.decode()
    assert "Week of 2 Nov 2026 has 3 values, and the KPI is measured weekly: the last of them is shown" in tried


def test_what_came_of_a_period_that_is_not_over_is_told_as_so_far(product, kpi, shop):
    today = timezone.now().date()
    days = f"SELECT '2026-11-02' AS at, 24 AS waits UNION ALL SELECT '{today}', 16"
    tried = product.cem_browses.post(at(kpi, "try/?kind=sql"), typed(shop, query=days)).content.decode()
    assert "<td>24 min</td>" in tried
    assert "<td>16 min so far</td>" in tried


def test_the_next_three_times_are_shown_in_the_zone_of_the_kpi(product, kpi, shop):
    kpi.workspace.zone = "Asia/Tokyo"
    kpi.workspace.save()
    browser = product.cem_browses
    page = browser.get(at(kpi, "edit/?kind=sql")).content.decode()
    assert re.search(r"Then it is asked on (Mon \d+ \w+ \d+, 06:\d\d(; on )?){3} \(Asia/Tokyo\)", page)
    yearly = typed(shop, when_asked="30 7 1 1 *")
    tried = browser.post(at(kpi, "try/?kind=sql"), yearly, headers={"hx-request": "true"}).content.decode()
    assert len(re.findall(r"1 Jan \d+, 07:30", tried)) == 3
    assert (
        "Then it is asked"
        not in browser.post(at(kpi, "edit/?kind=sql"), typed(shop, when_asked="now")).content.decode()
    )


@pytest.mark.parametrize("kind", ["sql", "http_json", "prometheus", "git", "files", "github"])
def test_what_may_hold_a_secret_is_never_kept_as_a_draft(product, kpi, kind):
    page = product.cem_browses.get(at(kpi, f"edit/?kind={kind}")).content.decode()
    for setting in sources()[kind].settings:
        [field] = re.findall(rf'<(?:input|select|textarea)[^>]* name="{setting.name}"[^>]*>', page)
        assert ("data-no-draft" in field or 'type="password"' in field) is setting.hides, setting.name


def test_a_kpi_without_values_says_where_it_can_be_filled_from(product, kpi):
    assert (
        "Fill it from a database, a file or a service"
        in product.cem_browses.get(f"/w/product/kpis/{kpi.pk}/").content.decode()
    )


@pytest.mark.parametrize("host", ["10.0.0.1", "localhost:9090", "[::1]"])
def test_a_private_address_is_told_when_it_is_saved(product, kpi, host, monkeypatch):
    data = {"address": f"http://{host}/", "query": "up", "zone": "UTC"}
    page = product.cem_browses.post(at(kpi, "edit/?kind=prometheus"), data).content.decode()
    assert "is not a public address; an administrator can allow it by name in VITALFEW_EGRESS_ALLOW." in page
    assert not Feed.objects.exists()
    monkeypatch.setenv("VITALFEW_EGRESS_ALLOW", "10.0.0.1, localhost, ::1")
    product.cem_browses.post(at(kpi, "edit/?kind=prometheus"), data)
    assert Feed.objects.exists()


def test_what_is_counted_is_never_below_0(product, kpi):
    data = {"repository": "https://github.com/octocat/hello-world.git", "measure": "commits", "zone": "UTC"}
    product.cem_browses.post(at(kpi, "edit/?kind=git"), data)
    kpi.definition.refresh_from_db()
    assert kpi.definition.lower_bound == 0


def connected(kpi, **fields):
    feed = Feed(kpi=kpi, kind="sql", settings={"query": QUERY, "zone": "UTC"}, place="db.example.org:5432", **fields)
    feed.keep_secrets({"url": "postgresql://reader:canary@db.example.org/shop"})
    feed.save()
    return feed


def test_of_an_address_all_but_its_password_is_shown_and_can_be_changed(product, kpi):
    connected(kpi)
    browser = product.ana_browses
    form = browser.get(at(kpi, "edit/"))
    assert KEPT in form.content.decode()
    assert form.context["form"].fields["url"].required
    assert "… stands for what is kept" in form.content.decode()
    changed = {"url": "postgresql://other:…@db.example.org/mall", "query": "SELECT 1", "zone": "UTC"}
    answer = browser.post(at(kpi, "edit/?kind=sql"), changed, follow=True)
    assert Feed.objects.get().spec == {
        "url": "postgresql://other:canary@db.example.org/mall", "query": "SELECT 1", "zone": "UTC", "time": "",
        "value": "", "cases": "",
    }  # fmt: skip
    pages = [form, answer, browser.get(f"/w/product/kpis/{kpi.pk}/"), browser.get("/w/product/history/")]
    assert not any("canary" in page.content.decode() for page in pages)
    assert "canary" not in str(list(Change.objects.values_list("rows__before", "rows__after")))


@pytest.mark.parametrize(
    ("host", "said"), [("thief.example.org", "Type it again for this one."), ("thief@db.example.org", "in its place.")]
)
def test_a_password_goes_to_no_other_server(product, kpi, host, said):
    before = connected(kpi).spec
    data = {"url": f"postgresql://reader:…@{host}/shop", "query": "SELECT 1", "zone": "UTC"}
    assert said in product.ana_browses.post(at(kpi, "edit/?kind=sql"), data).content.decode()
    assert Feed.objects.get().spec == before


def test_what_is_kept_nowhere_cannot_be_left_out(product, kpi):
    typed_so = {"url": "postgresql://reader:…@db.example.org/shop", "query": "SELECT 1", "zone": "UTC"}
    page = product.ana_browses.post(at(kpi, "edit/?kind=sql"), typed_so)
    assert "type the password in its place" in page.content.decode()
    assert not Feed.objects.exists()


def test_a_secret_goes_nowhere_else_than_it_was_meant_for(product, kpi):
    feed = Feed(kpi=kpi, kind="jira", settings={}, place="old.atlassian.net")
    feed.keep_secrets({"token": "canary"})
    feed.save()
    from vitalfew.sources.catalogue import sources
    from vitalfew.web.collecting.forms import SourceForm

    source = sources()["http_json"]
    feed.kind = "http_json"
    secret = next(each.name for each in source.settings if each.kind == "secret")
    feed.keep_secrets({secret: "canary"})
    data = {each.name: each.default or each.example or "x" for each in source.settings if each.kind != "secret"}
    form = SourceForm({**data, "url": "https://thief.example.org/"}, source=source, kpi=kpi, feed=feed)
    assert not form.is_valid()
    assert "Type it again for this one." in str(form.errors[secret])


def test_settings_are_undone_and_what_was_collected_stays(product, kpi):
    connected(kpi)
    product.ana_browses.post(at(kpi, "edit/?kind=sql"), {"url": KEPT, "query": "SELECT 1", "zone": "UTC"})
    undo(Change.objects.latest("pk"), by=product.ana)
    assert Feed.objects.get().settings["query"] == QUERY


@pytest.mark.parametrize("line", ["every day", "* * * * *"])
def test_a_line_of_cron_that_is_none_is_refused(product, kpi, shop, line):
    page = product.cem_browses.post(at(kpi, "edit/?kind=sql"), typed(shop, when_asked=line)).content.decode()
    assert line in page
    assert "This needs another look" in page
    assert not Feed.objects.exists()


def test_a_failing_source_is_told_where_the_kpi_is_shown(product, kpi):
    feed = connected(kpi)
    kpi.series.observations.create(time=timezone.now() - timedelta(days=8), value=20.0, recorded_at=timezone.now())
    kpi.refresh()
    Feed.objects.filter(pk=feed.pk).update(next_at=timezone.now() - timedelta(hours=3))
    words = "db.example.org refuses the password: enter it anew."

    def refused(**_):
        raise SourceError(words)

    Collector(refused).collect_due(now=timezone.now() - timedelta(hours=3))
    page = product.dana_browses.get(f"/w/product/kpis/{kpi.pk}/").content.decode()
    assert page.count(words) == 1
    assert "Source failing for 3 hours" in page
    for address in ("/w/product/kpis/", "/w/product/"):
        assert "Source failing for 3 hours" in product.dana_browses.get(address).content.decode()
    Feed.objects.update(next_at=timezone.now())
    Collector(lambda **_: [Point(datetime(2026, 1, 5, tzinfo=UTC), 3.0)]).collect_due(now=timezone.now())
    assert "Source failing" not in product.dana_browses.get(f"/w/product/kpis/{kpi.pk}/").content.decode()


def test_where_no_value_came_yet_nothing_is_said_of_before(product, kpi):
    connected(kpi, next_at=timezone.now())

    def refused(**_):
        raise SourceError("It is down: wait.")

    Collector(refused).collect_due(now=timezone.now())
    for address in ("/w/product/kpis/", f"/w/product/kpis/{kpi.pk}/", "/w/product/"):
        page = product.dana_browses.get(address).content.decode()
        assert ("Source failing" in page, "before that" in page) == (True, False)
    assert "No data yet" not in page


def test_a_source_is_asked_now_paused_and_left(product, kpi):
    feed = connected(kpi)
    browser = product.cem_browses
    browser.post(at(kpi, "collect/"))
    feed.refresh_from_db()
    assert feed.next_at <= timezone.now()
    Feed.objects.update(failing_since=timezone.now(), error="It is down: wait.")
    browser.post(at(kpi, "pause/"))
    feed.refresh_from_db()
    assert (feed.paused_at is not None, feed.failing_since) == (True, None)
    assert "Paused" in browser.get(at(kpi)).content.decode()
    browser.post(at(kpi, "pause/"))
    browser.post(at(kpi, "history/"), {"start": "2025-01-01"})
    assert "Fetching the history from 1 January 2025" in browser.get(at(kpi)).content.decode()
    half = timezone.now() - (timezone.now() - datetime(2025, 1, 1, tzinfo=UTC)) / 2
    Feed.objects.update(backfill_to=half)
    assert 'value="50" max="100"></progress> 50 %' in browser.get(at(kpi)).content.decode()
    Feed.objects.update(backfill_failures=1, backfill_error="It keeps ten days: ask for less.")
    assert (
        "The history: It keeps ten days: ask for less. It is asked for again on"
        in browser.get(at(kpi)).content.decode()
    )
    assert "Failing to fetch the history" in browser.get(f"/w/product/kpis/{kpi.pk}/").content.decode()
    browser.post(at(kpi, "history/stop/"))
    assert "Fetching the history" not in browser.get(at(kpi)).content.decode()
    assert "Choose a day between" in browser.post(at(kpi, "history/"), {"start": "2999-01-01"}).content.decode()
    browser.post(at(kpi, "leave/"))
    assert not Feed.objects.exists()
    undo(Change.objects.latest("pk"), by=product.ana)
    assert Feed.objects.get().next_at > timezone.now()


def test_a_viewer_sees_how_it_goes_and_changes_nothing(product, kpi):
    connected(kpi)
    assert "SQL database" in product.dana_browses.get(at(kpi)).content.decode()
    for name in ("edit/", "try/", "collect/", "history/", "history/stop/", "pause/", "leave/"):
        assert product.dana_browses.post(at(kpi, name)).status_code == 403
