"""Opening and closing stations."""
