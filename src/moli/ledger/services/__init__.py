"""Writing the books, one process a module."""
