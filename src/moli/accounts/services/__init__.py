"""Opening and closing accounts, appointing people."""
