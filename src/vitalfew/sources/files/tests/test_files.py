"""What tables in files become, what else they cannot reach, and what is said where they are none."""

import gzip
import io
import json
import zipfile
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import duckdb
import openpyxl
import pytest

from vitalfew.sheets.write import workbook
from vitalfew.sources.bounds import Bounds, within
from vitalfew.sources.child import fetched
from vitalfew.sources.contract import Point, SourceError
from vitalfew.sources.files.source import SOURCE
from vitalfew.sources.tests.server import Said, serving

pytestmark = pytest.mark.plain

FIRST, SECOND = datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 1, 2, tzinfo=UTC)
TWO = [Point(FIRST, 1.5), Point(SECOND, 2)]
CSV = b"day,orders\n2026-01-01,1.5\n2026-01-02,2\n"
BOMB = gzip.compress(b"0" * 200_000_000)
JSON = [{"day": "2026-01-01", "orders": 1.5}, {"day": "2026-01-02", "orders": 2}]

Written = Callable[[str, bytes | str], Path]


@pytest.fixture
def written(tmp_path: Path) -> Written:
    """Writes a file into a folder that sources may read."""

    def write(name: str, content: bytes | str) -> Path:
        path = tmp_path / "listed" / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return write


def read(path: object, *, since: datetime | None = None, **settings: str) -> list[Point]:
    folder = str(Path(str(path)).parent)
    with within(Bounds(folders=(folder,), allowed=("127.0.0.1",))):
        return list(SOURCE.fetch({"path": str(path), **settings}, since))


def said(path: object, **settings: str) -> str:
    with pytest.raises(SourceError) as raised:
        read(path, **settings)
    sentence = str(raised.value)
    assert sentence.endswith(".")
    assert "\n" not in sentence
    return sentence


def sheet() -> bytes:
    book, out = openpyxl.Workbook(), io.BytesIO()
    for row in (["day", "orders"], [date(2026, 1, 1), 1.5], [date(2026, 1, 2), 2]):
        book.active.append(row)
    book.create_sheet("Other").append(["a"])
    book.save(out)
    return out.getvalue()


def ods() -> bytes:
    rows = (
        '<table:table-row><table:table-cell office:value-type="date" office:date-value="{}"/>'
        '<table:table-cell office:value-type="float" office:value="{}"/></table:table-row>'
    )
    head = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    cells = f"<table:table-row>{head.format('day')}{head.format('orders')}</table:table-row>"
    cells += rows.format("2026-01-01", "1.5") + rows.format("2026-01-02", "2")
    names = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
    )
    body = f'<office:body><office:spreadsheet><table:table table:name="T">{cells}</table:table></office:spreadsheet>'
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        file.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        file.writestr("META-INF/manifest.xml", "<manifest/>")
        file.writestr("content.xml", f"<office:document-content {names}>{body}</office:body></office:document-content>")
    return out.getvalue()


def parquet(folder: Path) -> bytes:
    path = folder / "made.parquet"
    duckdb.sql("SELECT DATE '2026-01-01' + i::INTEGER AS day, 1.5 + i / 2 AS orders FROM range(2) r(i)").write_parquet(
        str(path)
    )
    return path.read_bytes()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.csv", CSV),
        ("a.tsv", CSV.replace(b",", b"\t")),
        ("semicolon.csv", CSV.replace(b",", b";")),
        ("bom.csv", b"\xef\xbb\xbf" + CSV),
        ("a.csv.gz", gzip.compress(CSV, mtime=0)),
        ("no-ending", CSV),
        ("mixed.csv", CSV.replace(b"\n", b"\r\n", 1)),
        ("mixed.csv.gz", gzip.compress(CSV.replace(b"\n", b"\r", 1), mtime=0)),
        ("a.json", json.dumps(JSON)),
        ("a.ndjson", "\n".join(map(json.dumps, JSON))),
        ("a.xlsx", sheet()),
        ("a.ods", ods()),
        ("own.xlsx", workbook([["day", "orders"], ["2026-01-01", "1.5"], ["2026-01-02", "2"]])),
    ],
)
def test_every_form_gives_the_same_points(written: Written, name: str, content: bytes | str) -> None:
    path = written(name, content)
    assert read(path) == TWO
    assert read(path, since=SECOND) == TWO[1:]
    assert read(path, query="SELECT max(day) AS day, sum(orders) AS s FROM data") == [Point(SECOND, 3.5)]


def test_parquet(written: Written, tmp_path: Path) -> None:
    path = written("a.parquet", parquet(tmp_path))
    assert read(path) == TWO
    assert read(path, query="FROM data WHERE day > :since", since=FIRST) == TWO[1:]


