"""Reading plan files and applying the rules to them."""

from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

from vitalfew.cli.judging import judged
from vitalfew.cli.plan_report import refused
from vitalfew.cli.rule_choice import chosen_rules
from vitalfew.method.rules.rule import Finding
from vitalfew.planfile.load import Loaded, load_files, merged
from vitalfew.planfile.places import Place, Places
from vitalfew.planfile.problems import PlanError
from vitalfew.planfile.subjects import settings_of, subjects_of


class Placed(NamedTuple):
    """A finding and where its words stand."""

    finding: Finding
    place: Place


class Linted:
    """What was found in some files, and how many findings are silenced there."""

    def __init__(self, files: Sequence[Loaded], findings: list[Finding], silenced: int) -> None:
        self.files, self.findings, self.silenced = files, findings, silenced

    @cached_property
    def placed(self) -> list[Placed]:
        """The findings with line and column, file by file from top to bottom."""
        order = {loaded.file: number for number, loaded in enumerate(self.files)}
        places = {loaded.file: Places(loaded) for loaded in self.files}
        placed = [Placed(each, places[each.file].find(each.subject, each.field, each.span)) for each in self.findings]
        return sorted(placed, key=lambda each: (order[each.finding.file], each.place.line))


def linted(paths: Sequence[str], *, select: str = "", ignore: str = "") -> Linted:
    """Read the plan in these files and apply the rules; raises InputError."""
    chosen = chosen_rules(select, ignore)
    try:
        files = load_files(paths, judging=True)
        plans = [each.plan for each in files]
        merged(plans)
    except PlanError as error:
        raise refused(error) from error
    findings, silenced = judged(subjects_of(*plans), settings_of(*plans))
    return Linted(
        files,
        [finding for finding in findings if chosen(finding.code)],
        sum(chosen(finding.code) for finding in silenced),
    )
