"""What of an address is shown, and that it goes back in its place."""

import pytest

from vitalfew.sources.secrets import HIDDEN, is_veiled, masked, unmasked, unveiled, veiled
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


@pytest.mark.parametrize(
    "name",
    ["api_key", "apikey", "key", "X-Api-Key", "token", "access_token", "sig", "sign", "signature", "X-Amz-Signature",
     "password", "pwd", "secret", "client_secret", "auth", "authorization", "AWSAccessKeyId", "sessionid", "jwt",
     "code", "Code", "sas", "pat", "access_key", "subscription-key", "X-Goog-Signature"],
)  # fmt: skip
def test_a_secret_option_of_the_web_is_veiled(name: str) -> None:
    address = f"https://data.example.org:8443/a@b?from=1&{name}=canary&to=a@b#end"
    shown = f"https://data.example.org:8443/a@b?from=1&{name}=…&to=a@b#end"
    assert veiled(address) == shown
    assert is_veiled(shown)
    assert unveiled(shown, address) == address
    assert unveiled(shown, f"https://data.example.org/?{name}=canary") == address
    assert unveiled(shown, "https://data.example.org/") == shown


@pytest.mark.parametrize(
    "name",
    [
        "keyword",
        "author",
        "passed",
        "design",
        "significant",
        "from",
        "q",
        "signup",
        "country_code",
        "codes",
        "postcode",
        "path",
        "sast",
        "patient",
    ],
)
def test_other_options_stay_as_they_are(name: str) -> None:
    address = f"https://data.example.org/?{name}=2026"
    assert veiled(address) == address
    assert not is_veiled(address.replace("2026", HIDDEN))


def test_who_signs_in_is_veiled() -> None:
    assert veiled("https://canary@data.example.org/a@b") == "https://…@data.example.org/a@b"
    assert veiled("/srv/a@b/orders.csv") == "/srv/a@b/orders.csv"
    assert veiled("http_json: https://data.example.org/?token=canary&from=1") == (
        "http_json: https://data.example.org/?token=…&from=1"
    )
