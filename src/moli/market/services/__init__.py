"""Writing the market, one process a module."""
