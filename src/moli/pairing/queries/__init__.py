"""Answers about pairings."""
