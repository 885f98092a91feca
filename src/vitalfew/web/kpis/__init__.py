"""The health side's pages."""
