"""Bringing the demo's households in as a county does: town by town, agreed to by another."""

from __future__ import annotations

# The towns send their rosters in the summer, when the last relapse had been found.
BROUGHT_DAYS_BEFORE, AGREED_DAYS_BEFORE = 70, 68
