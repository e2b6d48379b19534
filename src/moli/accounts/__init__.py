"""People who log in, and what they were appointed to, where and for how long."""
