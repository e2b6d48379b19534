"""Pages of lines and standards, with their sources."""
