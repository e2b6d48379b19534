"""Which ways to pay are switched on: from settings and key files to gateways, made once.

Paying at a station or by bank transfer is always on. WeChat Pay and Alipay are on when all their
values are set (docs/payments.md). With some of them the settings are wrong: `moli serve` and `moli
work` say so at their start, and go on with the ways that are right.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from django.conf import settings

from moli.gateways import alipay, wechat
from moli.gateways.offline import OfflineGateway
from moli.gateways.payment import Channel, PaymentGateway
from moli.kernel.refusal import Refusal

# A page waits for its channel; longer than this nobody does.
_SECONDS: Final = 5.0
_PREFIX: Final = "MOLI_PAY_"
_NEEDED: Final[Mapping[Channel, tuple[str, ...]]] = {
    Channel.WECHAT: (
        *("WECHAT_APP_ID", "WECHAT_MERCHANT_NO", "WECHAT_CERTIFICATE_NO"),
        *("WECHAT_PRIVATE_KEY_FILE", "WECHAT_API_KEY_FILE"),
        *("WECHAT_PLATFORM_KEY_ID", "WECHAT_PLATFORM_KEY_FILE"),
    ),
    Channel.ALIPAY: (
        *("ALIPAY_APP_ID", "ALIPAY_SELLER_ID"),
        *("ALIPAY_PRIVATE_KEY_FILE", "ALIPAY_PLATFORM_KEY_FILE"),
    ),
}
Values = Mapping[str, str]


class ChannelHalfSet(Refusal):
    """Some of a channel's values are set, and others are not."""


class ChannelKeyUnreadable(Refusal):
    """A key file of a channel cannot be read, or holds no key."""


class ChannelWithoutAddress(Refusal):
    """A channel is set, but no https address of ours to which it could report."""


@dataclass(frozen=True)
class OfflineAccount:
    """Where to pay by hand: what the office named in the settings, or nothing.

    `is_demo`: nobody can pay into it, and the page says so.
    """

    account_name: str
    bank_name: str
    account_no: str
    station: str
    is_demo: bool = False

    @property
    def has_bank(self) -> bool:
        """Whether there is an account to transfer to."""
        return bool(self.account_name and self.bank_name and self.account_no)


def gateways() -> Mapping[Channel, PaymentGateway]:
    """The ways to pay that are on, the quickest first; what is wrongly set is left out."""
    return _gateways(frozenset(settings.MOLI_PAY.items()), settings.MOLI_SITE_URL)


def settings_faults() -> list[Refusal]:
    """What is wrong with the settings of channels: half set, without a key or address of ours."""
    found: list[Refusal] = []
    for channel in _NEEDED:
        try:
            _built(channel, dict(settings.MOLI_PAY), settings.MOLI_SITE_URL)
        except Refusal as refusal:
            found.append(refusal)
    return found


def offline_account() -> OfflineAccount:
    """Where to pay by hand, as the settings name it."""
    values = settings.MOLI_PAY
    return OfflineAccount(
        account_name=values.get("ACCOUNT_NAME", ""),
        bank_name=values.get("BANK_NAME", ""),
        account_no=values.get("ACCOUNT_NO", ""),
        station=values.get("STATION", ""),
        is_demo=settings.MOLI_DEMO,
    )


def site_url(path: str) -> str:
    """An address of ours as the internet reaches it."""
    return f"{settings.MOLI_SITE_URL}{path}"


@lru_cache(maxsize=8)
def _gateways(values: frozenset[tuple[str, str]], url: str) -> Mapping[Channel, PaymentGateway]:
    found: dict[Channel, PaymentGateway] = {}
    for channel in _NEEDED:
        try:
            gateway = _built(channel, dict(values), url)
        except Refusal as refusal:
            # Codes only: a key or its file never stands in a log.
            logging.getLogger(__name__).error("channel %s is off: %s", channel, refusal.code)
            continue
        if gateway is not None:
            found[channel] = gateway
    return {**found, Channel.OFFLINE: OfflineGateway()}


def _built(channel: Channel, values: Values, url: str) -> PaymentGateway | None:
    """The gateway of a channel; None when nothing of it is set."""
    needed = _NEEDED[channel]
    missing = [name for name in needed if not values.get(name)]
    if len(missing) == len(needed):
        return None
    if missing:
        names = ", ".join(f"{_PREFIX}{name}" for name in missing)
        raise ChannelHalfSet(channel=channel, missing=names)
    if urlsplit(url).scheme != "https":
        raise ChannelWithoutAddress(channel=channel)
    try:
        return _MAKERS[channel](values)
    except (OSError, ValueError):
        # The cause is not chained: it may name the file, or hold what stands in it.
        raise ChannelKeyUnreadable(channel=channel) from None


def _wechat(values: Values) -> PaymentGateway:
    merchant = wechat.WeChatMerchant(
        app_id=values["WECHAT_APP_ID"],
        merchant_no=values["WECHAT_MERCHANT_NO"],
        certificate_no=values["WECHAT_CERTIFICATE_NO"],
        private_key=_text(values["WECHAT_PRIVATE_KEY_FILE"]),
        api_key=_text(values["WECHAT_API_KEY_FILE"]),
        platform_key_id=values["WECHAT_PLATFORM_KEY_ID"],
        platform_key=_text(values["WECHAT_PLATFORM_KEY_FILE"]),
    )
    address = values.get("WECHAT_ADDRESS", wechat.ADDRESS)
    return wechat.WeChatGateway(merchant, address=address, seconds=_SECONDS)


def _alipay(values: Values) -> PaymentGateway:
    merchant = alipay.AlipayMerchant(
        app_id=values["ALIPAY_APP_ID"],
        seller_id=values["ALIPAY_SELLER_ID"],
        private_key=_text(values["ALIPAY_PRIVATE_KEY_FILE"]),
        platform_key=_text(values["ALIPAY_PLATFORM_KEY_FILE"]),
    )
    address = values.get("ALIPAY_ADDRESS", alipay.ADDRESS)
    return alipay.AlipayGateway(merchant, address=address, seconds=_SECONDS)


_MAKERS: Final[Mapping[Channel, Callable[[Values], PaymentGateway]]] = {
    Channel.WECHAT: _wechat,
    Channel.ALIPAY: _alipay,
}


def _text(path: str) -> str:
    return Path(path).read_text(encoding="utf-8").strip()
