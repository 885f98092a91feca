"""Which sources there are: every folder beside this file whose `source.py` holds a `SOURCE`, and more in `SOURCES`."""

from functools import cache
from importlib import import_module
from pathlib import Path

from vitalfew.sources.contract import Source


@cache
def sources() -> dict[str, Source]:
    """All kinds of source by their `kind`, in the order of their names; adding a folder adds one."""
    folders = sorted(path.parent.name for path in Path(__file__).parent.glob("*/source.py"))
    modules = [import_module(f"vitalfew.sources.{folder}.source") for folder in folders]
    found: list[Source] = [each for module in modules for each in (module.SOURCE, *getattr(module, "SOURCES", ()))]
    return {source.kind: source for source in sorted(found, key=lambda source: source.name)}
