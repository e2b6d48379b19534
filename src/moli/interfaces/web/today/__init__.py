"""what waits for me today."""
