"""`vitalfew checkin`: what a person owes, asked one by one in a terminal, listed, or said in one line."""

import sys

import click

from vitalfew.cli.errors import InputError
from vitalfew.cli.output import format_option, print_json, print_text


@click.command()
@click.argument("key_result", required=False)
@click.argument("value", required=False)
@click.option("--confidence", type=click.IntRange(0, 10), help="How likely it is, 0–10, that this reaches success.")
@click.option("--note", default="", help="What changed, and why.")
@click.option("--objective", metavar="TITLE", help="Of which objective, where several have such a key result.")
@click.option("--all", "everything", is_flag=True, help="Also ask for what this round does not ask.")
@click.option("--email", metavar="ADDRESS", help="Who checks in.  [the only administrator]")
@click.option("--workspace", "slug", metavar="SLUG", help="In which workspace.  [the only one]")
@format_option()
def checkin(
    key_result: str | None,
    value: str | None,
    confidence: int | None,
    note: str,
    objective: str | None,
    email: str | None,
    slug: str | None,
    form: str,
    *,
    everything: bool,
) -> None:
    """Check in on key results: the value, how likely success is, next.

    In a terminal it asks for what you owe in this round, one key result after the other: the value, then the
    confidence; Enter alone leaves the value, or the confidence, as it was, and 'q' ends it. With a key result,
    `vitalfew checkin "Mobile conversion" 3.4 --confidence 7`, it asks nothing. With --format json, or where nobody can
    be asked, it lists what is owed.
    """
    if key_result is None and (confidence is not None or note or objective):
        raise InputError("Which key result?", what_to_do="Name it first: vitalfew checkin KEY_RESULT VALUE.")
    from vitalfew.cli.database import django_ready

    django_ready()
    from vitalfew.accounts.scoping import NOBODY, entered, reading_as
    from vitalfew.cli.acting import acting_person
    from vitalfew.cli.checking_in import Said, as_json, as_text, ask_all, say_one
    from vitalfew.cli.workspace import chosen_workspace

    with entered(chosen_workspace(slug), reader=NOBODY):
        person = acting_person(email)
        with reading_as(person):
            if key_result is not None:
                said = Said(value, confidence, note)
                print_text(say_one(key_result, said, objective=objective, by=person))
            elif form == "json":
                print_json(as_json(person))
            elif sys.stdin.isatty():
                ask_all(person, everything=everything)
            else:
                print_text(as_text(person))
