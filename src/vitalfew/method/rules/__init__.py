"""The rules: how goals and KPIs are written well, one file per rule, and what the data say about them."""
