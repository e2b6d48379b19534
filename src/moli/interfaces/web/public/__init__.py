"""Pages that anybody may read: what Moli does, its figures and how they are reckoned."""
