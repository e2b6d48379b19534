"""Insights: figures that are counted from the rows which work left behind, never typed in."""
