"""RSA signatures as both channels make them: SHA256withRSA, PKCS#1 v1.5, in base64."""

from __future__ import annotations

import base64
import binascii

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, RSAPublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    load_der_private_key,
    load_der_public_key,
    load_pem_private_key,
    load_pem_public_key,
)

_UNREADABLE = (ValueError, TypeError, UnsupportedAlgorithm)


class KeyUnreadable(ValueError):
    """A key in the settings is none. The message says which, and nothing of what stood there."""


def private_key(text: str, *, name: str) -> RSAPrivateKey:
    """A private key as PEM or, as Alipay hands it out, bare base64; PKCS#8 or PKCS#1."""
    try:
        raw = text.strip().encode()
        is_pem = raw.startswith(b"-----")
        key = (
            load_pem_private_key(raw, None)
            if is_pem
            else load_der_private_key(base64.b64decode(raw), None)
        )
    except _UNREADABLE:
        raise KeyUnreadable(f"{name} cannot be read") from None
    if not isinstance(key, RSAPrivateKey):
        raise KeyUnreadable(f"{name} is not an RSA key")
    return key


def public_key(text: str, *, name: str) -> RSAPublicKey:
    """A public key as PEM or bare base64."""
    try:
        raw = text.strip().encode()
        is_pem = raw.startswith(b"-----")
        key = load_pem_public_key(raw) if is_pem else load_der_public_key(base64.b64decode(raw))
    except _UNREADABLE:
        raise KeyUnreadable(f"{name} cannot be read") from None
    if not isinstance(key, RSAPublicKey):
        raise KeyUnreadable(f"{name} is not an RSA key")
    return key


def sign(key: RSAPrivateKey, content: bytes) -> str:
    """The signature of a content."""
    return base64.b64encode(key.sign(content, PKCS1v15(), SHA256())).decode("ascii")


def holds(key: RSAPublicKey, content: bytes, signature: str) -> bool:
    """Whether a signature is that of this content under this key."""
    try:
        key.verify(base64.b64decode(signature, validate=True), content, PKCS1v15(), SHA256())
    except (InvalidSignature, binascii.Error, ValueError):
        return False
    return True
