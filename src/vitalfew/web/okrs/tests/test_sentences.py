"""What a key result's sentence is read as, in words."""

import pytest

from vitalfew.method.wording.reader import read
from vitalfew.web.okrs.sentences import read_as

pytestmark = pytest.mark.plain


@pytest.mark.parametrize(
    ("sentence", "course"),
    [
        ("Reduce churn by 30 % (currently 8 %)", "Read as: churn, 8 → 5.6 %, lower is better."),
        ("Halve the backlog (currently 240)", "Read as: backlog, 240 → 120, lower is better."),
        ("Cut the wait by 10 days (currently 25 days)", "Read as: wait, 25 → 15 d, lower is better."),
        ("Reduce churn by 30 %", "Read as: churn, down by 30 % from where it stands, lower is better."),
        ("Raise NPS to 50", "Read as: NPS, to 50, higher is better."),
        ("Launch the shop", ""),
    ],
)
def test_read_as(sentence: str, course: str) -> None:
    assert read_as(read(sentence)) == course
