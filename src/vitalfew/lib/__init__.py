"""Small Django helpers that know nothing of this product's records."""
