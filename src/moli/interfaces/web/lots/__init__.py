"""Posting, reading and changing lots."""
