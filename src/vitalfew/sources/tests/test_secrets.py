"""What of an address is shown, and that it goes back in its place."""

import pytest

from vitalfew.sources.secrets import HIDDEN, masked, unmasked
from vitalfew.sources.sql.source import SOURCE
from vitalfew.sources.words import without_secrets

pytestmark = pytest.mark.plain


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("postgresql://reader:canary@db.example.org:5432/shop", "postgresql://reader:…@db.example.org:5432/shop"),
        ("postgresql://reader:c@n/ry?#@db/shop?sslmode=require", "postgresql://reader:…@db/shop?sslmode=require"),
        ("postgresql://:canary@db/shop", "postgresql://:…@db/shop"),
        ("bigquery://shop?location=EU&credentials_base64=canary", "bigquery://shop?location=EU&credentials_base64=…"),
        ("snowflake://a:canary@acc/db?authtoken=canary&role=r", "snowflake://a:…@acc/db?authtoken=…&role=r"),
        ("mysql://reader@db/shop?passwd=canary", "mysql://reader@db/shop?passwd=…"),
        ("mssql://reader@db/shop?pwd=canary&passphrase=canary", "mssql://reader@db/shop?pwd=…&passphrase=…"),
        ("postgresql://reader@db:5432/shop", "postgresql://reader@db:5432/shop"),
        ("sqlite:////srv/a@b.sqlite3", "sqlite:////srv/a@b.sqlite3"),
        ("canary", ""),
    ],
)
def test_all_but_the_secrets_is_shown_and_they_go_back_in_their_place(address: str, shown: str) -> None:
    assert masked(address) == shown
    assert unmasked(shown, address) == (address if shown else "")


def test_what_is_typed_stands() -> None:
    assert unmasked("mysql://a:new@db/x", "mysql://a:old@db/x") == "mysql://a:new@db/x"
    assert unmasked("mysql://a:…@db/x", "mysql://a@db/x") == f"mysql://a:{HIDDEN}@db/x"


def test_no_sentence_holds_a_secret_of_an_address() -> None:
    url = "snowflake://me:word%20one@acc/db?authtoken=canary%2Ftoken&role=reader"
    said = without_secrets("word one, canary%2Ftoken and canary/token are wrong for reader", SOURCE, {"url": url})
    assert said == "…, … and … are wrong for reader"
