"""Answers about devices and what they sent."""
