"""Commands that Django finds for this door."""
