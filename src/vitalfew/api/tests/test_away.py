"""While the database is away a program is told to come again, in the form of every other refusal."""

from unittest.mock import patch

import pytest
from django.db import OperationalError
from django.test import Client

from vitalfew.api.tests.acme import workspace_with_kpi
from vitalfew.kpis.models import Observation

POINT = {"kpi": "Lead time", "time": "2026-11-01T00:00:00Z", "value": 4}


@pytest.mark.parametrize("where", ["vitalfew.api.tokens.holder", "vitalfew.api.observations.holder"])
def test_a_database_that_is_away_is_said_and_nothing_is_stored(db: None, where: str) -> None:
    _, secret = workspace_with_kpi("acme")
    asks = {"headers": {"authorization": f"Bearer {secret}"}}
    with (
        patch(where, side_effect=OperationalError("the server\n closed it")),
        patch("vitalfew.api.observations.take_in", side_effect=OperationalError("the server closed it")),
    ):
        if where.startswith("vitalfew.api.tokens"):
            answer = Client().get("/api/v1/kpis", **asks)
        else:
            answer = Client().post("/api/v1/observations", POINT, content_type="application/json", **asks)
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
    assert "does not answer" in answer.json()["errors"][0]["problem"]
    assert not Observation.everywhere.exists()
