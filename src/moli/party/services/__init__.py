"""Founding branches and giving them their lead."""
