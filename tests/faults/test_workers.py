"""Workers over Redis and RabbitMQ: a value on its way to a mail, two beats at once, workers that are killed."""

from collections import Counter
from datetime import timedelta

import pytest
from django.utils import timezone
from tests.faults.hands import MANY, Hands, runs, within

pytestmark = pytest.mark.long
KILLS, PATIENCE = 2, 240
ANSWER = "Ask the second line to help."


def test_a_value_that_crosses_its_red_line_is_collected_judged_and_told_by_workers(ana, hands: Hands, post, tmp_path):
    from vitalfew.alerts.models import Breach
    from vitalfew.collecting.models import Feed
    from vitalfew.kpis.keeping import begin_all
    from vitalfew.kpis.models import Definition, Kpi

    table = tmp_path / "backlog.csv"
    table.write_text(f"day,open\n{timezone.now() - timedelta(days=1):%Y-%m-%d},40\n")
    definition = Definition(name="Backlog", direction="lower")
    kpi = Kpi(definition=definition, team=ana.team, owner=ana, frequency="day", red_upper=30, action=ANSWER)
    begin_all(kpis=[kpi], by=None)
    columns = {"path": str(table), "time": "day", "value": "open"}
    Feed.objects.create(kpi=kpi, kind="files", settings=columns, next_at=timezone.now())
    for command in (["beat"], ["worker", "--processes", "1"], ["worker", "--processes", "1"]):
        hands.start(*command)
    assert post.wait_for(1, seconds=PATIENCE), Feed.objects.values()
    breach = Breach.objects.get()
    assert (breach.kpi, breach.value, breach.closed_at) == (kpi, 40, None)
    assert ANSWER in post.mails[0].get_body().get_content()
    assert set(post.ids().values()) == {1}


def test_two_beats_at_once_double_nothing(feeds, hands: Hands):
    hands.stand_in()
    for command in (["beat"], ["beat"], ["worker", "--processes", "2"], ["worker", "--processes", "1"]):
        hands.start(*command)
    assert within(PATIENCE, lambda: len(runs()) == MANY)
    asked = hands.asked()
    assert asked.pop("job-berlin") == 1
    assert (len(asked), set(asked.values())) == (MANY, {1})
    assert set(runs().values()) == {1}


def test_workers_that_are_killed_in_the_middle_lose_nothing(feeds, hands: Hands, post):
    from vitalfew.alerts.models import Breach
    from vitalfew.kpis.models import Observation
    from vitalfew.notices.models import Delivery

    hands.stand_in()
    hands.start("beat")
    workers = [hands.start("worker", "--processes", "2") for _ in range(2)]
    for turn in range(KILLS):
        assert within(PATIENCE, lambda turn=turn: len(hands.asked()) > (turn + 1) * MANY // (KILLS + 2))
        hands.kill(workers.pop(0))
        workers.append(hands.start("worker", "--processes", "2"))
    assert within(PATIENCE, lambda: len(runs()) == MANY)
    assert within(PATIENCE, lambda: not _waiting())
    values = Counter(Observation.objects.values_list("series", flat=True))
    assert (len(values), set(values.values()), set(runs().values())) == (MANY, {1}, {1})
    assert Breach.objects.count() == MANY // 3
    assert len(post.ids()) == Delivery.objects.count()
    assert post.ids().total() - len(post.ids()) <= KILLS


def _waiting() -> bool:
    from vitalfew.notices.models import Delivery, Notice

    return Notice.objects.filter(packed_at=None).exists() or Delivery.objects.filter(sent_at=None).exists()
