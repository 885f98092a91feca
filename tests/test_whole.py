"""Values that come one after the other, through storing, judging, breaches and notices: the small form of the bench."""

import importlib.util
from datetime import timedelta
from pathlib import Path

import numpy as np
import pytest

from vitalfew.method.alerting import Speed
from vitalfew.method.frequency import Frequency
from vitalfew.method.replay import arrivals_each, replay
from vitalfew.method.signals import Settings
from vitalfew.method.standard import Standard

BENCH = Path(__file__).parents[1] / "bench" / "whole.py"


@pytest.mark.django_db
@pytest.mark.parametrize(("frequency", "rules"), [(Frequency.DAY, "level"), (Frequency.WEEK, "wheeler")])
def test_what_the_product_tells_is_what_the_policy_says_of_the_same_values(frequency, rules):
    spec = importlib.util.spec_from_file_location("whole", BENCH)
    whole = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(whole)
    series = np.random.default_rng(3).normal(100, 10, (20, whole.HISTORY + 8))
    series[:, whole.HISTORY + 2 :] += 20
    step = timedelta(weeks=1) if frequency == Frequency.WEEK else timedelta(days=1)
    came = arrivals_each(
        times=[whole.START + period * step for period in range(series.shape[1])],
        each=series.tolist(),
        frequency=frequency,
        settings=Settings(rules=rules),
        first=whole.HISTORY,
    )
    expected = [
        (place, step.index)
        for place, own in enumerate(came)
        for step in replay(own, standard=Standard("lower")).told(Speed.DAY)
    ]
    assert len(expected) > 5
    assert whole.through(series, frequency, rules=rules) == expected
