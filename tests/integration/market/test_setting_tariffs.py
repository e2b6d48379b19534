"""What freight costs: a new tariff ends the one before and leaves it as history."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from moli.market.models import FreightTariff
from moli.market.services.setting_tariffs import TariffBeforeAnother, TariffTerms, set_tariff
from tests.factories import NOW, TESTER
from tests.unchanged import refused, unchanged

pytestmark = pytest.mark.django_db

TERMS = TariffTerms(
    handling_li_per_kg=200,
    rate_micro_yuan_per_kg_km=2_000,
    circuity_percent=130,
    km_per_day=400,
    source="县物流协会报价",
)


def _set(from_on: date, terms: TariffTerms = TERMS) -> FreightTariff:
    return set_tariff(terms=terms, from_on=from_on, by=TESTER, at=NOW)


def test_a_new_tariff_ends_the_one_before_on_its_first_day() -> None:
    old = _set(date(2016, 1, 1))
    new = _set(date(2016, 7, 1), replace(TERMS, handling_li_per_kg=220))

    old.refresh_from_db()
    assert (old.to_on, old.handling_li_per_kg) == (date(2016, 7, 1), 200)
    assert FreightTariff.objects.in_force(on=date(2016, 6, 30)).get() == old
    assert FreightTariff.objects.in_force(on=date(2016, 7, 1)).get() == new


def test_a_tariff_of_the_same_day_is_set_once() -> None:
    first = _set(date(2016, 1, 1))
    with unchanged():
        assert _set(date(2016, 1, 1)) == first


def test_a_tariff_cannot_begin_before_one_that_is_set() -> None:
    _set(date(2016, 7, 1))
    with refused(TariffBeforeAnother, field="from_on", from_on="2016-07-01"):
        _set(date(2016, 1, 1))
