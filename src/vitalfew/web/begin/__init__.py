"""The guided start: one business question, a KPI with its baseline, one objective."""
