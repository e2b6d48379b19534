"""Sealing the few values that must not lie open in a database or its backup.

A sealed value is AES-256-GCM under a key from a key ring, bound to the place it was sealed for,
so that a value moved to another column does not open. Beside it stands a keyed hash (a blind
index), by which an exact value is found and kept unique without being opened. Keys never come
from the secret of sessions: changing one must not lose the other.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

_NONCE_BYTES = 12  # NIST SP 800-38D: random, never used twice with a key
_KEY_BYTES = 32
_INDEX_BYTES = 16
_KEY_NAME = re.compile(r"k[0-9]{1,6}")


class SealBroken(Exception):
    """A sealed value does not open: another key, another place, or it was changed.

    It is raised loudly and never answered with the sealed text, which would then be shown.
    """


@dataclass(frozen=True)
class KeyRing:
    """The keys of one installation. `active` seals; older ones still open.

    `data_keys` maps a key's name to its 32 bytes; `index_key` makes blind indexes. While the
    index key is being changed, `other_index_keys` finds the values of the other time.
    """

    active: str
    data_keys: Mapping[str, bytes]
    index_key: bytes
    other_index_keys: tuple[bytes, ...] = ()

    def seal(self, text: str, *, place: str) -> str:
        """A text sealed for a place (`room.model.column`). Sealed twice it looks different."""
        nonce = os.urandom(_NONCE_BYTES)
        sealed = AESGCM(self.data_keys[self.active]).encrypt(nonce, text.encode(), place.encode())
        return f"{self.active}:{base64.b64encode(nonce + sealed).decode('ascii')}"

    def open(self, sealed: str, *, place: str) -> str:
        """What was sealed. Raises SealBroken when it cannot be opened here."""
        name, _, body = sealed.partition(":")
        key = self.data_keys.get(name)
        if key is None:
            # What was never sealed may be a number in full, and errors end in logs.
            told = f"no key is called {name!r}" if _KEY_NAME.fullmatch(name) else "no key is named"
            raise SealBroken(f"a value for {place} does not open: {told}")
        try:
            raw = base64.b64decode(body, validate=True)
            nonce, cipher = raw[:_NONCE_BYTES], raw[_NONCE_BYTES:]
            return AESGCM(key).decrypt(nonce, cipher, place.encode()).decode()
        except (InvalidTag, ValueError) as error:
            raise SealBroken(f"a value sealed for {place} does not open") from error

    def is_current(self, sealed: str) -> bool:
        """Whether the active key sealed it."""
        return sealed.partition(":")[0] == self.active

    def index_of(self, text: str, *, place: str) -> str:
        """The blind index of a value for a place: equal for equal values, telling nothing else."""
        return _index(self.index_key, text, place=place)

    def indexes_of(self, text: str, *, place: str) -> tuple[str, ...]:
        """All indexes under which a value may be found now: one, but for a change of keys."""
        keys = (self.index_key, *self.other_index_keys)
        return tuple(_index(key, text, place=place) for key in keys)


def _index(key: bytes, text: str, *, place: str) -> str:
    digest = hmac.new(key, f"{place}\0{text}".encode(), hashlib.sha256).digest()
    return digest[:_INDEX_BYTES].hex()


def new_key() -> bytes:
    """A key made by the machine's own chance."""
    return os.urandom(_KEY_BYTES)
