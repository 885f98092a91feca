"""Vitalfew keeps a team's vital few numbers honest: KPIs and OKRs side by side, signal told from noise."""

__version__ = "0.1.0"