def test_a_sheet_is_named(written: Written) -> None:
    path = written("a.xlsx", sheet())
    assert read(path, sheet="Sheet") == TWO
    assert 'There is no sheet "Nope". The workbook has: Sheet, Other' in said(path, sheet="Nope")


def test_several_files_of_one_form(written: Written) -> None:
    written("b-1.csv", "day,orders\n2026-01-01,1.5\n")
    path = written("b-2.csv", "orders,day,more\n2,2026-01-02,x\n")
    assert read(path.with_name("b-*.csv"), value="orders") == TWO
    assert "No file is named like" in said(path.with_name("c-*.csv"))
    written("b-3.csv", json.dumps(JSON))
    assert "The files are of several forms (b-2.csv, b-3.csv): name those of one" in said(path.with_name("b-*.csv"))
    written("b-3.csv", "SQLite format 3\0")
    assert "The file b-3.csv is an SQLite database, no table" in said(path.with_name("b-*.csv"))


def test_columns_by_name(written: Written) -> None:
    path = written("a.csv", "made,due,orders,share\n2026-01-01,2026-02-01,40,1.5\n2026-01-02,2026-02-01,50,2\n")
    assert read(path, time="Made", value="share", cases="orders") == [Point(FIRST, 1.5, 40), Point(SECOND, 2, 50)]
    assert "2 columns are dates (“made”, “due”): name the one that is the time" in said(path)
    assert "2 columns are numbers (“orders”, “share”): name the one" in said(path, time="made")


def test_times(written: Written) -> None:
    path = written("a.csv", "t,v\n2026-06-01T00:00:00+05:00,1\n")
    assert read(path, zone="Europe/Berlin")[0].time == datetime(2026, 5, 31, 19, tzinfo=UTC)
    by_day = "SELECT date_trunc('day', t)::DATE AS day, count(*) AS n FROM data GROUP BY 1"
    assert read(path, zone="Asia/Tokyo", query=by_day)[0].time == datetime(2026, 5, 31, 15, tzinfo=UTC)
    path = written("b.csv", "t,v\n2026-06-01 00:00,1\n")
    assert read(path, zone="Europe/Berlin")[0].time == datetime(2026, 5, 31, 22, tzinfo=UTC)
    since = datetime(2026, 5, 31, 22, tzinfo=UTC)
    assert len(read(path, zone="Europe/Berlin", query="FROM data WHERE t >= :since", since=since)) == 1
    assert read(path, query="FROM data WHERE t >= :since", since=datetime(2027, 1, 1, tzinfo=UTC)) == []


BAD = {
    "empty": ("", "The file x is empty, no table: CSV, Parquet, JSON, XLSX or ODS was expected"),
    "header only": ("t,v\n", "No row came back, at least one was expected"),
    "text": ("t,v\n2026-01-01,abc\n", "Row 1 (2026-01-01): “v” holds the text “abc” where a number was expected"),
    "NULL": ("t,v\n2026-01-01,\n2026-01-02,3\n", "Row 1 (2026-01-01): “v” holds no value (NULL)"),
    "NaN": ("t,v\n2026-01-01,NaN\n", "“v” holds nan, which is no number that can be kept"),
    "1e400": ("t,v\n2026-01-01,1e400\n", "“v” holds"),
    "JSON 1e400": ('[{"t": "2026-01-01", "v": 1e400}]', "“v” holds inf, which is no number"),
    "two dates": ("t,v\n2026-01-01,2026-01-02\n", "All columns are dates (“t”, “v”)"),
    "either day": ("t,v\n03/04/2026,1\n", "which may be two days: write it as 2026-04-03 or 2026-03-04"),
    "twice": ("t,v\n2026-01-01,1\n2026-01-01,2\n", "Rows 1 and 2 have the same time"),
    "a page": ("<!doctype html><title>Sign in</title>", "The file x is a page titled “Sign in”, no table"),
    "a PDF": ("%PDF-1.4", "The file x is a PDF document, no table"),
    "broken JSON": ('[{"t": "2026-01-01", "v": 1', "Malformed JSON"),
    "broken Parquet": ("PAR1....PAR1", "could not be read as asked (“"),
    "broken workbook": ("PK\x03\x04 no zip", "The workbook is damaged"),
    "broken gzip": (b"\x1f\x8b no gzip", "is packed and cannot be unpacked"),
    "an open quote": ('t,v,n\n2026-01-01,1,5" pipe\r\n2026-01-02,1,\n', "cannot be cut into rows and cells"),
    "latin-1": ("t,v,n\n2026-01-01,1,Zürich\n".encode("latin-1"), "This file is not utf-8 encoded"),
    "a million rows": ("v\n" + "1\n" * 1_000_000, "More than 100,000 rows came back"),
}  # fmt: skip


