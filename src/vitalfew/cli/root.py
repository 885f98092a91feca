"""The root command and the one place where an outcome becomes an exit code."""

import gc
import os
import sys
from collections.abc import Sequence
from typing import NoReturn

import click

from vitalfew import __version__
from vitalfew.cli.commands import COMMANDS
from vitalfew.cli.ending import end
from vitalfew.cli.errors import (
    FINE,
    INPUT_WRONG,
    INTERRUPTED,
    PIPE_CLOSED,
    PRODUCT_FAILED,
    InputError,
)
from vitalfew.cli.lazy import LazyGroup
from vitalfew.cli.output import forgive_encoding, print_text


@click.command(
    cls=LazyGroup,
    entries=COMMANDS,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, prog_name="vitalfew", message="%(prog)s %(version)s")
def root() -> None:
    """Vitalfew keeps a team's vital few numbers honest.

    \b
    Exit codes, everywhere:
      0  fine
      1  findings
      2  the input or the call is wrong (the message on stderr says where)
      3  the product failed
    """


def main() -> NoReturn:
    """Run the command line and exit with the code of its outcome."""
    if "_VITALFEW_COMPLETE" in os.environ:
        root.main(prog_name="vitalfew")
    forgive_encoding()
    end(_finish(_outcome(sys.argv[1:])))


def run(args: Sequence[str]) -> int:
    """Run one command line and return its exit code; a command returns None or an exit code itself."""
    collecting = gc.isenabled()
    try:
        return _outcome(args)
    finally:
        if collecting:
            gc.enable()


def _outcome(args: Sequence[str]) -> int:
    try:
        code = _invoke(args)
    except InputError as error:
        for problem in error.problems:
            print_text(str(problem), err=True)
        return INPUT_WRONG
    except click.ClickException as error:
        error.show()
        return INPUT_WRONG
    except (click.Abort, EOFError, KeyboardInterrupt):
        print_text("Stopped.", err=True)
        return INTERRUPTED
    except BrokenPipeError:
        return PIPE_CLOSED
    except Exception as error:
        return _product_failed(error)
    return code if isinstance(code, int) else FINE


def _invoke(args: Sequence[str]) -> object:
    """Run without click's own main, which answers a closed pipe with 1: that would read as findings."""
    try:
        with root.make_context("vitalfew", list(args)) as ctx:
            return root.invoke(ctx)
    except click.exceptions.Exit as done:
        return done.exit_code


def _product_failed(error: Exception) -> int:
    if os.environ.get("VITALFEW_DEBUG"):
        import traceback

        traceback.print_exc()
    else:
        print_text(
            f"vitalfew failed, and the fault is its own: {type(error).__name__}: {error}. "
            "Set VITALFEW_DEBUG=1 and run it again to see the traceback.",
            err=True,
        )
    return PRODUCT_FAILED


def _finish(code: int) -> int:
    """Flush; when the reader of our output has gone (`… | head`), be quiet about it."""
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except BrokenPipeError:
        code = code or PIPE_CLOSED
    if code == PIPE_CLOSED:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return code
