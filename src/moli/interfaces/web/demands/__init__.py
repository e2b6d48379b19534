"""Posting and reading demands."""
