"""The rules on key results: what trips them, what comes near, which one wins, and what they propose."""

import pytest

from vitalfew.method.rules.engine import look, rules
from vitalfew.method.rules.subjects import KeyResult
from vitalfew.method.rules.tests.examples import codes_of, findings_of

pytestmark = pytest.mark.plain

SENTENCE = {"K201", "K202", "K203", "K204", "K205", "K206", "K207", "K213"}
TRIPS = {
    "K201": (
        "Increase the number of regular guests",
        "Make our drivers happier",
        "Hit the sales target",
        "Cut the cost per order by X%",
        "Better teamwork between kitchen and hall",
        "Reduce waiting from [now] to [target]",
    ),
    "K202": (
        "Implement the new till in all shops",
        "Hire a head of logistics",
        "Price list revised and published",
        "Migrate 80% of the files to the archive",
        "Finish the redesign of the menu",
        "Improve the menu and publish the new cards",
        "Start a newsletter for parents",
        "Pass the hygiene inspection",
        "Get the organic certification",
        "Become licensed for weddings",
        "Address the three complaints of the council",
        "Deliver the hygiene training to 90% of cooks",
        "Booking page launched with 3 examples",
        "Prioritise the wishes of the members",
        "Expand into the northern valleys",
        "Secure the lease for the second shop",
        "Obtain the organic licence before summer",
        "Achieve approval of the building plan",
        "Make 90% of staff trained",
        "Run the spring appeal",
        "New careers page online",
        "The head of the kitchen to write a menu for the winter",
        "Bring in a coach for the waiters",
        "Have a weekly meeting with the suppliers",
        "The worst leaks are fixed",
        "Meet with the parents of the pupils",
        "Sort and repair the donated bicycles",
        "Institute an evening round on the wards",
    ),
    "K203": (
        "Increase bookings by 20%",
        "95% of parcels arrive on the promised day",
        "Average rating of 4.6 in the app store",
        "Increase NPS to 50 to win new members",
        "Reduce complaints to under 10 per month",
        "Resolve 90% of claims within 5 days",
        "Double the number of active readers",
    ),
    "K204": ("Grow the share of members from 40% to 35%", "Cut breakdowns from 3 to 8", "Lift ratings from 4.1 to 4.1"),
    "K205": (
        "Keep stock accuracy above 98%",
        "Maintain a rating of 4.5",
        "Error rate stays below 1%",
    ),
    "K206": (
        "Publish 12 recipes",
        "Hold 6 open days",
        "Assemble 3 tasting panels",
        "Interview 25 former members",
        "8 workshops held in the branches",
        "Post 3 times a week",
        "Apply for 5 grants",
        "Write 12 customer stories for the fair",
        "Create 4 levels of membership",
        "Offer one cooking course for newcomers",
        "Meet and interview 6 former members",
        "Do 3 supplier briefings",
        "Reply to 40 letters every week",
    ),
    "K207": (
        "Raise Instagram followers from 2,000 to 5,000",
        "Get 40,000 impressions with the spring poster from 10,000",
        "Raise page views from 10k to 30k",
    ),
    "K213": (
        "Raise margins from 12% to €40,000",
        "Reduce waits from 30 min to 10%",
        "Cut fuel from 9 litres to 15%",
        "Grow from $3M to £4M",
    ),
}
NEAR = {
    "K201": (
        "Raise the share of regular guests from 20% to 35%",
        "Sign four schools",
        "Bring the stock count from monthly to weekly",
        "Move tastings from once a month to twice a week",
        "Win rate from 15% to 25%",
    ),
    "K202": (
        "Secure more members",
        "Address 90% of complaints within a day",
        "Deliver 95% of parcels on the promised day",
        "Hiring time of 20 days",
        "Pass rate of apprentices from 70% to 90%",
        "Repair 90% of bicycles within 2 days",
        "New tills take less time per sale than those they replaced",
        "Close the gap in wages between men and women from 9% to 4%",
        "Support requests per user drop from 0.8 to 0.3",
        "Support got easier for members",
        "Test and release frequency from 2 to 6 a month",
        "Create $2M in new revenue",
        "Visit to order conversion rate of 12%",
        "Review time from 5 days to 2 days",
        "Training completion from 40% to 90%",
        "Improve the sleep of our patients",
        "Generate €50,000 with the new menu",
        "Raise the share of bread sold online from 5% to 20%",
        "Make 80 percent of tickets solved on first contact",
        "Raise $200k from donors",
    ),
    "K203": (
        "Members who come every week: 900 today, 1,500 by June",
        "Reach zero lost parcels (currently averaging 3 a week)",
        "Raise the pace of deliveries from weekly to 3x a week",
        "Win 12 new members",
        "Raise €300,000 for the new hall",
        "Bookings grow from 300 to 360",
        "Reach a rating of 4.6 (currently 4.1)",
        "Cut claims by half (from 80 to 40)",
    ),
    "K204": (
        "Increase deliveries from 2x/week to daily",
        "Improve lap time from 92 s to 88 s",
        "Drop-outs from 30% to 20%",
        "Bring waiting down from 9 to 4 min",
    ),
    "K205": (
        "Raise stock accuracy from 91% to 98%",
        "Raise retention from 60% to 75%",
        "Bookkeeping errors from 12 to 3",
    ),
    "K206": (
        "Sign 12 restaurants",
        "Win 20 customer accounts worth €2M",
        "Build a pipeline of $3M",
        "8/10 of waiters hit their target",
        "Orders per guide from 3 to 7",
        "Close 20 sales",
        "Reduce meetings without a decision from 12 to 3",
    ),
    "K207": (
        "Raise the share of followers who order from 1% to 4%",
        "Reduce unsubscribes per newsletter from 90 to 30",
        "Raise sign-up conversion from 4% to 9%",
    ),
    "K213": ("Reduce lead time from 3 days to 20 hours", "Raise NPS from 20 to 40", "From 2% to 5% of guests return"),
}


