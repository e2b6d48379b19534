"""Changing the registry, one process a module."""
