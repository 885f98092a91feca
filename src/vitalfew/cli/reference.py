"""Writes docs/cli.md from `--help`; `python -m vitalfew.cli.reference --check` exits 1 on drift."""

import sys
from collections.abc import Iterator
from pathlib import Path

import click

from vitalfew.cli.root import root

PAGE = Path("docs/cli.md")
INTRODUCTION = """# The command line

This page is generated from `--help` by `python -m vitalfew.cli.reference`.

Exit codes, everywhere: 0 fine; 1 findings; 2 the input or the call is wrong, the message on stderr says
in which file and line; 3 the product failed, `VITALFEW_DEBUG=1` shows the traceback. Ctrl-C ends with 130,
and a reader that closes the pipe early (`… | head`) with 141, as for other programs. JSON is printed on
stdout only.
"""


def page() -> str:
    """The whole reference as Markdown, one section per command."""
    return "\n".join([INTRODUCTION, *(_section(ctx) for ctx in _contexts(_context(root, "vitalfew", None)))])


def _context(command: click.Command, name: str, parent: click.Context | None) -> click.Context:
    return click.Context(command, info_name=name, parent=parent, terminal_width=100, max_content_width=100)


def _contexts(ctx: click.Context) -> Iterator[click.Context]:
    yield ctx
    if isinstance(ctx.command, click.Group):
        for name in ctx.command.list_commands(ctx):
            command = ctx.command.get_command(ctx, name)
            if command is not None and not command.hidden:
                yield from _contexts(_context(command, name, ctx))


def _section(ctx: click.Context) -> str:
    return f"## {ctx.command_path}\n\n```text\n{ctx.get_help()}\n```\n"


def main(arguments: list[str]) -> int:
    """Write the page, or with --check compare it; returns the exit code."""
    if "--check" not in arguments:
        PAGE.write_text(page(), encoding="utf-8")
        return 0
    if PAGE.is_file() and PAGE.read_text(encoding="utf-8") == page():
        return 0
    click.echo(f"{PAGE} is not what --help says: run `python -m vitalfew.cli.reference`.", err=True)
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
