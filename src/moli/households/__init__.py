"""The household registry: who lives where, from what, and how its status came to be."""
