"""`vitalfew rule [CODE]`: the rules, or one of them with its reason and examples."""

import click

from vitalfew.cli.output import format_option


@click.command()
@click.argument("code", required=False, default="")
@format_option()
def rule(code: str, form: str) -> None:
    """List the rules for goals and KPIs, or tell what one of them says and why.

    CODE is a rule's code or name: K203 or key-result-no-baseline. The beginning of a code lists those: K.
    """
    from vitalfew.cli.rule_report import REPORTS, one_as_json, one_as_text
    from vitalfew.cli.rule_search import rules_meant

    found = rules_meant(code)
    if code and len(found) == 1:
        (one_as_json if form == "json" else one_as_text)(found[0])
    else:
        REPORTS[form](found)
