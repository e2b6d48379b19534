"""How a device shows who it is."""

from __future__ import annotations

from hashlib import sha256


def hash_of(token: str) -> str:
    """What is kept of a device's token. It is of 32 random bytes, so one pass is enough."""
    return sha256(token.encode(errors="replace")).hexdigest()
