from pathlib import Path

import pytest

from vitalfew.planfile.fields import declared
from vitalfew.planfile.records import Initiative, KeyResult, Kpi, Objective, Person, Plan, Team

pytestmark = pytest.mark.plain

PAGE = Path(__file__).parents[4] / "docs" / "plan-file.md"


@pytest.mark.parametrize("record", [Plan, Team, Kpi, Objective, Initiative, KeyResult])
def test_every_key_is_documented(record: type) -> None:
    rows = [line.split("|")[1] for line in PAGE.read_text(encoding="utf-8").splitlines() if line.startswith("| `")]
    documented = {name for row in rows for name in row.replace("`", "").replace(",", "").split()}
    assert set(declared(record)) <= documented


def test_a_persons_keys_are_documented() -> None:
    assert "{" + ", ".join(declared(Person)) + "}" in PAGE.read_text(encoding="utf-8")
