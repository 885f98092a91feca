"""Audits that are kept: a sheet of metrics, sorted into health, growth and the bin."""
