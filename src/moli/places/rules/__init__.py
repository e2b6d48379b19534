"""Judgments about places, in plain Python."""
