"""Work at the counter, one process a module."""
