from pathlib import Path

import pytest

from vitalfew.cli import reference
from vitalfew.cli.commands import COMMANDS

pytestmark = pytest.mark.plain


def test_the_page_has_a_section_for_every_command() -> None:
    text = reference.page()
    for name in COMMANDS:
        assert f"## vitalfew {name}\n" in text


def test_drift_is_found_and_mended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(reference, "DOCS", tmp_path)
    assert reference.main(["--check"]) == 1
    assert "cli.md is not up to date" in capsys.readouterr().err
    assert reference.main([]) == 0
    assert reference.main(["--check"]) == 0
    (tmp_path / "goals.schema.json").write_text("{}")
    assert reference.main(["--check"]) == 1
