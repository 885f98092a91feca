import errno
import os
from collections import UserDict

import pytest

from vitalfew.cli.judging import in_two, judged
from vitalfew.method.rules.engine import below, look
from vitalfew.method.rules.rule import LIMITS, Settings
from vitalfew.method.rules.subjects import Plan
from vitalfew.planfile.load import load_text
from vitalfew.planfile.subjects import settings_of, subjects_of

pytestmark = pytest.mark.plain

GOALS = """\
vitalfew: 1
lint: {severity: {K210: info}, limits: {key_results_fewest: 3}}
allow: {K209: Owners are named in spring}
teams:
  - name: Bakery
    objectives:
      - {objective: Bread that people cross the street for, key_results: [
          Increase loaves per shelf from 20 to 30, Make people happier, Raise the return rate to 80 %]}
  - name: Shop
    kpis: [{name: Newsletter sent}]
    objectives:
      - {objective: Be the best, allow: {O103: It is}, key_results: [
          Reduce loaves per shelf from 20 to 12, Launch the site, {metric: Sales, from: 1, to: 2}, Sell €3 to 4 %]}
"""


def plan() -> Plan:
    return subjects_of(load_text(GOALS, "goals.yaml"))


SETTINGS = settings_of(load_text(GOALS, "goals.yaml"))


def test_two_processes_find_the_same_in_the_same_order_as_one() -> None:
    silenced = []
    found = look(plan(), settings=SETTINGS, silenced=silenced)
    assert in_two(list(below(plan())), SETTINGS) == (found, silenced)
    assert {"P406", "K203", "H301"} <= {each.code for each in found}
    assert {"K209", "O103"} <= {each.code for each in silenced}


def test_a_huge_plan_is_judged_in_two_processes_and_a_small_one_in_one(monkeypatch) -> None:
    begun = []
    fork = os.fork
    monkeypatch.setattr("os.fork", lambda: begun.append(fork()) or begun[-1])
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    judged(plan(), SETTINGS)
    assert begun == []
    monkeypatch.setattr("vitalfew.cli.judging.HUGE", 10)
    judged(plan(), SETTINGS)
    monkeypatch.setattr("os.cpu_count", lambda: 1)
    judged(plan(), SETTINGS)
    assert len(begun) == 1


def test_without_a_second_process_one_judges_all(monkeypatch) -> None:
    def none_left() -> int:
        raise OSError(errno.EAGAIN, "Resource temporarily unavailable")

    monkeypatch.setattr("os.fork", none_left)
    files = len(os.listdir("/proc/self/fd"))
    assert in_two(list(below(plan())), SETTINGS).findings == look(plan(), settings=SETTINGS)
    assert len(os.listdir("/proc/self/fd")) == files


class EndsAnotherProcess(UserDict):
    """Limits that end every process but the one that made them."""

    def __init__(self, limits) -> None:
        super().__init__(limits)
        self.process = os.getpid()

    def get(self, name, default=None):
        if os.getpid() != self.process:
            os._exit(9)
        return super().get(name, default)


def test_when_the_second_process_dies_its_half_is_judged_again(monkeypatch) -> None:
    ended = []
    wait = os.waitpid
    monkeypatch.setattr("os.waitpid", lambda *which: ended.append(wait(*which)) or ended[-1])
    settings = Settings(severities=SETTINGS.severities, limits=EndsAnotherProcess(LIMITS | SETTINGS.limits))
    assert in_two(list(below(plan())), settings).findings == look(plan(), settings=SETTINGS)
    assert [os.waitstatus_to_exitcode(status) for _, status in ended] == [9]
