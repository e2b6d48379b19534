"""Counties, towns and villages: their official codes over time, where they lie, which are poor."""
