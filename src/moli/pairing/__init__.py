"""Pairing: who looks after whom, what was promised, and what came of it."""
