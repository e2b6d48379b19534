"""Answers about households."""
