"""Settling and paying out, one process a module."""
