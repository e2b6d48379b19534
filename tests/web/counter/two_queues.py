"""Queues of two devices of a station, made of what plans say, and how the rows stand afterwards.

A line of a plan is a number for the kind and one for the thing that a step is about. Operations
have labels: the same plans at another station give the same labels, so that states can be compared.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid5

from moli.accounts.models import User
from moli.counter.models import Bill, BuyFor, CashMove, DayClosing, DeputyAct, Parcel
from moli.households.models import Household
from moli.interfaces.counter.handlers import JUDGED
from moli.orders.models import Shrinkage, WeighIn
from moli.stations.models import Station
from moli.sync.models import Device
from moli.sync.rules.pushing import PushAnswer, Pushed
from moli.sync.services.applying import apply_operations
from tests.factories import NOW, TODAY, station, station_operator
from tests.factories.devices import device

Plan = Sequence[tuple[int, int]]

MAKING = ("weigh_in", "parcel_in", "parcel_out", "buy_for", "bill", "cash", "fly")
STEPS: Mapping[str, str] = {
    "weigh_undone": "weigh_in",
    "parcel_handed": "parcel_in",
    "parcel_given_back": "parcel_in",
    "parcel_collected": "parcel_out",
    "buy_for_arrived": "buy_for",
    "buy_for_handed": "buy_for",
    "buy_for_undone": "buy_for",
    "bill_paid": "bill",
    "bill_undone": "bill",
}
KINDS = (*MAKING, *STEPS)
# Each device begins with one of everything, so that steps have something to be about.
_FIRST: Plan = tuple((number, number + 1) for number in range(5))


@dataclass
class Desk:
    """A station with two devices, and what stands in their queues."""

    station: Station
    user: User
    households: Sequence[Household]
    devices: list[Device] = field(default_factory=list)
    queues: list[list[Pushed]] = field(default_factory=list)
    labels: dict[UUID, str] = field(default_factory=dict)

    def uid(self, label: str) -> UUID:
        """The id of an operation of this station by its label."""
        uid = uuid5(self.station.uid, label)
        self.labels[uid] = label
        return uid

    def push(self, which: int, places: Iterable[int]) -> PushAnswer:
        """Send operations of a queue by their places, in whatever order, as often as they say."""
        queue = self.queues[which]
        return apply_operations(
            device_id=self.devices[which].pk,
            pushed=[queue[place % len(queue)] for place in places if queue],
            handlers=JUDGED,
            at=NOW + timedelta(hours=6),
        )

    def push_all(self, which: int) -> PushAnswer:
        """Send a whole queue in its order."""
        return self.push(which, range(len(self.queues[which])))


def desk(
    name: str,
    households: Sequence[Household],
    plans: Sequence[Plan],
    *,
    shares_things: bool = False,
    kinds: Sequence[str] = KINDS,
) -> Desk:
    """A new station on whose devices was done what the plans say; nothing is sent yet.

    Steps are about things of the same device, unless it `shares_things` with the other.
    """
    place = station(name=name)
    user = station_operator(station=place)
    made = Desk(place, user, households)
    things: list[tuple[str, str]] = []
    for number, plan in enumerate(plans):
        made.devices.append(device(place.key, by=user.actor, at=NOW - timedelta(days=2)))
        made.queues.append([])
        if not shares_things:
            things = []
        for sequence, (kind, about) in enumerate([*_FIRST, *plan], 1):
            _add(made, (number, sequence), kinds[kind % len(kinds)], about, things)
    return made


def _add(
    made: Desk, place: tuple[int, int], kind: str, about: int, things: list[tuple[str, str]]
) -> None:
    number, sequence = place
    label = f"{number}/{sequence} {kind}"
    fitting = [ref for made_by, ref in things if made_by == STEPS.get(kind)]
    ref = fitting[about % len(fitting)] if fitting else "nothing"
    things.append((kind, label))
    is_step = kind in STEPS
    made.queues[number].append(
        Pushed(
            uid=made.uid(label),
            sequence=sequence,
            kind=kind,
            body={**_said(made, kind, label, about), **_ref(made, ref, is_step=is_step)},
            made_at=NOW + timedelta(minutes=10 * number + sequence),
            by_key=made.user.actor.key,
            # As the device saw it: some do not know what was changed since.
            base_version=1 + about % 2 if is_step else None,
        )
    )


def _ref(made: Desk, ref: str, *, is_step: bool) -> dict[str, Any]:
    return {"ref": str(made.uid(ref))} if is_step else {}


def _said(made: Desk, kind: str, label: str, about: int) -> dict[str, Any]:
    receipt = {"receipt_no": f"1-{about:04d}", "is_read_back": True}
    household = str(made.households[about % len(made.households)].uid)
    whom = {"household": household} if about % 2 else {"person_name": "覃秀兰"}
    parcel = {"code": "C" + "".join(filter(str.isalnum, label)), "carrier": "中通"}
    day = {"counted_fen": 0, "expected_fen": 0, "parcels_expected": 0, "missing": []}
    about_bill = {"bill_kind": "ELECTRICITY", "account_number": "04512200", "fee_fen": 100}
    fertilizer = {"ware": "fertilizer", "units": 1 + about % 3, "unit_price_fen": 4_500}
    # One in five forgets to say how much.
    amount = {} if about % 5 == 0 else {"amount_fen": 1_000 + about}
    scale = {"gross_grams": 10_000 + about, "tare_grams": 1_000, "storage": "AMBIENT"}
    goods = {"product": "jasmine-tea", "grade_rank": 1, "harvested_on": TODAY.isoformat()}
    said: dict[str, dict[str, Any]] = {
        "weigh_in": {**receipt, **scale, **goods, "household": household},
        "parcel_in": {**parcel, "person_name": "覃秀兰", "phone_tail": "4410", "shelf": "A1"},
        "parcel_out": {
            **parcel,
            "person_name": "覃秀兰",
            "weight_grams": 900,
            "fee_fen": 100 + about,
        },
        "buy_for": {**receipt, **whom, "lines": [fertilizer]},
        "bill": {**receipt, **whom, **about_bill, "amount_fen": 1_000 + about},
        "bill_paid": {"slip_no": f"{about:06d}"},
        "cash": {"cash_kind": "FLOAT", **amount},
        "close_day": {"on": TODAY.isoformat(), **day},
    }
    return said.get(kind, {})


def outcomes(made: Desk) -> dict[str, tuple[str, str]]:
    """What became of each operation of a station, by label: outcome and code."""
    rows = [row for each in made.devices for row in each.operations.all()]
    return {made.labels[row.uid]: (row.outcome, row.answer.get("code", "")) for row in rows}


def state(made: Desk) -> dict[str, Collection[tuple[Any, ...]]]:
    """All rows of a station, each by the label of the operation that made it."""
    here = {"station_key": made.station.key}
    labels = {str(uid): label for uid, label in made.labels.items()}
    weighed = {row.key: labels[str(row.request_key)] for row in WeighIn.objects.filter(**here)}

    def rows(model: Any, *names: str) -> list[tuple[Any, ...]]:
        found = model.objects.filter(**here).values_list("request_key", *names)
        return sorted((labels[str(key)], *map(str, told)) for key, *told in found)

    return {
        "weigh_ins": rows(WeighIn, "grams", "left_grams", "household_id"),
        "given_back": sorted(
            (weighed[row.weigh_in.key], row.amount)
            for row in Shrinkage.objects.filter(weigh_in__station_key=made.station.key)
        ),
        "parcels": rows(Parcel, "state", "version", "code", "fee_fen"),
        "buy_fors": rows(BuyFor, "state", "version", "total_fen", "fee_fen", "ended_on"),
        "bills": rows(Bill, "state", "version", "amount_fen", "fee_fen", "slip_no", "ended_on"),
        "cash": rows(CashMove, "cash_kind", "amount_fen", "on"),
        "acts": rows(DeputyAct, "act_kind", "receipt_no", "household_id", "undone_at"),
        "closings": rows(DayClosing, "expected_fen", "counted_fen", "parcels_expected"),
    }
