"""What is said of the alerts about a KPI, with what to change where most led to no action."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple
from urllib.parse import urlencode

from vitalfew.accounts.models import Workspace
from vitalfew.alerts.budget import Spent, budget, sentence
from vitalfew.kpis.models import Kpi
from vitalfew.method.alerting import Kind
from vitalfew.method.numbers import in_words
from vitalfew.web.addresses import address
from vitalfew.web.kpis.forms.lines import show_red_line


class Way(NamedTuple):
    """Something that would make fewer alerts, and the page where it is tried or done."""

    words: str
    address: str


class Said(NamedTuple):
    """The alerts about one KPI in a sentence, and what could be changed."""

    kpi: int
    words: str
    ways: Sequence[Way]


def said_of(spent: Spent, kpi: Kpi, workspace: Workspace) -> Said:
    """What is said of the alerts about one KPI, with ways to have fewer where most led to no action."""
    return Said(spent.kpi, sentence(spent), _ways(spent, kpi, workspace) if spent.is_noise else ())


def said_of_kpi(kpi: Kpi, *, now: datetime) -> Said | None:
    """The same of one KPI, for its own page; None where nobody was alerted: one statement."""
    found = budget(Kpi.objects.filter(pk=kpi.pk), now=now)
    return said_of(found.kpis[0], kpi, kpi.workspace) if found.kpis else None


def _ways(spent: Spent, kpi: Kpi, workspace: Workspace) -> list[Way]:
    red, ways = show_red_line(kpi.red_lower, kpi.red_upper, kpi.definition.unit), []
    replay = address(workspace, "kpi_replay", kpi.pk)
    if Kind.RED_LINE in spent.kinds and red:
        ways.append(Way("Try another red line", replay))
        more = kpi.red_in_a_row + 1
        asked = urlencode({"red_line": red, "in_a_row": more})
        ways.append(Way(f"See what {in_words(more)} in a row would change", f"{replay}?{asked}"))
    elif spent.kinds & {Kind.WORSE, Kind.CHECK_POINT}:
        ways.append(Way("See what another rule set would change", replay))
    if Kind.LATE in spent.kinds:
        ways.append(Way("Measure it less often", address(workspace, "kpi_edit", kpi.pk)))
    if Kind.SOURCE_FAILING in spent.kinds:
        ways.append(Way("Look at its source", address(workspace, "kpi_source", kpi.pk)))
    return ways
