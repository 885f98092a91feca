"""O102: an objective that names work, a project or a technology."""

from vitalfew.method.rules.rule import Hit, Rule, Settings
from vitalfew.method.rules.subjects import KeyResult, Objective
from vitalfew.method.wording.quoting import whole_phrase
from vitalfew.method.wording.reading import Span


def _check(objective: Objective, settings: Settings) -> Hit | None:
    found = objective.aim.task
    if found is None:
        return None
    span = found if _names_means(objective.text, found) else whole_phrase(objective.text, found)
    measured = any(map(_is_outcome, objective.key_results))
    return Hit(
        message=f"“{objective.text[span[0] : span[1]]}” {'is a means' if span == found else 'is work'}; an objective "
        f"says what will be better.{' Its key results do: take the title from them.' if measured else ''}",
        suggestion="What becomes better once it is done, and for whom? Make that the objective, and keep this as an "
        "initiative",
        severity="warning" if measured else "",
        span=span,
    )


def _names_means(text: str, span: Span) -> bool:
    """Whether a technology was found ('React 18'), not a verb."""
    return any(letter.isdigit() for letter in text[slice(*span)])


def _is_outcome(result: KeyResult) -> bool:
    named = result.nature
    if named.task or named.activity or named.vanity:
        return False
    return result.reading.measurable or result.target is not None


RULE = Rule(
    code="O102",
    name="objective-is-task",
    severity="error",
    on="objective",
    message="Names work, a project or a technology; an objective says what will be better.",
    why="Work can be finished without anything being better for anyone. When the work is the goal, nobody may drop it "
    "for something that would do more. (A warning where the key results measure outcomes.)",
    bad=(
        "Migrate to React 18",
        "Launch the new customer portal",
        "Build a sales dashboard",
        "Roll out the new CRM in all branches",
    ),
    good=(
        "Offer an ultra-smooth and performant user experience",
        "Build a workshop that beginners love to come back to",
        "Make ordering by telephone a matter of one minute",
        "Deliver an evening service that nurses trust",
    ),
    check=_check,
)
