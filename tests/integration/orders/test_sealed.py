"""A change of keys in the middle of a sale: orders stay readable, and limits stay limits."""

from __future__ import annotations

from pathlib import Path

import pytest

from moli.households.services.rotating import rotate_keys
from moli.orders.models import Order
from moli.orders.rules.basket import Buyer, OverBuyerCap
from moli.orders.services.opening_articles import set_flash_sale
from tests.factories import NOW, TESTER
from tests.factories.orders import placed, stocked
from tests.unchanged import refused

pytestmark = pytest.mark.django_db

SOMEONE = Buyer("买家", "13812345678", "南宁市民族大道 1 号")


@pytest.fixture(autouse=True)
def own_keys(tmp_path: Path, settings: object) -> None:
    """A key file of this test alone."""
    settings.MOLI_FIELD_KEYS = tmp_path / "field-keys.json"  # type: ignore[attr-defined]


@pytest.mark.parametrize("with_index", [False, True])
def test_after_a_change_of_keys_a_buyer_is_still_known(with_index: bool) -> None:
    article = stocked(5)
    set_flash_sale(article_id=article.pk, begins_at=NOW, per_buyer_max=2, by=TESTER, at=NOW)
    order = placed(units=2, buyer=SOMEONE)

    rotate_keys(with_index=with_index, by=TESTER, at=NOW)

    known = Order.objects.get(pk=order.pk)
    assert (known.phone, known.address) == (SOMEONE.phone, SOMEONE.address)
    assert (known.buyer_key == order.buyer_key) is not with_index
    facts = {"article": "jasmine-250", "value": 1, "had_units": 2, "units_max": 2}
    with refused(OverBuyerCap, field="units", **facts):
        placed(buyer=SOMEONE)
