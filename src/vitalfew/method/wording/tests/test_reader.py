import json
import math
import subprocess
import sys
from itertools import product
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vitalfew.method.wording.reader import read
from vitalfew.method.wording.reading import Reading
from vitalfew.method.wording.sentence.lexicon import lexicon
from vitalfew.method.wording.sentence.plain_form import read_plain
from vitalfew.method.wording.sentence.read import read_by_grammar
from vitalfew.method.wording.vocabulary import words as words_of

pytestmark = pytest.mark.plain

SAMPLE = Path(__file__).parents[6] / "shared" / "data" / "labelled" / "kr_parse.jsonl"


def numbers(reading: Reading) -> tuple[object, ...]:
    return reading.baseline, reading.target, reading.unit, reading.direction


@pytest.mark.parametrize(
    ("sentence", "read_as"),
    [
        ("Increase mobile conversion rate from 2.3% to 5%", ("Mobile conversion rate", 2.3, 5, "%", "increase")),
        (
            "Transaction volume will go from $450,000/month to $1,200,000/month",
            ("Transaction volume per month", 450_000, 1_200_000, "USD", "increase"),
        ),
        ("Active users will go from 12,000 to 35,000", ("Active users", 12_000, 35_000, None, "increase")),
        ("Reduce average resolution time from 4h to 1h", ("Average resolution time", 4, 1, "h", "decrease")),
        ("Reduce bug rate from 15 to 3 bugs per release", ("Bug rate per release", 15, 3, "bugs", "decrease")),
        ("Cut queue time from 2 hours to 30 mins", ("Queue time", 120, 30, "min", "decrease")),
        ("Cut lead time from 2 days to 90 min", ("Lead time", 2880, 90, "min", "decrease")),
        ("Cut recovery from 1h 30m to 45m", ("Recovery", 90, 45, "min", "decrease")),
        ("Shorten time to market from 1.5 years to 9 months", ("Time to market", 18, 9, "month", "decrease")),
        ("Throwing distance from 5 m to 6 m", ("Throwing distance", 5, 6, "m", "increase")),
        ("Raise eNPS from -5 to +20 by Q3, with answers above 80%", ("eNPS", -5, 20, None, "increase")),
        ("Weekly incidents from 7 → 2.", ("Weekly incidents", 7, 2, None, "decrease")),
        ("Average basket: €34 -> €40", ("Average basket", 34, 40, "EUR", "increase")),
        ("Churn: 5% ⇒ 3%", ("Churn", 5, 3, "%", "decrease")),
        ("CAC from €180 to €126", ("CAC", 180, 126, "EUR", "decrease")),
        ("Reduce tickets from 30 to 10 a month", ("Tickets per month", 30, 10, None, "decrease")),
        ("Expand from 2 to 5 markets", ("Markets", 2, 5, None, "increase")),
        ("Cut fees (from $50 to $35)", ("Fees", 50, 35, "USD", "decrease")),
        ("Bring churn down to 2 % from 4.5 %", ("Churn", 4.5, 2, "%", "decrease")),
        ("NPS reaches 60, up from 45", ("NPS", 45, 60, None, "increase")),
        ("On-time delivery ≥ 98 % vs 93 % today", ("On-time delivery", 93, 98, "%", "increase")),
        ("Reach 80 % adoption (currently 32)", ("Adoption", 32, 80, "%", "increase")),
        ("Raise NPS above 60 (Q1: 48)", ("NPS", 48, 60, None, "increase")),
        ("Zero accidents (last year: 4)", ("Accidents", 4, 0, None, "decrease")),
        ("Median wait < 8 hours (baseline: 3 days)", ("Median wait", 72, 8, "h", "decrease")),
        ("Deploy at least 2 times per week (currently once weekly)", ("Deploy per week", 1, 2, "times", "increase")),
        ("Double revenue from $1M to $2M", ("Revenue", 1e6, 2e6, "USD", "increase")),
    ],
)
def test_where_it_starts_and_where_it_goes(sentence: str, read_as: tuple[object, ...]) -> None:
    reading = read(sentence)
    assert (reading.metric, *numbers(reading)) == read_as
    assert reading.measurable


