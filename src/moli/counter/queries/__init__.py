"""Answers about the counter."""
