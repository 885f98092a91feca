"""Writes what is generated under docs/: `python -m vitalfew.cli.reference`; with --check it exits 1 on drift."""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import click

from vitalfew.cli.root import root
from vitalfew.cli.rule_pages import rule_pages
from vitalfew.planfile.schema import schema_text

DOCS = Path("docs")
INTRODUCTION = """# The command line

This page is generated from `--help` by `python -m vitalfew.cli.reference`.

Exit codes, everywhere: 0 fine; 1 findings; 2 the input or the call is wrong, the message on stderr says
in which file and line; 3 the product failed, `VITALFEW_DEBUG=1` shows the traceback. Ctrl-C ends with 130,
and a reader that closes the pipe early (`… | head`) with 141, as for other programs. JSON is printed on
stdout only.
"""


def page() -> str:
    """The command line's reference as Markdown, one section per command."""
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


GENERATED: dict[str, Callable[[], str]] = {"cli.md": page, "goals.schema.json": schema_text, **rule_pages()}


def main(arguments: list[str]) -> int:
    """Write the files, or with --check compare them; returns the exit code."""
    stale = [name for name, made in GENERATED.items() if _held(DOCS / name) != made()]
    if "--check" not in arguments:
        for name in stale:
            (DOCS / name).parent.mkdir(exist_ok=True)
            (DOCS / name).write_text(GENERATED[name](), encoding="utf-8")
        return 0
    for name in stale:
        click.echo(f"{DOCS / name} is not up to date: run `python -m vitalfew.cli.reference`.", err=True)
    return 1 if stale else 0


def _held(file: Path) -> str | None:
    return file.read_text(encoding="utf-8") if file.is_file() else None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