@pytest.mark.parametrize(
    ("sentence", "read_as"),
    [
        ("Raise NPS to 50 by end of quarter", (None, 50, None, "increase")),
        ("Improve test coverage to at least 95 percent", (None, 95, "%", "increase")),
        ("Response time < 8 hours", (None, 8, "h", "decrease")),
        ("Keep uptime ≥ 99.9 %", (None, 99.9, "%", "maintain")),
        ("Power users have 5+ sessions", (None, 5, "sessions", "increase")),
        ("No more than 3 escalations per month", (None, 3, None, "decrease")),
        ("No unplanned outages in Q3", (None, 0, None, "decrease")),
        ("Raise sales to 2 crore", (None, 2e7, None, "increase")),
        ("Win ₹40 lakh of new revenue", (None, 4e6, "INR", "increase")),
        ("Sell five thousand licences", (None, 5000, None, "increase")),
        ("Hire twenty-five people", (None, 25, None, "increase")),
        ("One in five customers uses the report", (None, 20, "%", "increase")),
        ("Nine out of ten new colleagues stay", (None, 90, "%", "increase")),
        ("Half of all customers pay by card", (None, 50, "%", "increase")),
        ("Two thirds of sales come from renewals", (None, pytest.approx(66.667, abs=0.001), "%", "increase")),
        ("Reach 4.5 stars in the store", (None, 4.5, "rating", "increase")),
        ("Get an average of 4.5 out of 5", (None, 4.5, "rating", "increase")),
        ("Raise the survey score to 4.2/5", (None, 4.2, "rating", "increase")),
        ("Reach 2000 users", (None, 2000, None, "increase")),
        ("Raise LTV/CAC to 3x", (None, 3, "x", "increase")),
        ("Answer new comments within 3 hours", (None, 3, "h", "decrease")),
        ("Solve 95 % of tickets within 4 hours", (None, 95, "%", "increase")),
        ("Hire 10 engineers with at least 5 years of experience", (None, 10, None, "increase")),
        ("Raise the number of users with 3+ sessions to 500", (None, 500, None, "increase")),
        ("Get 50 sign-ups from 3 webinars", (None, 50, None, "increase")),
        ("Get the first 100 customers", (None, 100, None, "increase")),
        ("Migrate 40 services to React 18", (None, 40, None, "increase")),
        ("Cut time spent on reports to half a day", (None, 0.5, "d", "decrease")),
    ],
)
def test_a_target_alone(sentence: str, read_as: tuple[object, ...]) -> None:
    assert numbers(read(sentence)) == read_as


@pytest.mark.parametrize(
    ("sentence", "change", "direction"),
    [
        ("Reduce churn by 30 %", 0.3, "decrease"),
        ("Increase conversion by 10–15 %", 0.1, "increase"),
        ("Sales +15%", 0.15, "increase"),
        ("Get 30% fewer support calls", 0.3, "decrease"),
        ("Achieve 30% growth in ARR", 0.3, "increase"),
        ("Grow donations 40% year over year", 0.4, "increase"),
        ("Grow revenue by 20% from 2025 to 2026", 0.2, "increase"),
        ("Double the number of paying teams", 1, "increase"),
        ("Triple weekly sign-ups by Q2", 2, "increase"),
        ("Halve the time to first reply", 0.5, "decrease"),
        ("Grow trial starts 3x", 2, "increase"),
        ("Increase throughput by a factor of 3", 2, "increase"),
        ("Make releases 10× more frequent", 9, "increase"),
        ("Cut build times in half", 0.5, "decrease"),
        ("Reduce waste by a third", pytest.approx(1 / 3, abs=1e-6), "decrease"),
    ],
)
def test_a_change_of_the_present(sentence: str, change: float, direction: str) -> None:
    reading = read(sentence)
    assert (reading.change, reading.direction, reading.baseline, reading.target) == (change, direction, None, None)
    assert reading.measurable


@pytest.mark.parametrize(
    ("sentence", "delta", "unit"),
    [
        ("Reduce lead time by 10 days", 10, "d"),
        ("NPS +8", 8, None),
        ("Raise share of wallet by 5 percentage points", 5, "%"),
        ("Increase sales in the region by €2.5M", 2.5e6, "EUR"),
    ],
)
def test_a_step(sentence: str, delta: float, unit: str | None) -> None:
    reading = read(sentence)
    assert (reading.delta, reading.unit, reading.target, reading.change) == (delta, unit, None, None)


