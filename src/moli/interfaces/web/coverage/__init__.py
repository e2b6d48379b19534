"""Pages of how far stations reach, which of them live, and where the next should open."""
