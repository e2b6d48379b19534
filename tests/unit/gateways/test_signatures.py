"""Keys as the channels hand them out, and what is signed of a message."""

from __future__ import annotations

import base64

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    KeySerializationEncryption,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)

from moli.gateways.alipay_messages import content_of_notification, content_of_request
from moli.gateways.signatures import KeyUnreadable, holds, private_key, public_key, sign

_REASON = r"^the key of tea (cannot be read|is not an RSA key)$"
# The worked example in Alipay's own description of the signature, shortened.
REQUEST = {
    "version": "1.0",
    "timestamp": "2014-07-24 03:07:50",
    "sign_type": "RSA2",
    "method": "alipay.mobile.public.menu.add",
    "charset": "GBK",
    "biz_content": '{"name":"最新优惠"}',
    "app_id": "2014072300007148",
    "sign": "e9zEAe4TTQ4LPLQvETPo",
    "return_url": "",
}


@pytest.fixture(scope="module")
def key() -> RSAPrivateKey:
    return generate_private_key(public_exponent=65537, key_size=2048)


def written(
    key: RSAPrivateKey,
    encoding: Encoding,
    shape: PrivateFormat,
    cover: KeySerializationEncryption | None = None,
) -> bytes:
    return key.private_bytes(encoding, shape, cover or NoEncryption())


@pytest.mark.parametrize("shape", [PrivateFormat.PKCS8, PrivateFormat.TraditionalOpenSSL])
def test_a_private_key_is_read_in_every_form(key: RSAPrivateKey, shape: PrivateFormat) -> None:
    pem = written(key, Encoding.PEM, shape).decode()
    bare = base64.b64encode(written(key, Encoding.DER, shape)).decode()

    for text in (pem, bare, f"\n{bare}\n"):
        assert private_key(text, name="it").private_numbers() == key.private_numbers()


def test_a_public_key_is_read_in_both_forms(key: RSAPrivateKey) -> None:
    shape, half = PublicFormat.SubjectPublicKeyInfo, key.public_key()
    pem = half.public_bytes(Encoding.PEM, shape).decode()
    bare = base64.b64encode(half.public_bytes(Encoding.DER, shape)).decode()

    for text in (pem, bare):
        assert public_key(text, name="it").public_numbers() == half.public_numbers()


def test_a_key_that_cannot_be_read_is_named_and_not_shown(key: RSAPrivateKey) -> None:
    locked = written(key, Encoding.PEM, PrivateFormat.PKCS8, BestAvailableEncryption(b"x")).decode()
    curve = ec.generate_private_key(ec.SECP256R1())
    other = curve.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()
    half = written(key, Encoding.PEM, PrivateFormat.PKCS8).decode()[:900]

    for text in ("", "secret words", "密钥", locked, other, half):
        with pytest.raises(KeyUnreadable, match=_REASON):
            private_key(text, name="the key of tea")
        with pytest.raises(KeyUnreadable, match=_REASON):
            public_key(text, name="the key of tea")


def test_a_signature_holds_for_its_content_and_key_alone(key: RSAPrivateKey) -> None:
    signature = sign(key, "茉莉花茶".encode())
    stranger = generate_private_key(public_exponent=65537, key_size=2048)

    assert holds(key.public_key(), "茉莉花茶".encode(), signature)
    assert not holds(key.public_key(), "茉莉红茶".encode(), signature)
    assert not holds(stranger.public_key(), "茉莉花茶".encode(), signature)
    for broken in ("", "茶", signature[:-4], f"{signature}\n", f"{signature}AAAA"):
        assert not holds(key.public_key(), "茉莉花茶".encode(), broken)


def test_a_request_signs_its_sign_type_and_nothing_empty() -> None:
    assert content_of_request(REQUEST).decode() == (
        'app_id=2014072300007148&biz_content={"name":"最新优惠"}&charset=GBK'
        "&method=alipay.mobile.public.menu.add&sign_type=RSA2"
        "&timestamp=2014-07-24 03:07:50&version=1.0"
    )


def test_a_notification_is_signed_without_its_sign_type() -> None:
    form = {"trade_no": "1", "sign_type": "RSA2", "app_id": "2", "sign": "3", "body": ""}

    assert content_of_notification(form) == b"app_id=2&body=&trade_no=1"