@pytest.mark.parametrize(
    ("sentence", "ends"),
    [
        ("Reduce onboarding from 3,1 to 4,2", (3.1, 4.2)),
        ("Raise the rating from 3.1 to 4,2", (3.1, 4.2)),
        ("Lower the invoice from 1.200,50 € to 900 €", (1200.5, 900)),
        ("Raise revenue from 1 200,50 to 2 300,75", (1200.5, 2300.75)),
        ("Raise units from 12'500 to 15'000", (12_500, 15_000)),
        ("Raise revenue from 1,5 Mio. € to 2 Mio. €", (1.5e6, 2e6)),
        ("Raise revenue from Rs. 40 lakh to Rs. 60 lakh", (4e6, 6e6)),
        ("Raise followers from 50 to 70k", (50_000, 70_000)),
        ("Raise followers from 500 to 1.2k", (500, 1200)),
        ("Raise users from 1.2 to 2 million", (1.2e6, 2e6)),
        ("Raise revenue from $1.2M to $2M", (1.2e6, 2e6)),
        ("Raise payments from 1,25,000 to 2,50,000", (125_000, 250_000)),
    ],
)
def test_numbers_as_people_write_them(sentence: str, ends: tuple[float, float]) -> None:
    reading = read(sentence)
    assert (reading.baseline, reading.target) == ends


@pytest.mark.parametrize(
    "sentence",
    [
        "Achieve SOC 2 and ISO 27001 certification",
        "Upgrade to version 2.0",
        "Offer support 24/7",
        "Be in the Top 10 of the store",
        "Move all customers to NET30",
        "Launch a referral programme with a $500 reward",
        "Improve availability of the bottom three services",
        "Launch the app within 6 weeks",
        "Improve NPS across 3 regions",
        "Publish the 2022 roadmap",
        "Improve retention in the first 2 weeks",
        "Complete phase 2 of the migration",
        "Launch the portal by June 30, 2026",
        "Increase activation by X %",
        "Raise NPS from XX to YY",
        "Reduce churn from [n] to [m]",
        "Increase conversion by __%",
        "Double down on what works",
        "Implement zero trust",
        "Improve retention",
        "Increase test coverage (currently 40%)",
    ],
)
def test_other_numbers_are_no_target(sentence: str) -> None:
    reading = read(sentence)
    assert (reading.target, reading.change, reading.delta, reading.measurable) == (None, None, None, False)


@pytest.mark.parametrize(
    ("sentence", "deadline"),
    [
        ("Raise NPS to 50 by Q3", "Q3"),
        ("Raise NPS to 50 by June 30", "June 30"),
        ("Raise NPS to 50 by 31 December 2026", "31 December 2026"),
        ("Raise NPS to 50 by the end of quarter", "the end of quarter"),
        ("Raise NPS to 50 within 6 months", "6 months"),
        ("Open three offices in 2026", "2026"),
        ("Raise NPS to 50 by 2026-12-15", "2026-12-15"),
        ("Raise NPS to 50 in the next three months", "the next three months"),
        ("Raise revenue from €10k in January to €25k in June", "June"),
        ("Raise NPS to 50", None),
        ("Answer within 5 days of signing", None),
    ],
)
def test_by_when(sentence: str, deadline: str | None) -> None:
    assert read(sentence).deadline == deadline


def test_a_range_has_two_ends() -> None:
    reading = read("Keep stock between 5 and 7 days")
    assert (reading.target, reading.target_max, reading.unit, reading.direction) == (5, 7, "d", "maintain")


def test_each_field_tells_its_words() -> None:
    text = "Cut   queue time from 2 hours to 30 mins by Q3"
    said = {field: text[slice(*span)] for field, span in read(text).spans.items()}
    assert said == {
        "metric": "queue time",
        "direction": "Cut",
        "deadline": "Q3",
        "baseline": "2 hours",
        "target": "30 mins",
        "unit": "mins",
    }


def test_units_that_do_not_convert_are_not_mixed() -> None:
    assert numbers(read("Grow sales from 5 h to 3 %")) == (None, 3, "%", "increase")


