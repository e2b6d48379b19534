"""Rules of stations."""
