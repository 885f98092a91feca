import pytest
from django.test import override_settings

from vitalfew.lib.sealed import Unreadable, seal, unseal


def test_what_is_sealed_says_nothing_and_comes_back():
    sealed = seal("canary über 7")
    assert "canary" not in sealed
    assert unseal(sealed) == "canary über 7"
    assert seal("canary über 7") != sealed
    assert (seal(""), unseal("")) == ("", "")


def test_another_key_or_another_text_opens_nothing():
    sealed = seal("canary")
    with override_settings(SECRET_KEY="another"), pytest.raises(Unreadable, match="VITALFEW_SECRET_KEY"):
        unseal(sealed)
    with pytest.raises(Unreadable, match="Enter it again"):
        unseal(sealed[:-8] + "AAAAAAA=")
