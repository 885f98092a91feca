"""What the rules say of an objective's form, field by field, while it is written and when it is shown again."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from vitalfew.findings.known import with_known
from vitalfew.kpis.models import Kpi
from vitalfew.method.rules.engine import look
from vitalfew.method.rules.rule import Finding, Settings
from vitalfew.method.rules.subjects import KeyResult, Objective
from vitalfew.method.wording.reading import Reading
from vitalfew.web.okrs.sentences import read_as
from vitalfew.web.okrs.words import capital, count_of
from vitalfew.web.rules.spoken import Piece, Spoken, pieces, speak

FIELDS = {
    "O106": "owner", "O107": "cycle", "O108": "serves_strategy", "O109": "rhythm", "O111": "why", "O112": "stops",
}  # fmt: skip
LATER = ("O108", "O110", "O111", "O112", "O113", "K209", "K210", "K212")  # asked of what is written down already
WELL = "Reads well: a verb, a result, no numbers."


@dataclass(slots=True)
class Said:
    """What is said below one field: the sentence's underlined copy, how it was read, and the findings."""

    name: str
    pieces: Sequence[Piece] = ()
    read_as: str = ""
    well: str = ""
    spoken: list[Spoken] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Looked:
    """A form as the rules see it: each field by its name, and how many findings there are, in words."""

    fields: Mapping[str, Said]
    counted: str


def looked(
    written: Objective, *, settings: Settings, kpis: Sequence[Kpi], saved: bool, seen: Collection[str] = ()
) -> Looked:
    """What the rules find in a form; what is merely missing is said of fields that were `seen`, or once it is saved."""
    subjects: list[Objective | KeyResult] = [written, *written.key_results]
    texts = {each.path: each.text for each in subjects}
    found = with_known(look(written, settings=settings), texts=texts, kpis=kpis)
    by_path: dict[str, list[Finding]] = defaultdict(list)
    for each in found:
        if texts.get(each.subject) and (saved or each.code not in LATER or FIELDS.get(each.code, "") in seen):
            by_path[each.subject].append(each)
    fields: dict[str, Said] = {}
    for subject in subjects:
        _say(subject, by_path[subject.path], fields)
    if written.text.strip() and not fields[written.path].spoken:
        fields[written.path].well = WELL
    return Looked(fields, counted(fields, saved=saved))


def _say(subject: Objective | KeyResult, found: Sequence[Finding], fields: dict[str, Said]) -> None:
    own = Said(subject.path, pieces(_shown(subject), found))
    if isinstance(subject, KeyResult):
        own.read_as = read_as(subject.reading)
    fields[subject.path] = own
    for each in found:
        name = FIELDS.get(each.code, "")
        target = fields.setdefault(name, Said(name)) if name else own
        target.spoken.append(speak(each))


def _shown(subject: Objective | KeyResult) -> Reading:
    """Nothing of an objective is underlined as read: it has no numbers, or a finding speaks of them."""
    return Reading(subject.text) if isinstance(subject, Objective) else subject.reading


def counted(fields: Mapping[str, Said], *, saved: bool) -> str:
    """'Two findings. A draft can always be saved.'"""
    count = sum(len(each.spoken) for each in fields.values())
    always = "Saving is always possible." if saved else "A draft can always be saved."
    return f"{capital(count_of(count, 'finding'))}. {always}" if count else always
