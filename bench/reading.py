"""How long it takes to read key results: `python bench/reading.py`; prints µs per sentence, exits 1 above the aim.

The reference is a plain split into words and numbers by one regular expression.
"""

from __future__ import annotations

import re
import sys
import time
from collections.abc import Callable

from vitalfew.method.wording.sentence.read import read_sentence as read

SENTENCES = (
    "Increase mobile conversion rate from 2.3% to 5%",
    "Reduce median time to first reply from 2 days to 90 min by end of Q3",
    "Launch the partner portal",
    "Improve onboarding",
    "Raise NPS to 50 (currently 32)",
    "Grow monthly revenue by 20 %",
    "Sign 12 partners in the region within 6 months",
    "Keep uptime above 99.9 %",
    "At least 2 releases per week (currently once weekly)",
    "Write the handbook for new colleagues",
)
ROUNDS = 250
REPEATS = 7
AT_MOST = 25.0


def microseconds(work: Callable[[str], object]) -> float:
    """The best time of one sentence over all sentences, none of them remembered."""
    times = []
    for repeat in range(REPEATS):
        texts = [f"{sentence} {repeat}.{turn}" for turn in range(ROUNDS) for sentence in SENTENCES]
        texts = [text.rsplit(" ", 1)[0] for text in texts]
        began = time.process_time()
        for text in texts:
            work(text)
        times.append((time.process_time() - began) / len(texts) * 1e6)
    return min(times)


def main() -> int:
    """Print what reading costs beside what cutting into words costs."""
    read(SENTENCES[0])
    words = microseconds(re.compile(r"\w+|[^\w\s]").findall)
    taken = microseconds(read)
    print(f"cut into words  {words:6.1f} µs")
    print(f"read            {taken:6.1f} µs   {taken / words:4.1f} ×   25,000 sentences: {taken * 0.025:.2f} s")
    if taken > AT_MOST:
        print(f"slower than {AT_MOST:g} µs")
    return int(taken > AT_MOST)


if __name__ == "__main__":
    sys.exit(main())