@pytest.mark.parametrize("case", BAD)
def test_what_is_said(written: Written, case: str) -> None:
    content, expected = BAD[case]
    assert expected in said(written("x", content))


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("SELECT nope FROM data", 'could not be read as asked (“Binder Error: Referenced column "nope" not found'),
        ("SELECT * FROM other", "other"),
        ("SELECT 1; SELECT 2", "more than one statement"),
        ("DROP VIEW data", "begins with DROP, which returns no rows"),
        ("COPY data TO '/tmp/vitalfew-out.csv'", "begins with COPY, which returns no rows"),
        ("SELECT * FROM '{secret}'", "file system operations are disabled by configuration"),
        ("SELECT * FROM read_csv('{secret}')", "file system operations are disabled by configuration"),
        ("SELECT * FROM read_blob('{secret}')", "file system operations are disabled by configuration"),
        ("SELECT * FROM read_text('/etc/hostname')", "file system operations are disabled by configuration"),
        ("SELECT * FROM glob('/etc/*')", "file system operations are disabled by configuration"),
        ("SELECT * FROM 'http://127.0.0.1:9/x.csv'", "could not be read as asked"),
        ("SELECT * FROM sqlite_scan('{secret}', 'a')", "could not be read as asked"),
        ("SELECT count(*) FROM range(100000000000)", "The query was not done within 1 s"),
        ("SELECT list(a) FROM range(1000000000) r(a)", "takes more than 512 MB of memory|was not done within"),
    ],
)
def test_queries_reach_nothing_else(written: Written, query: str, expected: str) -> None:
    path, secret = written("a.csv", CSV), written("secret.csv", CSV)
    with within(Bounds(folders=(str(path.parent),), seconds=1)), pytest.raises(SourceError) as raised:
        list(SOURCE.fetch({"path": str(path), "query": query.format(secret=secret)}, None))
    assert any(each in str(raised.value) for each in expected.split("|")), str(raised.value)


def test_only_listed_folders(written: Written, tmp_path: Path) -> None:
    outside, path = tmp_path / "outside.csv", written("a.csv", CSV)
    outside.write_bytes(CSV)
    link = path.with_name("link.csv")
    link.symlink_to(outside)
    folder = path.parent
    for each in (outside, link, folder / ".." / "outside.csv", tmp_path / "*.csv", folder / "l*.csv", "/etc/passwd"):
        with within(Bounds(folders=(str(folder),))), pytest.raises(SourceError, match="lies in no folder that sources"):
            list(SOURCE.fetch({"path": str(each)}, None))
    assert "is a folder; a file was expected" in said(folder)
    assert "does not exist; a file was expected" in said(folder / "none.csv")
    assert "is neither a whole path nor an address" in said("a.csv")


def test_our_own_database_is_no_table(written: Written) -> None:
    own = written("own.sqlite3", "SQLite format 3\0")
    hard = own.with_name("hard.csv")
    hard.hardlink_to(own)
    for path in (own, hard, own.with_name("*.csv")):
        bounds = Bounds(folders=(str(own.parent),), forbidden=(f"sqlite:///{own}",))
        with within(bounds), pytest.raises(SourceError, match="is Vitalfew's own file"):
            list(SOURCE.fetch({"path": str(path)}, None))


def test_at_an_address() -> None:
    with serving(lambda _: Said(CSV)) as server:
        assert read(f"{server.url}/export?format=csv", token="t0ken") == TWO
        assert server.asked[0].headers["authorization"] == "Bearer t0ken"


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (Said(b"t,v\n" + b"2026-01-01,1\n" * 1_000_000), "answers with more than 1 MB"),
        (Said(BOMB), "gives a file of more than 1 MB when it is unpacked"),
        (Said(BOMB, headers={"Content-Encoding": "gzip"}), "answers with more than 1 MB"),
        (Said(b"<html><title>Sign in</title>"), "is a page titled “Sign in”, no table"),
        (Said(b"", 404), "answered 404"),
        (Said(b"", 403), "answered 403"),
        (Said(b"", 302, {"Location": "http://169.254.169.254/latest/meta-data/"}), "not a public address"),
    ],
)
def test_bad_answers(answer: Said, expected: str) -> None:
    with serving(lambda _: answer) as server, pytest.raises(SourceError) as raised:
        fetched(kind="files", spec={"path": f"{server.url}/x.csv"}, since=None, allowed=["127.0.0.1"])
    assert expected in str(raised.value)


@pytest.mark.parametrize(
    ("path", "place"),
    [
        ("/srv/exports/orders-*.csv", "/srv/exports"),
        ("https://data.example.org/x.csv?key=secret", "data.example.org"),
        ("http://u:p@data.example.org:8080/x.csv", "data.example.org:8080"),
        ("https://[", ""),
    ],
)
def test_what_fails_together(path: str, place: str) -> None:
    assert SOURCE.place({"path": path}) == place
