"""Rules of pairings."""
