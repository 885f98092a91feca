"""Reads the address of a database: its kind, and nothing in it that could reach further than the database."""

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from vitalfew.sources.contract import SourceError
from vitalfew.sources.sql.engines import KINDS, Kind


def address(text: str) -> tuple[Kind, URL]:
    """The kind of database, and its URL with the driver that the guard knows; raises SourceError."""
    try:
        url = make_url(text.strip())
    except (ArgumentError, ValueError):
        raise SourceError(
            "The address is none of a database: write it like postgresql://user:password@host:5432/name."
        ) from None
    dialect = url.drivername.partition("+")[0]
    kind = KINDS.get(dialect)
    if kind is None or url.drivername not in {dialect, kind.driver}:
        raise SourceError(
            f"“{url.drivername[:40]}” is no database that is known here: write one of {', '.join(sorted(KINDS))}, "
            "without the name of a driver."
        )
    unknown = sorted(set(url.query) - kind.options)
    if unknown:
        known = ", ".join(sorted(kind.options)) or "none"
        raise SourceError(f"The address has the option “{unknown[0][:40]}”; known are {known}: leave it out.")
    return kind, url.set(drivername=kind.driver)
