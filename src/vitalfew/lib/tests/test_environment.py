from pathlib import Path

import pytest

from vitalfew.lib.environment import BadSetting, one_of, origin, setting, unknown, yes

pytestmark = pytest.mark.plain


def test_a_file_wins_over_the_variable(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    (tmp_path / "key").write_text("from the file\n")
    monkeypatch.setenv("VITALFEW_SECRET_KEY", "from the variable")
    assert (setting("SECRET_KEY"), origin("SECRET_KEY")) == ("from the variable", "environment")
    monkeypatch.setenv("VITALFEW_SECRET_KEY_FILE", str(tmp_path / "key"))
    assert (setting("SECRET_KEY"), origin("SECRET_KEY")) == ("from the file", "file")


def test_a_file_that_is_no_text_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    (tmp_path / "key").write_bytes(b"\xff\xfe")
    monkeypatch.setenv("VITALFEW_SECRET_KEY_FILE", str(tmp_path / "key"))
    with pytest.raises(
        BadSetting, match=r"VITALFEW_SECRET_KEY_FILE names .*/key, which cannot be read: it is not text"
    ):
        setting("SECRET_KEY")


def test_a_setting_that_is_not_declared_cannot_be_read():
    with pytest.raises(KeyError):
        setting("SECRT_KEY")


@pytest.mark.parametrize(("text", "expected"), [("Yes", True), ("1", True), ("off", False), ("", True)])
def test_yes_and_no(monkeypatch: pytest.MonkeyPatch, text: str, expected: object):
    monkeypatch.setenv("VITALFEW_BEHIND_PROXY", text)
    assert yes("BEHIND_PROXY", default=True) is expected


def test_one_of_several(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("VITALFEW_LOG_LEVEL", "info")
    assert one_of("LOG_LEVEL", ("INFO", "ERROR"), default="ERROR") == "INFO"
    monkeypatch.delenv("VITALFEW_LOG_LEVEL")
    assert one_of("LOG_LEVEL", ("INFO", "ERROR"), default="ERROR") == "ERROR"


def test_a_misspelt_name_is_found(monkeypatch: pytest.MonkeyPatch):
    for name in ("VITALFEW_DATABSE_URL", "VITALFEW_DATA_FILE", "VITALFEW_TEST_DATABASE"):
        monkeypatch.setenv(name, "x")
    assert unknown() == ["VITALFEW_DATABSE_URL"]
