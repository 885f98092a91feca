"""Two people check in on one key result at the same moment: each sees the other, and both are kept."""

import threading
from contextlib import closing
from typing import Any

import pytest
from django.db import connection, transaction
from django.utils import timezone

from vitalfew.accounts.models import Person
from vitalfew.accounts.scoping import entered
from vitalfew.kpis.models import Observation
from vitalfew.okrs.models import CheckIn, KeyResult, Standing
from vitalfew.okrs.rounds.checking_in import check_in
from vitalfew.okrs.rounds.meanwhile import SaidMeanwhile
from vitalfew.okrs.rounds.owing import seen_from
from vitalfew.okrs.tests.world import World


@pytest.fixture
def shared(transactional_db: None) -> Any:
    from vitalfew.okrs.tests.world import build

    with transaction.atomic():
        made = build(now=timezone.now())
    return made


def at_once(world: World, *, now: Any, seen: str | None) -> list[SaidMeanwhile]:
    """Ben and Cem check in on one key result, each on a connection of their own; gives who was told of the other."""
    told: list[SaidMeanwhile] = []
    ready = threading.Barrier(2)

    def say(who: str, value: float) -> None:
        with closing(connection), entered(world.workspace):
            by = Person.objects.get(name=who)
            key_result = KeyResult.objects.get(pk=world.key_results["conversion"].pk)
            ready.wait()
            try:
                check_in(key_result=key_result, by=by, now=now, value=value, confidence=5, seen=seen)
            except SaidMeanwhile as error:
                told.append(error)

    threads = [threading.Thread(target=say, args=one) for one in (("Ben", 3.4), ("Cem", 4.3))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return told


def test_of_two_at_once_the_second_is_told_of_the_first_and_nothing_is_overwritten(shared: World) -> None:
    with entered(shared.workspace):
        standing = Standing.objects.get(key_result=shared.key_results["conversion"])
    told = at_once(shared, now=timezone.now(), seen=seen_from(None, standing))
    with entered(shared.workspace):
        [kept] = CheckIn.objects.select_related("by", "observation")
        assert len(told) == 1
        assert f"{kept.by} said 5 of 10 and {kept.observation.value} %" in told[0].messages[0]
        assert Standing.objects.get(key_result=shared.key_results["conversion"]).value == kept.observation.value


def test_of_two_who_saw_nothing_both_are_kept_with_their_values_also_in_the_same_instant(shared: World) -> None:
    assert at_once(shared, now=timezone.now(), seen=None) == []
    with entered(shared.workspace):
        kept = CheckIn.objects.select_related("observation")
        assert {each.observation.value for each in kept} == {3.4, 4.3}
        series = shared.key_results["conversion"].series_id
        assert set(Observation.objects.filter(series=series).values_list("value", flat=True)) >= {3.4, 4.3}