def _cases(table: dict[str, tuple[str, ...]]) -> list[tuple[str, str]]:
    return [(code, text) for code, texts in table.items() for text in texts]


@pytest.mark.parametrize(("code", "text"), _cases(TRIPS))
def test_key_result_is_found(code: str, text: str) -> None:
    assert code in codes_of(text, "key_result")


@pytest.mark.parametrize(("code", "text"), _cases(NEAR))
def test_key_result_comes_near_and_passes(code: str, text: str) -> None:
    assert code not in codes_of(text, "key_result")


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Write the handbook", {"K202"}),
        ("Improve the handbook", {"K201"}),
        ("Hold 10 workshops", {"K206"}),
        ("Keep uptime above 99.9%", {"K205"}),
        ("Raise NPS to 50", {"K203"}),
        ("Raise NPS from 50 to 30", {"K204"}),
        ("Cut fuel from 9 litres to 15%", {"K213"}),
        ("Raise NPS from 30 to 50", set()),
        ("Increase followers by 20%", {"K203", "K207"}),
        ("Publish 10 posts to gain followers", {"K206"}),
    ],
)
def test_only_the_strongest_of_overlapping_findings_is_told(text: str, codes: set[str]) -> None:
    assert codes_of(text, "key_result") & SENTENCE == codes


@pytest.mark.parametrize(
    ("text", "code", "said"),
    [
        ("Reduce bugs", "K201", "“Reduce bugs from [now] to [target]”"),
        ("Improve customer satisfaction", "K201", "“Increase customer satisfaction from [now] to [target]”"),
        ("Improve response time", "K201", "“Reduce response time from [now] to [target]”"),
        ("Answer calls faster", "K201", "“Reduce the time to answer calls from [now] to [target]”"),
        ("Hit revenue target", "K201", "“Increase revenue from [now] to [target]”"),
        ("Raise money for the new roof", "K201", "“Raise [target] for the new roof”"),
        ("Launch training deck", "K202", "which number should be different?"),
        ("Raise NPS to 50", "K203", "“Raise NPS from [now] to 50”"),
        ("Reduce churn by 30%", "K203", "“Reduce churn by 30% (currently [now])”"),
        ("NPS of 50 by the end of Q4", "K203", "“NPS of 50 (currently [now]) by the end of Q4”"),
        ("Keep uptime above 99.9 %", "K205", "KPI “Uptime”, red line below 99.9 %"),
        ("Raise NPS from 50 to 30", "K204", "begin with “Reduce”"),
    ],
)
def test_better_sentence_is_proposed(text: str, code: str, said: str) -> None:
    (found,) = findings_of(text, "key_result", code)
    assert said in found.suggestion
    assert found.fix == ""


@pytest.mark.parametrize(
    ("text", "code", "underlined"),
    [
        ("We will launch the new deck", "K202", "launch the new deck"),
        ("Price list revised and published", "K202", "Price list revised and published"),
        ("Migrate to the new till by June", "K202", "Migrate to the new till"),
        ("Post 3 times a week", "K206", "Post 3 times a week"),
        ("Visit 30 customers in the north", "K206", "Visit 30 customers"),
        ("Hold 10 workshops with the managers of all our branches", "K206", "Hold 10 workshops"),
        ("Ship 5 features", "K206", "Ship 5 features"),
        ("Grow page views from 10 to 20", "K207", "page views"),
        ("Cut costs by X%", "K201", "X%"),
        ("Please keep uptime above 99 %", "K205", "keep"),
    ],
)
def test_words_that_say_so_are_underlined(text: str, code: str, underlined: str) -> None:
    (found,) = findings_of(text, "key_result", code)
    assert found.span is not None
    assert text[slice(*found.span)] == underlined


@pytest.mark.parametrize(
    ("example", "codes"),
    [
        ("metric: NPS\nfrom: 32\nto: 50", set()),
        ("metric: NPS\nto: 50", {"K203"}),
        ("metric: NPS\nfrom: 32", {"K204"}),
        ("metric: NPS\nfrom: 32\nto: 32", {"K204"}),
        ("kpi: Calls lost\nto: 10", set()),
    ],
)
def test_fields_win_over_the_sentence(example: str, codes: set[str]) -> None:
    assert codes_of(example, "key_result") & SENTENCE == codes


def test_every_finding_proposes_something() -> None:
    mine = [rule for rule in rules() if rule.on in ("objective", "key_result")]
    found = [each for rule in mine for bad in rule.bad for each in findings_of(bad, rule.on)]
    assert found
    assert all(each.suggestion for each in found)


def test_lone_sentence_is_not_blamed_for_what_it_cannot_know() -> None:
    assert codes_of("Raise NPS from 32 to 50", "key_result") == {"K210"}


def test_a_level_without_a_number_is_sent_to_the_kpis() -> None:
    (finding,) = [each for each in look(KeyResult(text="Maintain system uptime")) if each.code == "K201"]
    assert finding.suggestion == "KPI “System uptime”, red line below [where it becomes a failure]"
