"""Village service stations of all platforms, and which villages they cover."""
