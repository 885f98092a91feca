"""The map of alignment: from the strategy to what is measured."""
