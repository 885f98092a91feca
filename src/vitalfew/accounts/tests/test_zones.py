"""Time zones are checked, and a near miss is named."""

import pytest
from django.core.exceptions import ValidationError

from vitalfew.accounts.models.workspace import check_zone
from vitalfew.accounts.zones import zone_of, zones, zones_like


@pytest.mark.parametrize("name", ["Europe/Berlin", "UTC", "America/Argentina/Buenos_Aires", "Etc/GMT+5"])
def test_zones_that_there_are(name: str) -> None:
    assert name in zones()
    check_zone(name)


@pytest.mark.parametrize(
    ("written", "zone"),
    [
        ("berlin", "Europe/Berlin"),
        (" New  York ", "America/New_York"),
        ("europe/berlin", "Europe/Berlin"),
        ("utc", "UTC"),
        ("Nicosia", ""),
        ("Calcuta", ""),
        ("GMT+5", ""),
        ("", ""),
    ],
)
def test_a_city_in_one_zone_only_is_that_zone(written: str, zone: str) -> None:
    assert zone_of(written) == zone


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Nicosia", ["Asia/Nicosia", "Europe/Nicosia"]),
        ("Asia/Calcuta", ["Asia/Calcutta"]),
        ("Mars", []),
    ],
)
def test_what_somebody_meant_is_named(written: str, meant: list[str]) -> None:
    assert zones_like(written)[: len(meant) or 3] == meant
    said = f"Did you mean {' or '.join(meant)}" if meant else "such as Europe/Berlin"
    with pytest.raises(ValidationError, match=f"“{written}” is not a time zone. .*{said}"):
        check_zone(written)


def test_machine_zones_are_no_places() -> None:
    for name in ("localtime", "posixrules", "Factory"):
        with pytest.raises(ValidationError):
            check_zone(name)
