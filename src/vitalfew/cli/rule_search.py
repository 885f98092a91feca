"""Which rules somebody means."""

import difflib

from vitalfew.cli.errors import InputError
from vitalfew.method.rules.data_engine import all_rules
from vitalfew.method.rules.rule import Rule


def rules_meant(code: str) -> list[Rule]:
    """All rules, or those whose code begins with what was written or whose name it is; raises InputError for none."""
    written, rules = code.strip(), all_rules()
    found = [rule for rule in rules if rule.code.startswith(written.upper()) or rule.name == written.lower()]
    exact = [rule for rule in found if rule.code == written.upper()]
    if not found:
        raise InputError(f'There is no rule "{written[:60]}".', what_to_do=_nearest(written, rules))
    return exact or found


def _nearest(written: str, rules: tuple[Rule, ...]) -> str:
    known = {word: rule.code for rule in rules for word in (rule.code.lower(), rule.name)}
    near = difflib.get_close_matches(written[:60].lower(), known, n=1, cutoff=0.5)
    return f"Did you mean {known[near[0]]}?" if near else "`vitalfew rule` lists them all."
