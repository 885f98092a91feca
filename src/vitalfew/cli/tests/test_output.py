import pytest

from vitalfew.cli.output import print_json, print_text

pytestmark = pytest.mark.plain


def test_data_cannot_send_commands_to_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    print_text("red \x1b[31m \u202egnp.exe, שלום, 😀\tand\na line")
    assert capsys.readouterr().out == "red �[31m �gnp.exe, שלום, 😀\tand\na line\n"


def test_json_knows_no_nan() -> None:
    with pytest.raises(ValueError):
        print_json({"value": float("nan")})
