"""O113: an objective whose key results are its parent's."""

from vitalfew.method.rules.rule import Hit, Rule, Settings
from vitalfew.method.rules.subjects import Objective
from vitalfew.method.wording.sharing import plain


def _check(objective: Objective, settings: Settings) -> Hit | None:
    if not objective.parent_key_results or not objective.key_results:
        return None
    above = {plain(text) for text in objective.parent_key_results}
    same = [each for each in objective.key_results if plain(each.text) in above]
    if 2 * len(same) < len(objective.key_results) or not same:
        return None
    count = len(objective.key_results)
    return Hit(
        message=""
        if len(same) == count
        else f"{len(same)} of its {count} key results {'is' if len(same) == 1 else 'are'} also in the objective it "
        "contributes to.",
        field="key_results",
        suggestion="Which part of it can this team move by itself? Measure that",
    )


_ABOVE = "\nparent_key_results: [NPS from 32 to 50, Churn from 5 % to 3 %]"
RULE = Rule(
    code="O113",
    name="objective-copies-parent",
    severity="warning",
    on="objective",
    message="Its key results are those of the objective it contributes to.",
    why="Copied down, one number is reported many times and moved by nobody. Each team measures its own part.",
    bad=(
        f"objective: Win back the night callers\nkey_results: [NPS from 32 to 50, Churn from 5 % to 3 %]{_ABOVE}",
        f"objective: Win back the night callers\nkey_results: [NPS from 32 to 50., Calls lost from 40 to 10]{_ABOVE}",
        f"objective: Win back the night callers\nkey_results: [nps from 32 to 50]{_ABOVE}",
    ),
    good=(
        f"objective: Win back the night callers\nkey_results: [Calls lost from 40 to 10, Waits from 9 to 2]{_ABOVE}",
        f"objective: Win back the night callers\nkey_results: [a, b, NPS from 32 to 50]{_ABOVE}",
        "objective: Win back the night callers\nkey_results: [NPS from 32 to 50]",
    ),
    check=_check,
)
