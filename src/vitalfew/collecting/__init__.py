"""Collects the values of KPIs from where their data live, when they are due."""
