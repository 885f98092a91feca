"""Our own database is no source, on either engine, however its address is spelt."""

from pathlib import Path

import pytest
from django.db import connection

from vitalfew.sources.child import fetched
from vitalfew.sources.contract import SourceError


def _addresses() -> list[str]:
    own = connection.settings_dict
    if connection.vendor == "sqlite":
        return [f"sqlite:///{own['NAME']}", f"sqlite:///{Path(own['NAME']).parent}/./{Path(own['NAME']).name}"]
    user, port = own["USER"], own["PORT"] or 5432
    hosts = (own["HOST"], "localhost", "2130706433")
    return [f"postgresql://{user}:{own['PASSWORD']}@{host}:{port}/{own['NAME']}" for host in hosts]


@pytest.mark.django_db
def test_it_is_known_without_being_named() -> None:
    folder = str(Path(str(connection.settings_dict["NAME"])).parent)
    for url in _addresses():
        spec = {"url": url, "query": "SELECT count(*) FROM kpis_kpi"}
        with pytest.raises(SourceError, match="This is Vitalfew's own database, which is no source"):
            fetched(kind="sql", spec=spec, since=None, allowed=["127.0.0.1", "localhost", "::1"], folders=[folder])
