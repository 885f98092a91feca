"""What of an address is shown, and that it goes back in its place."""

import pytest

from vitalfew.sources.secrets import HIDDEN, masked, unmasked

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
