"""Pages of pairings: who looks after whom, what was promised and what came of it, and plans."""
