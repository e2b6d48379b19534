"""Pages that bring rosters in, look them through, and hand them out."""
