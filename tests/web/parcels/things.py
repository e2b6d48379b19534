"""Something of every kind that a page of stock, parcels or traces can be about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from moli.orders.models import Production
from moli.orders.rules.basket import Buyer
from tests.factories import household, person_facts, station
from tests.factories.orders import packed, placed, stocked, weighed_tea
from tests.factories.settlement import general_rule, settled

BUYER = Buyer(name="潘买主", phone="13877665544", address="南宁市青秀区民族大道 100 号")
HEAD = "卢隐姓"


def desk_things() -> Mapping[str, Sequence[object]]:
    """The values of these addresses, by name: all of Yaobu's station."""
    here = station().key
    home = household(people=[person_facts(name=HEAD)])
    article = stocked(9, code="own", kept_at=here)
    row = weighed_tea(of=home, at_station=here)
    batch = Production.objects.get(article=article)
    general_rule()
    settled(packed(placed("own", buyer=BUYER)))
    order, waiting = packed(placed("own", buyer=BUYER)), placed("own", buyer=BUYER)
    return {
        **{key: [home.uid] for key in ("weigh", "deputy")},
        **{key: [row.uid] for key in ("weigh_in", "write_off_grams")},
        **{key: [batch.uid] for key in ("production", "write_off_units")},
        "stock_article": [article.code],
        **{key: [order.uid] for key in ("parcel", "take_back")},
        "confirm_payment": [waiting.uid],
        "trace": [batch.trace_code],
    }
