"""Records of the health side."""

from vitalfew.kpis.models.arrival import Arrival
from vitalfew.kpis.models.definition import Combine, Definition, Direction, Family, Kind
from vitalfew.kpis.models.judged import Reading, Verdict
from vitalfew.kpis.models.kpi import Kpi, Phase
from vitalfew.kpis.models.series import Batch, Correction, Delivery, Observation, Origin, Series

__all__ = [
    "Arrival", "Batch", "Combine", "Correction", "Definition", "Delivery", "Direction", "Family", "Kind", "Kpi",
    "Observation", "Origin", "Phase", "Reading", "Series", "Verdict",
]  # fmt: skip
