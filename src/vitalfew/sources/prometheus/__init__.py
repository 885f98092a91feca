"""Prometheus, by PromQL."""
