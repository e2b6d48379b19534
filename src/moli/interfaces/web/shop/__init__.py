"""The shop, open to everybody."""
