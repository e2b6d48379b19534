"""A shop at nine in the morning, in which nobody has asked too often yet."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from moli.interfaces import clock
from moli.interfaces.web.shop.throttle import FINDS, FINDS_OF_NUMBER, ORDERS
from tests.factories import NOW


@pytest.fixture(autouse=True)
def _now(monkeypatch: pytest.MonkeyPatch) -> None:
    # Else the demo day's clock would have let orders expire that a test has just placed.
    monkeypatch.setattr(clock, "now", lambda: NOW)


@pytest.fixture(autouse=True)
def _fresh() -> Iterator[None]:
    for throttle in (ORDERS, FINDS, FINDS_OF_NUMBER):
        throttle.forget()
    yield
    for throttle in (ORDERS, FINDS, FINDS_OF_NUMBER):
        throttle.forget()
