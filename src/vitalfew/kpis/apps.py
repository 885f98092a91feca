"""The kpis app."""

from django.apps import AppConfig


class KpisConfig(AppConfig):
    """KPIs and their series."""

    name = "vitalfew.kpis"
    label = "kpis"

    def ready(self) -> None:
        """A value that came, went or was corrected is judged, and so is what is measured by sprints that were moved."""
        from vitalfew.accounts.events import sprints_moved
        from vitalfew.kpis.arriving import hold
        from vitalfew.kpis.events import values_changed
        from vitalfew.kpis.readings import judge_series, judge_sprints

        values_changed.connect(hold, dispatch_uid="kpis_hold")  # before those that read the values
        values_changed.connect(judge_series, dispatch_uid="kpis_judge_series")
        sprints_moved.connect(judge_sprints, dispatch_uid="kpis_judge_sprints")
