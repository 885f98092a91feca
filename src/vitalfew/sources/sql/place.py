"""What fails together with a source."""

from pathlib import PurePath
from urllib.parse import urlsplit

from vitalfew.sources.contract import Spec

_PORTS = {"postgres": 5432, "postgresql": 5432, "mysql": 3306, "mariadb": 3306, "oracle": 1521, "mssql": 1433}


def place(spec: Spec) -> str:
    """'host:port', or the folder of a database that is a file."""
    try:
        url = urlsplit(spec.get("url", "").strip())
        host, port = url.hostname, url.port
    except ValueError:
        return ""
    dialect = url.scheme.partition("+")[0]
    if dialect == "sqlite":
        return str(PurePath(url.path.removeprefix("/")).parent)
    port = port or _PORTS.get(dialect)
    return f"{host or 'localhost'}:{port}" if port else host or dialect
