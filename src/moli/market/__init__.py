"""Lots and demands, rounds that match them, introductions, answers and contracts."""
