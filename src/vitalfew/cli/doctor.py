"""`vitalfew doctor`: the settings, where each came from, and whether the installation is well."""

from dataclasses import asdict

import click

from vitalfew.cli.checkup import Finding, Level, checkup
from vitalfew.cli.errors import FINDINGS, FINE
from vitalfew.cli.output import format_option, print_json, print_text
from vitalfew.cli.shown_settings import Shown, shown_settings

MARKS = {Level.FINE: "fine  ", Level.REMARK: "note  ", Level.PROBLEM: "WRONG "}


@click.command()
@format_option()
def doctor(form: str) -> int:
    """Say how this installation is set up and whether it is well.

    Lists every setting with its value, secrets hidden, and where the value came from. Exits with 1 when something
    is wrong; a note is no fault.
    """
    findings = checkup()
    settings = shown_settings()
    if form == "json":
        print_json({"settings": [asdict(one) for one in settings], "findings": [asdict(one) for one in findings]})
    else:
        _print(settings, findings)
    return FINDINGS if any(one.level is Level.PROBLEM for one in findings) else FINE


def _print(settings: list[Shown], findings: list[Finding]) -> None:
    for one in settings:
        print_text(f"{one.name} = {one.value}  [{one.origin}]")
    print_text()
    for finding in findings:
        print_text(f"{MARKS[finding.level]} {finding.what}")
