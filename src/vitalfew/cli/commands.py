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
    "signals": Entry("vitalfew.cli.signals:signals", "Tell signal from noise in a file of measurements."),
}
