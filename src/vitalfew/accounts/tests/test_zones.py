"""Time zones are checked, and a near miss is named."""

import pytest
from django.core.exceptions import ValidationError

from vitalfew.accounts.models.workspace import check_zone
from vitalfew.accounts.zones import zone_like, zones


@pytest.mark.parametrize("name", ["Europe/Berlin", "UTC", "America/Argentina/Buenos_Aires", "Etc/GMT+5"])
def test_zones_that_there_are(name: str) -> None:
    assert name in zones()
    check_zone(name)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("berlin", "Europe/Berlin"),
        ("europe/berlin", "Europe/Berlin"),
        ("New York", "America/New_York"),
        ("Asia/Calcuta", "Asia/Calcutta"),
        ("Mars", ""),
    ],
)
def test_what_somebody_meant_is_named(written: str, meant: str) -> None:
    assert zone_like(written) == meant
    said = f"Did you mean {meant}" if meant else "such as Europe/Berlin"
    with pytest.raises(ValidationError, match=f"“{written}” is not a time zone. .*{said}"):
        check_zone(written)


def test_machine_zones_are_no_places() -> None:
    for name in ("localtime", "posixrules", "Factory"):
        with pytest.raises(ValidationError):
            check_zone(name)
