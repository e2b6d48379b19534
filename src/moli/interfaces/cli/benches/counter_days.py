"""What a counter does in a morning without a network: fifty operations of every common kind."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from moli.interfaces.cli.benches.villages import WARES, Counter

OPERATIONS = 50
# Fifty in all. What leaves came first, so it stands behind it in the queue.
_MORNING: Mapping[str, int] = {
    "cash": 1,
    "weigh_in": 12,
    "parcel_in": 12,
    "parcel_handed": 9,
    "parcel_out": 3,
    "parcel_collected": 2,
    "buy_for": 4,
    "buy_for_arrived": 2,
    "bill": 4,
    "bill_paid": 1,
}
# A step's operation, and what made the thing that it moves on.
_MADE_BY: Mapping[str, str] = {
    "parcel_handed": "parcel_in",
    "parcel_collected": "parcel_out",
    "buy_for_arrived": "buy_for",
    "bill_paid": "bill",
}

Operation = dict[str, Any]


def morning_of(counter: Counter, *, at: datetime) -> list[Operation]:
    """The queue of one device, in order, made over the hours before a moment."""
    chance = random.Random(counter.number)  # noqa: S311 - no secret
    operations: list[Operation] = []
    made: dict[str, list[str]] = {kind: [] for kind in _MORNING}
    for place, kind in enumerate(_in_order(chance), 1):
        uid = str(UUID(int=chance.getrandbits(128), version=4))
        ref = made[_MADE_BY[kind]].pop(0) if kind in _MADE_BY else ""
        made[kind].append(uid)
        operations.append(
            {
                "id": uid,
                "sequence": place,
                "kind": kind,
                "body": {"ref": ref} if ref else {},
                "made_at": (at - timedelta(minutes=3 * (OPERATIONS + 1 - place))).isoformat(),
                "by": counter.person_key,
                "base_version": 1 if ref else None,
            }
        )
        operations[-1]["body"] |= _said(kind, counter, place, chance, at=at)
    return operations


def _in_order(chance: random.Random) -> Iterator[str]:
    """The kinds of a morning, mixed, no step before what it needs."""
    left, there = dict(_MORNING), dict.fromkeys(_MORNING, 0)
    while any(left.values()):
        open_kinds = [
            kind
            for kind, count in left.items()
            if count and (kind not in _MADE_BY or there[_MADE_BY[kind]])
        ]
        kind = chance.choices(open_kinds, [left[each] for each in open_kinds])[0]
        left[kind] -= 1
        there[kind] += 1
        if kind in _MADE_BY:
            there[_MADE_BY[kind]] -= 1
        yield kind


def _said(
    kind: str, counter: Counter, place: int, chance: random.Random, *, at: datetime
) -> Operation:
    """What the operation says, beside the thing that it moves on."""
    receipt = {"receipt_no": f"1-{place:04d}", "is_read_back": True}
    # Half of what is done for somebody is done for a household on record.
    household = chance.choice(counter.households)
    whom = {"household": household} if place % 2 else {"person_name": "演示", "phone_tail": "0000"}
    parcel = {"code": f"ZTO{counter.number:04d}{place:04d}", "carrier": "中通"}
    match kind:
        case "cash":
            return {"cash_kind": "FLOAT", "amount_fen": 20_000}
        case "weigh_in":
            return {**_scale(chance, at=at), **receipt, "household": household}
        case "parcel_in":
            return {**parcel, "person_name": "演示", "phone_tail": "0000", "shelf": "A1"}
        case "parcel_out":
            return {**parcel, "person_name": "演示", "weight_grams": 2_000, "fee_fen": 800}
        case "buy_for":
            return {**receipt, **whom, "lines": _lines(chance)}
        case "bill":
            about = {"bill_kind": "ELECTRICITY", "account_number": f"0451{place:08d}"}
            return {**receipt, **whom, **about, "amount_fen": 5_000 + place, "fee_fen": 100}
        case "bill_paid":
            return {"slip_no": f"{place:08d}"}
        case _:
            return {}


def _scale(chance: random.Random, *, at: datetime) -> Operation:
    return {
        "product": "jasmine-tea",
        "grade_rank": 1,
        "gross_grams": chance.randrange(5_000, 60_000, 10),
        "tare_grams": 1_500,
        "harvested_on": (at - timedelta(days=1)).date().isoformat(),
        "storage": "AMBIENT",
    }


def _lines(chance: random.Random) -> Sequence[Operation]:
    codes = chance.sample(sorted(WARES), 2)
    return [
        {"ware": code, "units": chance.randint(1, 3), "unit_price_fen": WARES[code]}
        for code in codes
    ]
