"""Failures carry codes, and say whether anything may have happened."""

from __future__ import annotations

import pytest

from moli.gateways.failures import (
    GatewayFailed,
    GatewayFault,
    NotificationFault,
    NotificationRefused,
)


@pytest.mark.parametrize("fault", list(GatewayFault))
def test_only_after_a_plain_no_is_it_certain_that_nothing_happened(fault: GatewayFault) -> None:
    assert GatewayFailed(fault).is_certain is (fault is GatewayFault.REFUSED)


def test_a_providers_code_is_told() -> None:
    assert str(GatewayFailed(GatewayFault.REFUSED, detail="ACQ.TRADE_NOT_EXIST")) == (
        "REFUSED ACQ.TRADE_NOT_EXIST"
    )


@pytest.mark.parametrize(
    "detail", ["", None, 7, "A" * 65, "line\nline", "密钥", "<b>", ["A"], "A\n"]
)
def test_whatever_is_no_code_is_left_out(detail: object) -> None:
    failure = GatewayFailed(GatewayFault.REFUSED, detail=detail)

    assert (str(failure), failure.detail) == ("REFUSED", "")


def test_a_refused_notification_tells_its_code_alone() -> None:
    assert str(NotificationRefused(NotificationFault.STALE)) == "STALE"
