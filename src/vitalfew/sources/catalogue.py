"""Which sources there are: every folder beside this file whose `source.py` holds a `SOURCE`."""

from functools import cache
from importlib import import_module
from pathlib import Path

from vitalfew.sources.contract import Source


@cache
def sources() -> dict[str, Source]:
    """All kinds of source by their `kind`, in the order of their names; adding a folder adds one."""
    folders = sorted(path.parent.name for path in Path(__file__).parent.glob("*/source.py"))
    found: list[Source] = [import_module(f"vitalfew.sources.{folder}.source").SOURCE for folder in folders]
    return {source.kind: source for source in sorted(found, key=lambda source: source.name)}
