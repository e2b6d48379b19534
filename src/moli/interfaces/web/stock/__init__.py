"""Stock: what was weighed in, what was packed from it, and what is sold."""
