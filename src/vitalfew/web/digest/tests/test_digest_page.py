"""The page of the digest, and how often it comes."""

from datetime import timedelta

from django.utils import timezone

from vitalfew.accounts.models import Team
from vitalfew.kpis.actions import Value, store
from vitalfew.kpis.models import Definition, Kpi, Origin
from vitalfew.notices.models import Wishes

PAGE, TOLD = "/w/product/digest/", "/w/product/you/told/"


def page(browser, address=PAGE):
    answer = browser.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_it_shows_what_you_would_get(product):
    assert "All calm: nothing needs a decision" in page(product.dana_browses)
    kpi = Kpi.objects.create(
        definition=Definition.objects.create(name="<b>Response", unit="ms", direction="lower"),
        team=Team.objects.create(name="Support"), frequency="day", red_upper=140,
    )  # fmt: skip
    now = timezone.now()
    points = [(kpi.series_id, Value(now - timedelta(days=day), 150 + day % 3)) for day in range(1, 20)]
    store(points=points, origin=Origin.API, by=None, now=now, batched=False)
    shown = page(product.dana_browses)
    assert "One thing needs a decision" in shown
    assert "&lt;b&gt;Response" in shown
    assert 'class="spark"' in shown
    assert PAGE in page(product.dana_browses, TOLD)


def test_how_often_it_comes_is_the_readers_choice(product):
    given = {"mail": "on", "days": ["0"], "quiet_from": "20:00", "quiet_to": "07:00", "digest": "never"}
    given |= {"again_after": "24"}
    assert product.cem_browses.post(TOLD, given).status_code == 302
    assert Wishes.objects.get(person=product.cem).digest == "never"
    assert "Not sent to you" in page(product.cem_browses)
    assert product.cem_browses.post(TOLD, {**given, "digest": "hourly"}).status_code == 200
    assert Wishes.objects.get(person=product.cem).digest == "never"
    assert product.cem_browses.post(TOLD, {**given, "digest": "daily"}).status_code == 302
    assert "Sent every working morning" in page(product.cem_browses)


def test_a_sample_shows_its_digest_and_says_that_it_sends_none(product):
    product.workspace.is_sample = True
    product.workspace.save()
    assert "A sample sends nothing." in page(product.cem_browses)
