"""What a database says when it refuses, as one sentence."""

import re

from sqlalchemy.exc import DBAPIError

from vitalfew.egress.causes import causes
from vitalfew.egress.guard import Refused
from vitalfew.sources.bounds import bounds
from vitalfew.sources.contract import SourceError
from vitalfew.sources.words import shortened

_LATE = re.compile(r"statement timeout|max_statement_time|max_execution_time|maximum statement execution|^interrupted$")
_UNREACHED = re.compile(r"connection refused|can't connect|timed out|timeout expired|unreachable|no route", re.I)
_UNKNOWN_HOST = re.compile(r"not known|No address associated|Temporary failure in name resolution|getaddrinfo failed")


def connecting(error: Exception, place: str) -> SourceError:
    """Why the database was not reached, or refused the user."""
    for cause in causes(error):
        if isinstance(cause, Refused):
            return SourceError(f"{place} was not asked: {shortened(cause)}.")
    said = _said(error)
    if _UNKNOWN_HOST.search(said):
        return SourceError(f"{place} cannot be reached from this server: check the address and the server's network.")
    if _UNREACHED.search(said):
        return SourceError(
            f"{place} takes no connection (“{shortened(said)}”): check the host and the port, and whether it runs."
        )
    return SourceError(
        f"{place} gave no connection (“{shortened(said)}”): check host, port, database, user and password."
    )


def querying(error: Exception, place: str) -> SourceError:
    """Why the query gave no rows, in the database's own words."""
    said = _said(error)
    if _LATE.search(said):
        return SourceError(
            f"{place} did not finish the query within {bounds().seconds:g} s: ask for a shorter time, or sum up less."
        )
    return SourceError(f"{place} refused the query (“{shortened(said)}”): check the query.")


def _said(error: Exception) -> str:
    """The first line of the driver's own words: what follows repeats the query."""
    own = error.orig if isinstance(error, DBAPIError) and error.orig is not None else error
    text = str(own.args[-1] if own.args else own).strip()
    return text.splitlines()[0] if text else type(own).__name__
