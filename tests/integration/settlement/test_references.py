"""What transfers of deliveries, refunds and takers stand for."""

from __future__ import annotations

from datetime import timedelta

import pytest

from moli.ledger.models import Transfer
from moli.settlement.queries.references import Purpose, meanings_of
from moli.settlement.services.releasing import release_earnings
from tests.cli.settlement_breaks import settled_shop
from tests.factories import NOW, TESTER, TODAY, YAOBU, household

pytestmark = pytest.mark.django_db


def test_every_transfer_of_the_shop_says_what_it_stands_for() -> None:
    for _ in range(2):
        household(village_code=YAOBU)
    settled_shop()
    assert release_earnings(month=TODAY, by=TESTER, at=NOW + timedelta(days=31)) == []
    found = meanings_of(Transfer.objects.values_list("reference", flat=True))

    told = {meaning.purpose for meaning in found.values()}
    assert told == set(Purpose) - {Purpose.OTHER, Purpose.HOLD}
    delivery = next(each for each in found.values() if each.purpose is Purpose.SALE)
    shares = [each for each in found.values() if each.purpose is Purpose.SHARE]
    assert [(each.number, each.uid) for each in shares] == [(delivery.number, delivery.uid)] * 2
    months = {each.number for each in found.values() if each.purpose is Purpose.EARNED}
    assert months == {"2016-09"}
    assert [each.number for each in found.values() if each.purpose is Purpose.TAKER] == ["b1"]
