"""Rounds, proposals, introductions and answers."""
