"""One finding as pages show it: a sentence, since when, and the way to its evidence."""

from dataclasses import dataclass

from vitalfew.accounts.models import Person, Role, Workspace
from vitalfew.findings.models import Found
from vitalfew.findings.standing import place_of, record_of, team_of
from vitalfew.method.rules.data_engine import OWNERS_ONLY
from vitalfew.web.addresses import address

SHAPES = {"error": "worse", "warning": "watch", "info": "none"}
PAGES = {"kpi": "kpi", "objective": "objective", "key_result": "key_result", "team": "okrs"}
SETTINGS = {"red line": "its red line", "target": "its target", "owner": "its owner"}
ANCHORS = {
    "chart": ("#chart", "See the chart"),
    "values": ("#values", "See the values"),
    "actions": ("#actions", "See what was done"),
    "check-ins": ("#said", "See the check-ins"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """A finding in words; `evidence` is where it can be seen or changed, `asked` says that only the owner reads it."""

    found: Found
    shape: str
    record: str
    page: str
    team: str
    evidence: str
    look: str
    asked: bool
    place: tuple[str, int]


def line_of(found: Found, *, reader: Person) -> Line:
    """A finding for this reader: who may not change a setting is led to the page that shows it."""
    workspace, place, record = reader.workspace, place_of(found), record_of(found)
    page = _page(workspace, place)
    evidence, look = _evidence(found, place, page, reader)
    return Line(
        found=found,
        shape=SHAPES.get(found.severity, "none"),
        record=str(record),
        page=page,
        team=str(team_of(found)),
        evidence=evidence,
        look=look,
        asked=found.code in OWNERS_ONLY,
        place=place,
    )


def _page(workspace: Workspace, place: tuple[str, int]) -> str:
    kind, key = place
    return address(workspace, PAGES[kind]) if kind == "team" else address(workspace, PAGES[kind], key)


def _evidence(found: Found, place: tuple[str, int], page: str, reader: Person) -> tuple[str, str]:
    if found.place in ANCHORS:
        anchor, words = ANCHORS[found.place]
        return page + anchor, words
    if found.place == "cycles":
        return address(reader.workspace, "cycles"), "See the cycles"
    if reader.may(Role.MEMBER) and found.place in SETTINGS:
        return address(reader.workspace, f"{place[0]}_edit", place[1]), f"Look at {SETTINGS[found.place]}"
    if reader.may(Role.MEMBER) and found.place == "record":
        return address(reader.workspace, "kpi_record", place[1]), "Record a value"
    return page, "See it"
