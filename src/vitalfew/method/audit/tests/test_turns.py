"""Rows whose words say something else than they seem to."""

import pytest

from vitalfew.method.audit.judge import judge
from vitalfew.method.audit.rows import Row

pytestmark = pytest.mark.plain


@pytest.mark.parametrize(
    ("name", "verdict", "kind"),
    [
        ("Guests reach 900 by month 6", "growth", "key_result"),
        ("Orders rise to 80 by week 30", "growth", "key_result"),
        ("Hire a head of sales", "neither", "task"),
        ("Recruit VP Sales", "neither", "task"),
        ("Hire rate", "health", "metric"),
        ("Weekly 1:1s with bakers", "neither", "vanity"),
        ("Number of visits to our shop page", "neither", "vanity"),
        ("Visits per order", "health", "metric"),
        ("Number of tests run", "neither", "vanity"),
        ("Test run time", "health", "metric"),
        ("Source of orders", "health", "metric"),
        ("Source new flour", "neither", "task"),
        ("Open invoices", "health", "metric"),
        ("Open the second shop", "neither", "task"),
        ("Enrol 200 pupils by September", "growth", "key_result"),
        ("Allocate 20% of the week to training", "neither", "task"),
        ("Newsletter opens", "neither", "vanity"),
        ("95% of bills paid within 30 days", "health", "metric"),
        ("Reach 95% of villages within 30 days", "growth", "key_result"),
        ("Loan applications submitted", "health", "metric"),
        ("Commit count", "neither", "vanity"),
        ("Number of code reviews", "neither", "vanity"),
        ("Code review time", "health", "metric"),
        ("Delivery cadence", "health", "metric"),
        ("Slack members", "neither", "vanity"),
        ("Open vacancies", "health", "metric"),
        ("Open roles", "health", "metric"),
        ("Bake time p90", "health", "metric"),
        ("Bring the backlog below 100 tickets by June", "growth", "key_result"),
        ("All-time guests", "health", "metric"),
        ("Facebook reach", "neither", "vanity"),
        ("Bakers\u2019 community members", "neither", "vanity"),
        ("Hold time", "health", "metric"),
        ("Update frequency", "health", "metric"),
        ("Hire to start time", "health", "metric"),
        ("Coach to agent ratio", "health", "metric"),
        ("Speed of service in our shops", "health", "metric"),
        ("Menu review turnaround", "health", "metric"),
        ("Update the price list", "neither", "task"),
        ("Complete the security audit", "neither", "task"),
        ("Fix the oven", "neither", "task"),
        ("Marketing qualified leads", "health", "metric"),
        ("Setup time", "health", "metric"),
        ("4-hour performance", "health", "metric"),
        ("From 2 releases a month to weekly", "growth", "key_result"),
        ("From monthly to weekly deliveries", "growth", "key_result"),
        ("Complaints down 30 %", "growth", "key_result"),
        ("Blog post published", "neither", "task"),
        ("Audits carried out", "neither", "vanity"),
        ("Leaflets distributed", "neither", "vanity"),
        ("Villages reached", "neither", "vanity"),
        ("Share of villages reached", "health", "metric"),
        ("Cold calls", "neither", "vanity"),
        ("Apply for a grant", "neither", "task"),
        ("Renovate the shop", "neither", "task"),
        ("Till go-live", "neither", "task"),
    ],
)
def test_verdicts(name: str, verdict: str, kind: str) -> None:
    (judged,) = judge([Row(name)])
    assert (judged.verdict, judged.kind) == (verdict, kind)
