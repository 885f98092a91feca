"""The page behind the link in a notice."""
