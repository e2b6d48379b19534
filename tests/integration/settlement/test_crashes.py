"""The machine stops between any two steps: everything is done, or nothing is."""

from __future__ import annotations

import pytest

from moli.settlement.models import Correction, Settlement
from moli.settlement.services.correcting import correct_order
from tests.crashing import crashes
from tests.factories import NOW, TESTER
from tests.factories.settlement import (
    brought_back,
    general_rule,
    packed_order,
    settled,
    shelf_of_three,
)
from tests.unchanged import everything

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def test_settling_stops_anywhere_and_is_whole_or_nothing() -> None:
    general_rule()
    shelf_of_three()
    order = packed_order(units=3)
    before = everything()

    for attempt in crashes():
        with attempt.dying():
            settled(order)
        if attempt.died:
            assert everything() == before

    assert attempt.statements > 20
    assert Settlement.objects.get().shares.count() == 6


def test_correcting_stops_anywhere_and_is_whole_or_nothing() -> None:
    general_rule()
    shelf_of_three()
    order = packed_order(units=3)
    settled(order)
    brought_back(order, units=1)
    before = everything()

    for attempt in crashes():
        with attempt.dying():
            correct_order(order_id=order.pk, by=TESTER, at=NOW)
        if attempt.died:
            assert everything() == before

    assert attempt.statements > 20
    assert Correction.objects.count() == 1
