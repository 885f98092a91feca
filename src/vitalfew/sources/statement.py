"""A query that a person wrote: one statement that reads, with `:since` and `:until` where the wanted
times stand.
"""

import re

from vitalfew.sources.contract import SourceError, Spec

READS = frozenset({"select", "with", "values", "table", "show", "from", "describe"})
_LONGEST = 20_000
_ASIDE = re.compile(r"--[^\n]*|/\*.*?\*/|'(?:[^'\\]|''|\\.)*'|\"(?:[^\"]|\"\")*\"|`[^`]*`|(\$\w*\$).*?\1", re.DOTALL)
_WORD = re.compile(r"[a-z]+", re.IGNORECASE)
_WRITES_A_FILE = re.compile(r"\binto\s+(outfile|dumpfile)\b", re.IGNORECASE)
SINCE = re.compile(r"(?<![:\w\\]):since\b")
UNTIL = re.compile(r"(?<![:\w\\]):until\b")
STRETCH = 2_000


def one_query(text: str) -> str:
    """The query without the semicolon at its end; raises SourceError unless it is one that only reads.

    This is for the words: that nothing is written, the database itself must see to.
    """
    query = text.strip().rstrip(";").rstrip()
    if not query or len(query) > _LONGEST:
        raise SourceError("The query is empty or longer than 20,000 characters: write one SELECT.")
    bare = _ASIDE.sub(" ", query)
    if "/*!" in query or _WRITES_A_FILE.search(bare):
        raise SourceError("The query does more than read: write one SELECT that gives a time and a value.")
    if ";" in bare:
        raise SourceError("The query is more than one statement: write one SELECT.")
    word = _WORD.search(bare)
    if word is None or word[0].lower() not in READS:
        first = word[0].upper() if word else query[:20]
        raise SourceError(f"The query begins with {first}, which returns no rows: write one SELECT.")
    return query


def stretch(spec: Spec) -> int:
    """How many periods of history are asked for at once: the query must say from when and until when."""
    query = spec.get("query", "")
    return STRETCH if SINCE.search(query) and UNTIL.search(query) else 0
