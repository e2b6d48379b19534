"""Parcels at a station's counter, and households that let it act for them.

key = station().key
row = came(key)
handed(row)
"""

from __future__ import annotations

from datetime import datetime
from itertools import count
from typing import Any
from uuid import UUID

from moli.catalogue.rules import Storage
from moli.counter.models import Parcel
from moli.counter.rules.occasion import Occasion
from moli.counter.rules.parcels import ParcelFacts
from moli.counter.services.handing_out import hand_out
from moli.counter.services.taking_in_parcels import take_in, take_to_send
from moli.counter.services.weighing import AtScale, weigh_at_counter
from moli.households.models import Consent, Household
from moli.households.rules.care import ConsentPurpose
from moli.households.services.caring import give_consent
from moli.orders.models import WeighIn
from moli.orders.rules.weighing import Weighed
from tests.factories.drawers import occasion
from tests.factories.households import household
from tests.factories.moments import NOW, TESTER, TODAY
from tests.factories.orders import KG, tea_grade

_codes = count(1)


def parcel_facts(**said: Any) -> ParcelFacts:
    """What is said of a parcel; a code of its own each time."""
    return ParcelFacts(
        **{
            "code": f"SF{next(_codes):010d}",
            "carrier": "顺丰",
            "person_name": "覃秀兰",
            "phone_tail": "4410",
            "shelf": "A3",
            **said,
        }
    )


def came(
    station_key: str,
    *,
    of: Household | None = None,
    at: datetime = NOW,
    key: UUID | None = None,
    **said: Any,
) -> Parcel:
    """A parcel that came for somebody."""
    return take_in(
        facts=parcel_facts(**said), household=of, occasion=occasion(station_key, at=at, key=key)
    )


def to_send(
    station_key: str, *, fee_fen: int = 1_200, at: datetime = NOW, key: UUID | None = None
) -> Parcel:
    """A parcel of a kilogram that somebody sends."""
    return take_to_send(
        facts=parcel_facts(shelf="", weight_grams=1_000, fee_fen=fee_fen),
        household=None,
        occasion=occasion(station_key, at=at, key=key),
    )


def handed(
    row: Parcel, *, to: str = "", version: int | None = None, by: Occasion | None = None
) -> Parcel:
    """A parcel given out, on the version that there is unless told otherwise."""
    return hand_out(
        ref=row.request_key,
        left_name=to,
        base_version=version or row.version,
        occasion=by or occasion(row.station_key),
    )


def agreed_to_deputy(row: Household, *, at: datetime = NOW) -> Consent:
    """The household's consent that the station acts for it."""
    return give_consent(
        household_id=row.pk,
        member_id=row.members.order_by("pk")[:1].get().pk,
        purpose=ConsentPurpose.DEPUTY,
        notice_version="2016-1",
        by=TESTER,
        at=at,
    )


def at_scale(of: Household | None = None, *, grams: int = 60 * KG, **said: Any) -> AtScale:
    """Tea of one household on the counter's scale, read back, with a receipt."""
    return AtScale(
        **{
            "household": of or household(),
            "grade": tea_grade(),
            "storage": Storage.AMBIENT,
            "weighed": Weighed(grams + KG, KG, TODAY),
            "receipt_no": "1-0007",
            "is_read_back": True,
            **said,
        }
    )


def weighed_at(
    station_key: str,
    of: Household | None = None,
    *,
    at: datetime = NOW,
    key: UUID | None = None,
    **said: Any,
) -> WeighIn:
    """What a household brought to a counter."""
    return weigh_at_counter(
        scale=at_scale(of, **said), occasion=occasion(station_key, at=at, key=key)
    )
