"""Rules of what devices send."""