NAMES = [
    "NPS", "time to first value", "net revenue", "the backlog", "churn in May", "half the work", "sign-ups",
    "cost of sales to", "share compared", "waste down", "more sales", "number of seats", "hours per hire",
]  # fmt: skip
VERBS = ["Increase", "reduce", "Improve", "Double", "Keep", "Bring", "We"]
FIGURES = [
    "5", "2.5", "1,200", "50k", "$3M", "$40", "€1,250", "12 %", "7%", "30 days", "4h", "90 min", "3x", "9 bugs", "2025",
    "1.250", "2 weeks", "1 year", "6 months", "4 points",
]  # fmt: skip


@settings(deadline=500)
@given(*(st.sampled_from(each) for each in (VERBS, NAMES, FIGURES, FIGURES, ["", " by Q3", ".", " by Q3."])))
def test_the_plain_form_is_read_as_the_grammar_reads_it(verb: str, name: str, first: str, last: str, end: str) -> None:
    text = f"{verb} {name} from {first} to {last}{end}"
    plain = read_plain(text, lexicon())
    assert plain is None or plain == read_by_grammar(text, lexicon())


@settings(deadline=500)
@given(*(st.sampled_from(each) for each in (VERBS, NAMES, ["to", "by"], FIGURES, ["", "."])))
def test_one_number_is_read_as_the_grammar_reads_it(verb: str, name: str, way: str, figure: str, end: str) -> None:
    text = f"{verb} {name} {way} {figure}{end}"
    plain = read_plain(text, lexicon())
    assert plain is None or plain == read_by_grammar(text, lexicon())


def _listed(part: object) -> set[str]:
    """Every word of the vocabulary that is letters and hyphens."""
    if isinstance(part, str):
        return {word for word in part.replace("|", " ").split() if word.replace("-", "").isalpha()}
    if isinstance(part, dict):
        return _listed(" ".join(part)).union(*map(_listed, part.values()))
    return set()


ENDS = [
    "", "(currently {a}{u}) to {b}{v}", "from {a}{u} to {b}{v}", "from {a} to {b}{v}", "to {b}{v}", "below {b}{v}",
    "to at least {b}{v}", "at least {b}{v}", "under {b}{v}", "above {b}{v}", "over {b}{v}", "to under {b}{v}",
    "by {b} %", "by {b}{v}", "({b})", "({a}-{b})",
]  # fmt: skip
MEASURED = ["conversion", "rate", "of", "new", "users", "in", "time", "per", "sign-up", "for", "our", "café", "to"]
COUNTED = ["", "%", " %", "h", " min", " ms", " days", "k", " points", " seats"]
WRITTEN = ["0", "7", "85", "2.5", "1,200", "2025", "$40", "$3M", "40k"]


def test_every_word_of_the_vocabulary_is_read_in_the_plain_form_as_the_grammar_reads_it() -> None:
    words, known, chance = lexicon(), sorted(_listed(words_of("reader"))), Random(11)
    verbs = [*VERBS, "Launch", "Win", "Reach", *(verb.capitalize() for verb in words.verbs)]
    short = 0
    for end, rare in product(ENDS, known):
        if chance.random() > 0.3:
            continue
        name = [*chance.choices(MEASURED, k=3), rare]
        chance.shuffle(name)
        units = chance.choice(COUNTED), chance.choice([*COUNTED, f" {rare}"])
        figures = dict(zip("abuv", (*chance.choices(WRITTEN, k=2), *units), strict=True))
        after = chance.choice(["", "", ".", " by Q3"])
        text = f"{chance.choice(verbs)} {' '.join(name)} {end.format(**figures)}{after}".strip()
        plain = read_plain(text, words)
        short += plain is not None
        assert plain is None or plain == read_by_grammar(text, words)
    assert short > 500


@pytest.mark.parametrize("text", ["below 12 %", "to 5", "by 5 %", "at least 7", "Raise", "-", "the of", "Cut to 5"])
def test_a_sentence_without_a_verb_or_a_name_is_read_as_the_grammar_reads_it(text: str) -> None:
    assert read(text) == read_by_grammar(text, lexicon())


@pytest.mark.parametrize(
    "text",
    [
        "Raise conversion from 2.3% to 5%",
        "Reduce churn by 30 %",
        "Raise sign-ups to 50",
        "Grow the share of paying guests in Porto (currently 12 %) to 20 %",
        "Cut waiting time below 4 min",
        "Lift the café rating to at least 60 points",
        "Launch the loyalty card in Lisbon",
        "Make ordering effortless",
    ],
)
def test_plain_sentences_take_the_short_way(text: str) -> None:
    assert read_plain(text, lexicon()) is not None


