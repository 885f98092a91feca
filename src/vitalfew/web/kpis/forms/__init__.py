"""The health side's forms."""
