"""Rules about what is written; one file per rule, found by its presence."""
