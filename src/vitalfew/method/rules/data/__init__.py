"""Rules about what the data say; one file per rule, found by its presence."""
