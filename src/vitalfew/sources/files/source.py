"""A table in a file, by path or by address; with a query, or with the names of its columns."""

from collections.abc import Iterable
from datetime import datetime

from vitalfew.sources.columns import COLUMNS
from vitalfew.sources.contract import Point, Setting, Source, Spec
from vitalfew.sources.files.place import place, where
from vitalfew.sources.loads import WEB


def _fetch(spec: Spec, since: datetime | None) -> Iterable[Point]:
    from vitalfew.sources.files.reading import read  # DuckDB is loaded only where something is fetched

    return read(spec, since)


SOURCE = Source(
    kind="files",
    name="File or table at an address",
    about="CSV, Parquet, JSON, XLSX or ODS, in a folder of the server or at an address of the web.",
    settings=(
        Setting(
            "path",
            "Path or address",
            "web",
            hint="A path may hold * for several files of one form. At an address: at most 1 MB.",
            example="/srv/exports/orders-*.csv",
        ),
        Setting("token", "Token", "secret", required=False, hint="Sent as 'Authorization: Bearer …' to the address."),
        Setting("sheet", "Sheet", required=False, hint="Of a workbook; the first that is filled if it is empty."),
        Setting(
            "query",
            "Query",
            "long",
            required=False,
            hint="In DuckDB's SQL, of the table data; without one, its rows as they are. :since is the time since when "
            "values are wanted.",
            example="SELECT ordered_on, count(*) AS orders FROM data GROUP BY ordered_on",
        ),
        *COLUMNS,
    ),
    fetch=_fetch,
    place=place,
    where=where,
    loads=("vitalfew.sources.files.reading", *WEB),
)
