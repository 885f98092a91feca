"""How you are told."""
