"""Logging in and out, and the demo accounts."""
