"""KPIs for the tests of these pages: as on the pages of KPIs."""

from vitalfew.web.kpis.tests.conftest import ana, client, client_of, make_kpi, team, workspace

__all__ = ["ana", "client", "client_of", "make_kpi", "team", "workspace"]
