"""Judgments about the market, in plain Python."""
