"""A query of a database or a warehouse, run where the data lives."""
