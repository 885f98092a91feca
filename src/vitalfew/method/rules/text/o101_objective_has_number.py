"""O101: a number in an objective."""

from vitalfew.method.rules.rule import Hit, Rule, Settings
from vitalfew.method.rules.subjects import Objective
from vitalfew.method.wording.aim import aim
from vitalfew.method.wording.labels import label_end
from vitalfew.method.wording.reader import read
from vitalfew.method.wording.reading import Span
from vitalfew.method.wording.rewriting import with_start, without_number
from vitalfew.method.wording.sharing import says_all_numbers_of
from vitalfew.method.wording.starting import needs_start

FROM = "from "


def _check(objective: Objective, settings: Settings) -> Hit | None:
    span = objective.aim.number
    if span is None:
        return None
    plain = _plain(objective.text, span)
    kept = says_all_numbers_of(objective.text, [each.text for each in objective.key_results])
    start = span[0] - len(FROM) if objective.text[: span[0]].lower().endswith(FROM) else span[0]
    return Hit(
        message=f"The number “{objective.text[start : span[1]]}” belongs in a key result.",
        suggestion=_suggestion(objective, plain, kept=kept),
        span=span,
        fix=plain if kept else "",
    )


def _plain(text: str, span: Span) -> str:
    """The title without its label and its number; '' where only work is left."""
    start = label_end(text)
    left = without_number(text[start:], (span[0] - start, span[1] - start))
    return "" if left and aim(read(left)).task else left


def _suggestion(objective: Objective, plain: str, *, kept: bool) -> str:
    reading = read(objective.text[label_end(objective.text) :])
    if plain and kept:
        return f"“{plain}”: the key results say the number already"
    measured = with_start(reading) if reading.baseline is None and needs_start(reading) else ""
    number = f"key result: “{measured}”" if measured else "the sentence as it stands is a good key result"
    if plain and aim(read(plain)).flat is None:
        return f"Objective: “{plain}”; {number}"
    return f"Say in the objective who will notice, and what they will do then; {number}"


RULE = Rule(
    code="O101",
    name="objective-has-number",
    severity="warning",
    on="objective",
    message="A number belongs in a key result.",
    why="The objective says where you are going, in words people remember; the key results say how you will know. "
    "A number in both makes the objective a target, and the key results its parts.",
    bad=(
        "Cut delivery complaints from 120 to 40",
        "Double repeat orders",
        "Raise the share of night calls answered by 25%",
    ),
    good=(
        "Become the bakery that the whole street talks about",
        "Make the first day at work one that people like to remember",
        "Be among the top 3 places to learn carpentry",
    ),
    check=_check,
)
