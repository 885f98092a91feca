import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vitalfew.method.wording.from_to import FromTo, read_from_to

pytestmark = pytest.mark.plain


@pytest.mark.parametrize(
    ("sentence", "read"),
    [
        ("Increase mobile conversion rate from 2.3% to 5%", ("Mobile conversion rate", 2.3, 5, "%", "increase")),
        (
            "Transaction volume will go from $450,000/month to $1,200,000/month",
            ("Transaction volume", 450_000, 1_200_000, "USD", "increase"),
        ),
        ("Active users will go from 12,000 to 35,000", ("Active users", 12_000, 35_000, "", "increase")),
        ("Reduce average resolution time from 4h to 1h", ("Average resolution time", 4, 1, "h", "decrease")),
        ("Reduce bug rate from 15 to 3 bugs per release", ("Bug rate", 15, 3, "bugs", "decrease")),
        ("Reduce time to first value from 12 to 6 days", ("Time to first value", 12, 6, "d", "decrease")),
        ("Grow ARR from $12M to $18M (+50%)", ("ARR", 12e6, 18e6, "USD", "increase")),
        ("Cut queue time from 2 hours to 30 mins", ("Queue time", 120, 30, "min", "decrease")),
        ("Error rate from 15% of runs to under 5%", ("Error rate", 15, 5, "%", "decrease")),
        ("Raise eNPS from +32 to +45 by Q3, with participation above 80%", ("eNPS", 32, 45, "", "increase")),
        ("Weekly incidents from 7 → 2.", ("Weekly incidents", 7, 2, "", "decrease")),
        ("Throwing distance from 5 m to 6 m", ("Throwing distance", 5, 6, "m", "increase")),
        ("Net result from -5 to 3", ("Net result", -5, 3, "", "increase")),
    ],
)
def test_the_plain_form_is_read(sentence: str, read: tuple[object, ...]) -> None:
    assert read_from_to(sentence) == FromTo(*read)


@pytest.mark.parametrize(
    "sentence",
    [
        "Launch the training deck",
        "Increase NPS to 50",
        "Improve things from day one to the end",
        "Keep it from 5 to 5",
        "Grow sales from 5 h to 3 %",
        "Achieve <1% error rate (reduce from 2.5% to <1%)",
        "from 1 to 2",
        "",
        "x from 1e400 to 2",
    ],
)
def test_other_sentences_are_left_alone(sentence: str) -> None:
    assert read_from_to(sentence) is None


@given(st.floats(-1e9, 1e9), st.floats(-1e9, 1e9), st.sampled_from(["", "%", "users", "h"]))
def test_numbers_come_back(first: float, last: float, unit: str) -> None:
    first, last = round(first, 3), round(last, 3)
    read = read_from_to(f"Move the metric from {first:f} {unit} to {last:f} {unit}")
    assert read is None if first == last else read == ("Metric", first, last, unit, read.direction)


@given(st.text(max_size=60))
def test_any_text_is_read_or_left_alone(text: str) -> None:
    read = read_from_to(f"{text} from 1 to 2 {text}")
    assert read is None or read.baseline != read.target


def test_numpy_is_not_needed() -> None:
    code = "import sys, vitalfew.method.wording.from_to; sys.exit('numpy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
