"""Keys made for one run of the tests; none is ever kept."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)


@dataclass(frozen=True)
class Pair:
    """A private key and its public half."""

    private: RSAPrivateKey

    @cached_property
    def private_pem(self) -> str:
        raw = self.private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        return raw.decode()

    @cached_property
    def public_pem(self) -> str:
        key = self.private.public_key()
        return key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()


def new_pair() -> Pair:
    return Pair(generate_private_key(public_exponent=65537, key_size=2048))


@dataclass(frozen=True)
class Keys:
    """The merchant's, the platform's, and those of a stranger."""

    merchant: Pair
    platform: Pair
    stranger: Pair
