"""`vitalfew parse TEXT… | -`: what a key result's sentence is read as."""

import sys

import click

from vitalfew.cli.errors import InputError
from vitalfew.cli.output import format_option, print_text


@click.command()
@click.argument("text", nargs=-1)
@format_option()
def parse(text: tuple[str, ...], form: str) -> None:
    """Say what a key result's sentence is read as.

    TEXT is one sentence per argument; '-' reads standard input, one sentence per line. Empty lines are left out.
    """
    from vitalfew.cli.parse_report import as_json, as_text
    from vitalfew.method.wording.reader import read

    sentences = [sentence for each in text for sentence in (_lines() if each == "-" else [each])]
    if not text:
        raise InputError("There is no sentence to read.", what_to_do="Write it after the command, or '-' for stdin.")
    for sentence in sentences:
        reading = read(sentence)
        if form == "json":
            click.echo(as_json(reading))
        else:
            print_text(as_text(reading))


def _lines() -> list[str]:
    try:
        text = sys.stdin.buffer.read().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise InputError("The text is not UTF-8.", what_to_do="Save it as UTF-8.", file="-", line=line) from error
    return [line for line in text.replace("\r\n", "\n").split("\n") if line.strip()]
