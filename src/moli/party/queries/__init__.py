"""Answers about the Party organisation."""
