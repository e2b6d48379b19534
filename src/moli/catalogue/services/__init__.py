"""Adding products."""
