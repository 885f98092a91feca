"""What a year of values tells through the whole product: stored, judged, breaches opened and notices written, counted
in the database. `python bench/whole.py [--kpis 1000] [--daily 50]`

The same normal, independent values come to two workspaces, one with the level rule (the default) and one with Wheeler's
rules, a period at a time, each judged an hour after its period is over: 20 values of history, then a year; lower is
better, no red line. On SQLite in a folder of its own, or on the empty database that `VITALFEW_DATABASE_URL` names.
Asked: at most .25 alerts before the digest for a steady KPI and year; a shift of 1.5 sigma is told within 8 and 12
values of as many as are printed.
"""

import argparse
import os
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple
from unittest.mock import patch

import numpy as np
from numpy.typing import NDArray

from vitalfew.method.frequency import Frequency

if TYPE_CHECKING:
    from vitalfew.kpis.models import Kpi

Floats = NDArray[np.float64]

HISTORY, BEFORE, SHIFT, WITHIN, AT_MOST = 20, 20, 1.5, (8, 12), 0.25
START = datetime(2024, 1, 1, tzinfo=UTC)
STEPS = {Frequency.WEEK: (timedelta(weeks=1), 52), Frequency.DAY: (timedelta(days=1), 365)}
RULES = ("level", "wheeler")


class Told(NamedTuple):
    """Whom a KPI's owner was told of: the place of the KPI, and the period at which it was."""

    kpi: int
    period: int


def through(series: Floats, frequency: Frequency, *, rules: str) -> list[Told]:
    """What these series (KPI × period) tell before the digest, each value stored and judged when it came."""
    from vitalfew.accounts.models import Workspace
    from vitalfew.accounts.scoping import entered

    slug = f"{rules}-{frequency}-{Workspace.objects.count()}"
    with entered(Workspace.objects.create(name=slug, slug=slug, rules=rules, zone="UTC")):
        kpis = _kept(series[:, : HISTORY - 1], frequency)
        for period in range(HISTORY - 1, series.shape[1]):
            _arrives(kpis, series[:, period], period, frequency)
        return sorted(one for one in _told(kpis, frequency) if one.period >= HISTORY)


def _kept(history: Floats, frequency: Frequency) -> "list[Kpi]":
    """A KPI for each row, with its values so far, which nobody is told of."""
    from vitalfew.accounts.models import Person, Team
    from vitalfew.kpis.models import Definition, Kpi, Observation, Origin, Series

    team, owner = Team.objects.create(name="Bench"), Person.objects.create(name="Ana", email="ana@example.org")
    definitions = Definition.objects.bulk_create(
        Definition(name=f"KPI {place}", direction="lower") for place in range(len(history))
    )
    series = Series.objects.bulk_create(Series() for _ in definitions)
    times = [_begins(period, frequency) for period in range(history.shape[1])]
    Observation.objects.bulk_create(
        (
            Observation(series=own, time=at, value=value, origin=Origin.API, recorded_at=at)
            for own, values in zip(series, history.tolist(), strict=True)
            for at, value in zip(times, values, strict=True)
        ),
        batch_size=5_000,
    )
    return Kpi.objects.bulk_create(
        Kpi(definition=definition, team=team, series=own, owner=owner, frequency=frequency)
        for definition, own in zip(definitions, series, strict=True)
    )


def _arrives(kpis: "list[Kpi]", values: Floats, period: int, frequency: Frequency) -> None:
    from vitalfew.kpis.actions import Value, store
    from vitalfew.kpis.models import Origin

    begins, now = _begins(period, frequency), _begins(period + 1, frequency) + timedelta(hours=1)
    points = [(kpi.series_id, Value(begins, value)) for kpi, value in zip(kpis, values.tolist(), strict=True)]
    with patch("django.utils.timezone.now", lambda: now):
        store(points=points, origin=Origin.API, by=None, now=now, batched=False)


def _begins(period: int, frequency: Frequency) -> datetime:
    return START + period * STEPS[frequency][0]


def _told(kpis: "list[Kpi]", frequency: Frequency) -> Iterator[Told]:
    """One for each notice to an owner, by the breach that its key names."""
    from vitalfew.alerts.models import Breach
    from vitalfew.notices.models import Notice

    places = {kpi.pk: place for place, kpi in enumerate(kpis)}
    of = dict(Breach.objects.values_list("pk", "kpi"))
    for key, at in Notice.objects.filter(key__startswith="breach:").values_list("key", "created_at"):
        yield Told(places[of[int(key.split(":")[1])]], (at - START) // STEPS[frequency][0] - 1)


def steady(kpis: int, frequency: Frequency, rng: np.random.Generator) -> bool:
    """Print what steady KPIs were told in a year; whether the default keeps its aim."""
    series, rates = rng.normal(100, 10, (kpis, HISTORY + STEPS[frequency][1])), {}
    print(f"\n{kpis:,} steady KPIs, {frequency}, one year: told before the digest, for each KPI")
    for rules in RULES:
        began = time.process_time()
        rates[rules] = len(through(series, frequency, rules=rules)) / kpis
        print(f"{rules:10}{rates[rules]:6.2f}{time.process_time() - began:10.0f} s", flush=True)
    return rates["level"] <= AT_MOST


def shifted(kpis: int, frequency: Frequency, rng: np.random.Generator) -> None:
    """Print of how many KPIs that get worse the owner is told soon."""
    at = HISTORY + BEFORE
    series = rng.normal(100, 10, (kpis, at + max(WITHIN)))
    series[:, at:] += SHIFT * 10
    print(f"\n{kpis:,} KPIs, {frequency}, worse by {SHIFT} sigma after {BEFORE} steady values: share told")
    for rules in RULES:
        told = through(series, frequency, rules=rules)
        soon = [len({one.kpi for one in told if at <= one.period < at + within}) / kpis for within in WITHIN]
        print(f"{rules:10}" + ", ".join(f"within {w} {s:.2f}" for w, s in zip(WITHIN, soon, strict=True)), flush=True)


def main() -> int:
    """Print every figure; 0 when the default rule set keeps its aim on weekly and on daily values."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kpis", type=int, default=1000, help="how many are weekly")
    parser.add_argument("--daily", type=int, default=50)
    given, rng = parser.parse_args(), np.random.default_rng(1)
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"VITALFEW_DATA": folder, "DJANGO_SETTINGS_MODULE": "vitalfew.config.settings"}
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        kept = steady(given.kpis, Frequency.WEEK, rng)
        shifted(given.kpis, Frequency.WEEK, rng)
        kept &= steady(given.daily, Frequency.DAY, rng)
        shifted(given.daily, Frequency.DAY, rng)
    print(f"\nat most {AT_MOST} before the digest: {kept}")
    return 0 if kept else 1


if __name__ == "__main__":
    raise SystemExit(main())
