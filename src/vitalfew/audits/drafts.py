"""Drafts of records from the rows of an audit: what the sheet says is taken over, the rest stays open."""

from collections.abc import Iterable

from vitalfew.accounts.models import Person, Team
from vitalfew.audits.models import AuditRow
from vitalfew.kpis.models import Definition, Direction, Kpi
from vitalfew.method.audit.targets import Aim, aim_of
from vitalfew.method.frequency import Frequency
from vitalfew.method.periods import read_frequency
from vitalfew.method.wording.comparing import side_said
from vitalfew.method.wording.reader import less_is_better, read
from vitalfew.method.wording.standard import RedLine, Target, read_red_line, read_target
from vitalfew.okrs.models import KeyResult

LONGEST_NAME, LONGEST_UNIT, LONGEST_SENTENCE = 120, 30, 300
_SAID_IN_WORDS = (Aim.CHANGE, Aim.PACE, Aim.DATED)


class Owners:
    """The people of the workspace by their names and addresses."""

    def __init__(self, people: Iterable[Person]) -> None:
        self._known: dict[str, Person] = {}
        for person in people:
            for called in (person.email, person.name, person.email.partition("@")[0]):
                if called:
                    self._known.setdefault(_plain(called), person)

    def of(self, row: AuditRow) -> Person | None:
        """Who the sheet says owns it, where that is somebody here."""
        return self._known.get(_plain(text(row, "owner")))


def _plain(words: str) -> str:
    return " ".join(words.casefold().split())


def text(row: AuditRow, role: str) -> str:
    """What the sheet says of a row in this role, '' where it says nothing."""
    return str(row.said.get(role) or "").strip()


def draft_definition(row: AuditRow) -> Definition:
    """The definition that a row asks for; what cannot be read as a number is kept in its words."""
    target, red = _target(row), _red_line(row)
    unit = text(row, "unit") or (target.unit if target else "") or (red.unit if red else "")
    unread = [
        f"{label} in the sheet: {text(row, role)}"
        for role, label, found in (("target", "Target", target), ("red_line", "Red line", red))
        if found is None and text(row, role)
    ]
    description = "\n".join([*filter(None, [text(row, "definition")]), *unread])
    return Definition(
        name=row.name[:LONGEST_NAME], description=description, unit=unit[:LONGEST_UNIT], direction=_direction(row)
    )  # fmt: skip


def _direction(row: AuditRow) -> Direction:
    """Which way is good, by the words of the red line, of the target, and by what is measured."""
    target, red = _target(row), _red_line(row)
    said = (red.direction if red else None) or (target.direction if target else side_said(text(row, "target")))
    return Direction(said or ("lower" if less_is_better(row.name) else "higher"))


def draft_kpi(row: AuditRow, *, definition: Definition, team: Team, owners: Owners) -> Kpi:
    """The KPI that a row asks for, kept by this team."""
    target, red = _target(row), _red_line(row)
    return Kpi(
        definition=definition, team=team, owner=owners.of(row), action=text(row, "action"),
        frequency=_frequency(text(row, "frequency")), target=target.value if target else None,
        target_upper=target.upper if target else None, red_lower=red.lower if red else None,
        red_upper=red.upper if red else None, red_in_a_row=red.in_a_row if red else 1,
    )  # fmt: skip


def _target(row: AuditRow) -> Target | None:
    return read_target(text(row, "target"))


def _red_line(row: AuditRow) -> RedLine | None:
    """The red line, unless it lies on the good side of the target."""
    target = _target(row)
    red = read_red_line(text(row, "red_line"), direction=target.direction if target else None)
    if red is None or target is None:
        return red
    below = red.lower is not None and red.lower > target.value
    above = red.upper is not None and red.upper < target.value
    return None if below or above else red


def _frequency(words: str) -> Frequency:
    try:
        return read_frequency(words)
    except ValueError:
        return Frequency.MONTH


def _begun(name: str) -> str:
    """A name as it stands at the beginning of a line: 'iOS crashes' stays."""
    return name[:1].upper() + name[1:] if name.split(" ", 1)[0].islower() else name


def key_result_sentence(row: AuditRow) -> str:
    """The key result in words: the row's name, and where that says no aim, a target that is a change or has a day."""
    wanted = text(row, "target")
    said = read(row.name)
    if said.target is not None or said.change is not None or aim_of(wanted) not in _SAID_IN_WORDS:
        return row.name[:LONGEST_SENTENCE]
    return f"{row.name}: {wanted}"[:LONGEST_SENTENCE]


def draft_key_result(row: AuditRow, *, owners: Owners) -> KeyResult:
    """The key result that a row asks for; a sentence without numbers is kept as written.

    Where the sentence names no aim, the sheet's column of targets does.
    """
    sentence = key_result_sentence(row)
    said, aim = read(sentence), _target(row)
    target, unit = said.target, said.unit or ""
    if target is None and said.change is None and aim is not None:
        target, unit = aim.value, unit or aim.unit
    start = read_target(text(row, "baseline"))
    baseline = said.baseline if said.baseline is not None or start is None else start.value
    return KeyResult(
        sentence=sentence, metric=_begun(said.metric or row.name)[:200], owner=owners.of(row),
        baseline=None if baseline == target else baseline,
        target=target, unit=unit[:LONGEST_UNIT],
    )  # fmt: skip
