import io
import json
import subprocess
import sys

import pytest

from vitalfew.cli.root import run

pytestmark = pytest.mark.plain

Printed = pytest.CaptureFixture[str]
KEYS = [
    "text", "metric", "baseline", "target", "unit", "direction", "change", "delta", "deadline", "target_max",
    "measurable",
]  # fmt: skip


def typed(monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(data), encoding="utf-8"))


def test_json_is_the_contract(capsys: Printed) -> None:
    assert run(["parse", "--format", "json", "Grow revenue from $1.2M to $2M by Q3"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert list(said) == KEYS
    assert said == {
        "text": "Grow revenue from $1.2M to $2M by Q3", "metric": "Revenue", "baseline": 1_200_000, "target": 2_000_000,
        "unit": "USD", "direction": "increase", "change": None, "delta": None, "deadline": "Q3", "target_max": None,
        "measurable": True,
    }  # fmt: skip


def test_each_line_gets_an_answer(capsys: Printed, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = ["Raise NPS to 50", "Improve things", "a\x85b\u2028c", "\x00", "…"]
    typed(monkeypatch, ("\n".join(lines) + "\n").encode())
    assert run(["parse", "--format", "json", "-"]) == 0
    answers = [json.loads(line) for line in capsys.readouterr().out.rstrip("\n").split("\n")]
    assert [answer["text"] for answer in answers] == lines


def test_windows_lines_and_a_mark_are_forgiven(capsys: Printed, monkeypatch: pytest.MonkeyPatch) -> None:
    typed(monkeypatch, "\ufeffRaise NPS to 50\r\n\r\nRaise eNPS to 30".encode())
    assert run(["parse", "--format", "json", "-"]) == 0
    assert [json.loads(line)["target"] for line in capsys.readouterr().out.splitlines()] == [50, 30]


def test_text_tells_the_words(capsys: Printed) -> None:
    assert run(["parse", "Cut queue time from 2 hours to 30 mins"]) == 0
    told = capsys.readouterr().out
    assert 'baseline   120   "2 hours"' in told
    assert "not measurable" not in told


@pytest.mark.parametrize(
    ("sentence", "shown"),
    [
        ("Grow revenue from $1.2M to $2.8M", "2,800,000"),
        ("Reach ₹3 crore of sales", "30,000,000"),
        ("Reduce waste by a third", "0.3333"),
        ("Cut the wait to 0.5 h", "0.5 "),
        ("Zero accidents", "0 "),
    ],
)
def test_numbers_are_told_as_people_write_them(capsys: Printed, sentence: str, shown: str) -> None:
    assert run(["parse", sentence]) == 0
    told = f"{capsys.readouterr().out} "
    assert f" {shown}" in told
    assert "e+" not in told


def test_what_cannot_be_measured_is_said(capsys: Printed) -> None:
    assert run(["parse", "Improve onboarding"]) == 0
    assert "not measurable" in capsys.readouterr().out


def test_no_sentence_is_a_wrong_call(capsys: Printed) -> None:
    assert run(["parse"]) == 2
    assert "no sentence" in capsys.readouterr().err


def test_other_encodings_are_refused_with_the_line(capsys: Printed, monkeypatch: pytest.MonkeyPatch) -> None:
    typed(monkeypatch, b"fine\nna\xefve\n")
    assert run(["parse", "-"]) == 2
    assert "-:2: The text is not UTF-8." in capsys.readouterr().err


def test_it_starts_without_the_heavy_parts() -> None:
    heavy = "{'numpy', 'django', 'pydantic'}"
    code = (
        f"import sys; from vitalfew.cli.root import run; run(['parse', '1']);sys.exit(bool({heavy} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, check=False).returncode == 0
