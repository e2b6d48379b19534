"""Channels are on when all that they need is set; the keys stand in files and in no log."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from moli.gateways.payment import Channel
from moli.interfaces import payments
from moli.interfaces.payments import (
    ChannelHalfSet,
    ChannelKeyUnreadable,
    ChannelWithoutAddress,
    gateways,
    settings_faults,
)
from moli.interfaces.words.refusals import sentence
from moli.kernel.refusal import Refusal

BY_HAND = [Channel.OFFLINE]


def test_with_nothing_set_one_pays_by_hand() -> None:
    assert settings_faults() == []
    assert list(gateways()) == BY_HAND


def test_with_everything_set_all_ways_are_on_by_hand_last(channels: Mapping[str, str]) -> None:
    assert list(gateways()) == [Channel.WECHAT, Channel.ALIPAY, Channel.OFFLINE]
    # Made once: the keys are not read for every page.
    assert gateways() is gateways()


def refused(kind: type[Refusal], caplog: pytest.LogCaptureFixture) -> str:
    """The sentence of what is wrong; the pages go on without the channel and log its code."""
    fault = next(each for each in settings_faults() if each.facts["channel"] == Channel.WECHAT)
    assert type(fault) is kind
    payments._gateways.cache_clear()
    with caplog.at_level(logging.INFO, logger="moli"):
        assert Channel.WECHAT not in gateways()
    assert f"channel WECHAT is off: {kind.__name__}" in caplog.text
    assert "BEGIN" not in caplog.text
    return sentence(fault)


def test_half_a_channel_is_off_and_its_sentence_names_what_is_missing(
    channels: Mapping[str, str], settings: Any, caplog: pytest.LogCaptureFixture
) -> None:
    settings.MOLI_PAY = {n: v for n, v in channels.items() if n != "WECHAT_API_KEY_FILE"}

    said = refused(ChannelHalfSet, caplog)

    assert "微信支付" in said
    assert "MOLI_PAY_WECHAT_API_KEY_FILE" in said
    assert list(gateways()) == [Channel.ALIPAY, Channel.OFFLINE]


@pytest.mark.parametrize("content", ["no key at all", ""])
def test_a_file_that_holds_no_key_switches_the_channel_off(
    channels: Mapping[str, str], content: str, caplog: pytest.LogCaptureFixture
) -> None:
    Path(channels["WECHAT_PRIVATE_KEY_FILE"]).write_text(content, encoding="ascii")

    assert "密钥读不了" in refused(ChannelKeyUnreadable, caplog)


def test_a_file_that_is_not_there_switches_the_channel_off(
    channels: Mapping[str, str], caplog: pytest.LogCaptureFixture
) -> None:
    Path(channels["WECHAT_PRIVATE_KEY_FILE"]).unlink()

    assert channels["WECHAT_PRIVATE_KEY_FILE"] not in refused(ChannelKeyUnreadable, caplog)


@pytest.mark.parametrize("url", ["", "http://moli.example"])
def test_channels_need_an_https_address_of_ours(
    channels: Mapping[str, str], settings: Any, url: str, caplog: pytest.LogCaptureFixture
) -> None:
    settings.MOLI_SITE_URL = url

    assert "MOLI_SITE_URL" in refused(ChannelWithoutAddress, caplog)
