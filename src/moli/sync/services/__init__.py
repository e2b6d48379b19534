"""Registering devices, and applying what they send."""
