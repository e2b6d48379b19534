"""Asking another station for goods, on the narrowest phone and on a desk."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.urls import reverse

from tests.browser.conftest import Phone
from tests.factories import Story
from tests.factories.transfers import giving_station, stock_to_give


@pytest.mark.parametrize(
    ("screen", "language"), [("narrow", "zh-hans"), ("narrow", "en"), ("desk", "en")]
)
def test_a_station_finds_goods_and_asks_for_them(
    screen: str, language: str, open_phone: Callable[..., Phone], personas: Story
) -> None:
    stock_to_give()
    assert giving_station()
    phone = open_phone(screen=screen, has_script=True)
    phone.log_in(personas.station_operator)
    near = f"{reverse('web:near_stock')}?product=jasmine-tea&lang={language}"
    phone.page.goto(f"{phone.server}{near}")
    phone.must_fit()
    phone.must_be_accessible()
    phone.page.locator("main a.btn.alt").first.click()
    phone.must_fit()
    phone.must_be_accessible()
