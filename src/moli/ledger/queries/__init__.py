"""Answers about the books."""
