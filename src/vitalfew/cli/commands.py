"""The table of commands: a name, where its click command lives, and its line in `vitalfew --help`.

The line must equal the first sentence of the command's own help; a test compares them.
"""

from typing import NamedTuple


class Entry(NamedTuple):
    """One command: `target` is 'module:attribute', `summary` is shown without importing it."""

    target: str
    summary: str


COMMANDS: dict[str, Entry] = {
    "serve": Entry("vitalfew.cli.serve:serve", "Serve the pages and the API."),
    "worker": Entry("vitalfew.cli.worker:worker", "Work on what is due, beside any number of other workers."),
    "beat": Entry("vitalfew.cli.beat:beat", "Keep the time for workers."),
    "init": Entry("vitalfew.cli.init:init", "Make the first workspace and its administrator."),
    "token": Entry("vitalfew.cli.token:token", "Make tokens, with which programs act for a person."),
    "doctor": Entry("vitalfew.cli.doctor:doctor", "Say how this installation is set up and whether it is well."),
    "plan": Entry("vitalfew.cli.plan:plan", "Say what a plan file would change, and change nothing."),
    "apply": Entry("vitalfew.cli.apply:apply", "Change KPIs and objectives to what a plan file says."),
    "export": Entry("vitalfew.cli.export:export", "Write the workspace out: its plan file on stdout, or its values."),
    "lint": Entry("vitalfew.cli.lint:lint", "Say what in a plan file can be written better."),
    "rule": Entry(
        "vitalfew.cli.rule:rule", "List the rules for goals and KPIs, or tell what one of them says and why."
    ),
    "schema": Entry(
        "vitalfew.cli.schema:schema", "Print the JSON Schema of plan files, which editors complete and check by."
    ),
    "audit": Entry(
        "vitalfew.cli.audit:audit", "Sort a sheet of metrics into health, growth and neither, with reasons."
    ),
    "record": Entry("vitalfew.cli.record:record", "Record a value of a KPI, or a file of values."),
    "checkin": Entry(
        "vitalfew.cli.checkin:checkin", "Check in on key results: the value, how likely success is, next."
    ),
    "today": Entry("vitalfew.cli.today:today", "Say what needs a decision, and how health and change stand."),
    "findings": Entry(
        "vitalfew.cli.findings:findings", "Look at the data now, and say what they tell about goals and KPIs."
    ),
    "sample": Entry("vitalfew.cli.sample:sample", "Load or delete the sample workspace."),
    "signals": Entry("vitalfew.cli.signals:signals", "Tell signal from noise in a file of measurements."),
    "replay": Entry("vitalfew.cli.replay:replay", "Say what a history of values would have alarmed, as it came."),
    "parse": Entry("vitalfew.cli.parse:parse", "Say what a key result's sentence is read as."),
}
