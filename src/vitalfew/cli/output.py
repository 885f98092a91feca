"""What commands print: text for people, JSON for scripts, and nothing that could take over a terminal."""

import json
import sys
from collections.abc import Callable, Iterable
from typing import Any, TypeVar

import click

from vitalfew.method.late import late

F = TypeVar("F", bound=Callable[..., Any])

_CONTROL = late(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def format_option(*formats: str) -> Callable[[F], F]:
    """The `--format` option; the first format is the default, ('text', 'json') if none is named."""
    choices = formats or ("text", "json")
    return click.option(
        "--format",
        "form",
        type=click.Choice(choices),
        default=choices[0],
        show_default=True,
        help="How to print.",
    )


def print_text(text: str = "", *, err: bool = False) -> None:
    """Print text for people; control characters that came in with the data are shown as '�'."""
    click.echo(_CONTROL.sub("\N{REPLACEMENT CHARACTER}", text), err=err)


def print_json(data: object) -> None:
    """Print one JSON document on stdout; NaN and infinity are refused, they are no JSON."""
    click.echo(json.dumps(data, ensure_ascii=False, indent=2, allow_nan=False))


def print_json_line(data: object) -> None:
    """Print one JSON document on one line of stdout, for machines: of a huge one much sooner than indented."""
    click.echo(json.dumps(data, ensure_ascii=False, allow_nan=False))


def print_json_list(items: Iterable[object]) -> None:
    """Print one JSON list on stdout, an item a line: for thousands of items much faster than indented."""
    encode = json.JSONEncoder(ensure_ascii=False, allow_nan=False).encode
    click.echo("[\n" + ",\n".join(map(encode, items)) + "\n]")


def forgive_encoding() -> None:
    """Let a terminal that cannot show a character show '?' instead of ending the command."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")
