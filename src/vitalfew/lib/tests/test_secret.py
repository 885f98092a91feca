from pathlib import Path

import pytest

from vitalfew.lib.secret import OpenSecret, secret_key

pytestmark = pytest.mark.plain


def test_the_key_is_made_once_and_private(tmp_path: Path):
    key = secret_key(tmp_path)
    assert len(key) >= 64
    assert secret_key(tmp_path) == key
    assert (tmp_path / "secret.key").stat().st_mode & 0o777 == 0o600


def test_no_two_installations_share_a_key(tmp_path: Path):
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    assert secret_key(tmp_path / "a") != secret_key(tmp_path / "b")


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o644])
def test_a_key_that_others_can_read_is_refused(tmp_path: Path, mode: int):
    secret_key(tmp_path)
    (tmp_path / "secret.key").chmod(mode)
    with pytest.raises(OpenSecret, match="chmod 600"):
        secret_key(tmp_path)
