"""Bulk orders in all their stages: what each address of the pages can be about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from moli.orders.models import BulkPart, Claim
from moli.orders.services.sharing_out import share_out_part
from tests.factories import HEGUI, NOW, YAOBU, lot
from tests.factories.bulk import (
    KG,
    SELLER,
    TONNE,
    accepted,
    called_off,
    contract,
    first_part,
    named,
    offered,
    sent,
    weighed_for,
)

MOSTS = (200 * KG, 300 * KG, 400 * KG)
OF_A_PART = (
    *("bulk_part", "part_list", "name_suppliers", "reallocate", "move_shortfall"),
    *("weigh_part", "send_delivery"),
)


def bulk_things() -> Mapping[str, Sequence[object]]:
    """For each page what it is about: the address's values by the page's name."""
    order = called_off(
        contract(grams=TONNE), contract(grams=TONNE, village_code=HEGUI), grams=600 * KG
    )
    part = first_part(order)
    # Brought and waiting, on the way, accepted with a claim, accepted without one.
    quotas = share_out_part(part_uid=named(part, mosts=MOSTS).uid, by=SELLER, at=NOW)
    slip = weighed_for(quotas[0], grams=20 * KG)
    delivery = sent([weighed_for(quotas[0], grams=30 * KG)])
    claimed = accepted(sent([weighed_for(quotas[1], grams=40 * KG)]), claimed_grams=5 * KG)
    whole = accepted(sent([weighed_for(quotas[2], grams=50 * KG)]))
    claim = Claim.objects.get(delivery=claimed)
    return {
        "quote": (offered(lot(grams=2 * TONNE)).uid,),
        "answer_quote": (offered(lot(grams=2 * TONNE)).uid,),
        "share_out": (_waiting_part().uid,),
        "weigh_slip": (slip.uid,),
        "delivery": (claimed.uid,),
        "claim_delivery": (whole.uid,),
        "claim_photo": (claim.uid, 1),
        **dict.fromkeys(("bulk_order", "end_bulk_order"), (order.uid,)),
        **dict.fromkeys(OF_A_PART, (part.uid,)),
        **dict.fromkeys(("weigh_supplier", "give_up"), (part.uid, 1)),
        **dict.fromkeys(("accept_delivery", "delivery_note"), (delivery.uid,)),
        **dict.fromkeys(("remittance", "settle_delivery"), (whole.uid,)),
        **dict.fromkeys(("claim", "claim_outcome"), (claim.uid,)),
    }


def _waiting_part() -> BulkPart:
    """A part of Yaobu's for which households were named, and that was not shared out."""
    order = called_off(contract(grams=TONNE, village_code=YAOBU), grams=900 * KG)
    return named(first_part(order), mosts=MOSTS)
