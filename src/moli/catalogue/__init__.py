"""Products: what they are called, how they are graded, packed and kept, and when they ripen."""