@given(st.floats(-1e9, 1e9), st.floats(-1e9, 1e9), st.sampled_from(["", "%", "users", "h"]))
def test_numbers_come_back(first: float, last: float, unit: str) -> None:
    first, last = round(first, 3), round(last, 3)
    reading = read(f"Move the result from {first:f} {unit} to {last:f} {unit}")
    assert (reading.baseline, reading.target) == (first, last)


MANGLED = [
    "Deploy twice a day instead of twice a week", "Cut changeover from 1:30 h to 0:45 h, was 2h30",
    "KR2: NPS: 45 (goal 60)",
    "Raise margin 4 points, from 61 % to 65 %, within 6 weeks", "9 of 10 guests vs. 2 of 9 in May -> 1:8 per 1,000",
    "Release weekly, not monthly, up a quarter to 6,000 > 5,000", "Climb from 7th to 3rd place, minus 5 °C by 31/3",
]  # fmt: skip


@pytest.mark.parametrize("seed", range(4))
def test_a_mangled_sentence_is_answered(seed: int) -> None:
    chance = Random(seed)
    for _ in range(250):
        text = " ".join(chance.choices(MANGLED, k=2))
        words = text.split(" ")
        chance.shuffle(words)
        text = " ".join(words[: chance.randint(1, len(words))]) if chance.random() < 0.5 else text
        at = chance.randrange(len(text))
        text = text[:at] + chance.choice("0 %,.:;()-→€'/+x") + text[at + chance.randint(0, 3) :]
        reading = read(text)
        assert all(0 <= start < end <= len(text) for start, end in reading.spans.values())
        assert reading == read_by_grammar(text, lexicon())


PARTS = [
    "from",
    "to",
    "by",
    "(",
    ")",
    "→",
    "12",
    "3,1",
    "$",
    "%",
    "1e999",
    "half",
    "two",
    "a",
    "in",
    "Q3",
    "x",
    "-",
    "5/5",
]


@settings(deadline=500)
@given(st.text(max_size=200) | st.lists(st.sampled_from(PARTS), max_size=60).map(" ".join))
def test_any_text_is_answered(text: str) -> None:
    reading = read(text)
    values = (reading.baseline, reading.target, reading.target_max, reading.change, reading.delta)
    assert all(math.isfinite(value) for value in values if value is not None)
    assert all(0 <= start < end <= len(text) for start, end in reading.spans.values())
    assert reading.text == text


@pytest.mark.parametrize(
    "part", ["1", "1,", "a", "(", "from 1 to ", "1 2 ", "\u202e1%", "😀", "\x00", "$", "-", "a-", "half ", "1/"]
)
def test_a_long_text_is_answered_at_once(part: str) -> None:
    code = (
        "import sys, time; from vitalfew.method.wording.reader import read; read('Raise a from 1 to 2');"
        f"text = ({part!r} * 10000)[:10000]; began = time.process_time(); read(text);"
        "sys.exit(time.process_time() - began > 0.5)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_nothing_heavy_is_needed() -> None:
    heavy = "{'numpy', 'django', 'pydantic', 'babel'}"
    code = (
        "import sys; from vitalfew.method.wording.reader import read; read('1');"
        f"sys.exit(bool({heavy} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def right(said: dict[str, Any], reading: Reading) -> bool:
    pairs = [("baseline", "baseline"), ("target", "target"), ("relative_change", "change")]
    for labelled, field in pairs:
        wanted, got = said[labelled], getattr(reading, field)
        if (wanted is None) != (got is None) or (wanted is not None and not math.isclose(wanted, got, rel_tol=1e-6)):
            return False
    undecided = bool(said.get("direction_inferred")) and reading.direction in {None, "maintain"}
    return (reading.direction == said["direction"] or undecided) and reading.measurable == said["measurable"]


@pytest.mark.skipif(not SAMPLE.exists(), reason="the labelled sentences are not beside the project")
def test_real_sentences_are_read() -> None:
    sentences = [json.loads(line) for line in SAMPLE.read_text(encoding="utf-8").splitlines()]
    wrong = [
        said["text"]
        for said in sentences
        if not any(right({**said, **other}, read(said["text"])) for other in [{}, *said.get("alt", [])])
    ]
    assert len(wrong) <= 0.03 * len(sentences), wrong
