"""What was sold for pairings, counted from the rows of orders and of nothing else.

An enterprise's pairing counts what the enterprise took in from the village; a partner's what was
weighed in at the station for households of the village and then sold; a practitioner's what was
weighed in of the household at a station that the practitioner runs and then sold.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple

from django.db.models import Q
from django.utils import timezone

from moli.accounts.models import Appointment
from moli.accounts.rules import Role
from moli.kernel.period import covers
from moli.orders.models import Delivery, Load, ProductionInput
from moli.orders.rules.bulk import ClaimState, DeliveryState
from moli.orders.rules.states import FILLED_STATES
from moli.pairing.models import Pairing
from moli.pairing.rules.counting import Delivered, Filled, is_counted
from moli.pairing.rules.kinds import PairingKind

_CLAIM = ("claim__state", "claim__grams", "claim__upheld_grams")
_PACKED = "production__fills__line__order__packed_at"
_FILL = "production__fills__"


@dataclass(frozen=True)
class Sale:
    """So much that was sold for a pairing on a day, of one product."""

    pairing_id: int
    on: date
    product_id: int
    grams: int


class _Days(NamedTuple):
    first_on: date
    last_on: date


class _Origin(NamedTuple):
    """Where goods came from: who sold them, of which village and household."""

    station_key: str
    village_code: str
    household_uid: Any
    weighed_on: date
    product_id: int


def sales_of(
    pairings: Collection[Pairing], *, first_on: date, last_on: date
) -> dict[int, list[Sale]]:
    """What was sold for some pairings between two days, the last one with them, by primary key.

    Only what lies in the time of its pairing. Four queries at most, for any number of them.
    """
    days = _Days(first_on, last_on)
    found: dict[int, list[Sale]] = {pairing.pk: [] for pairing in pairings}
    for sale in _sales([row for row in pairings if row.from_on is not None], days):
        found[sale.pairing_id].append(sale)
    return found


def _sales(pairings: list[Pairing], days: _Days) -> Iterator[Sale]:
    index = _Index(pairings, days)
    if index.enterprise_keys:
        yield from _taken_in(index, days)
    if index.station_keys:
        yield from _loads(index, days)
        yield from _fills(index, days)


class _Index:
    """Finds the pairings that goods count for. Goods count once in a kind."""

    def __init__(self, pairings: list[Pairing], days: _Days) -> None:
        self._days = days
        self._by_pair: dict[tuple[str, str, str], list[Pairing]] = defaultdict(list)
        for row in pairings:
            self._by_pair[row.pairing_kind, row.helper_key, row.helped_key].append(row)
        keys: dict[str, set[str]] = defaultdict(set)
        for kind, helper_key, _ in self._by_pair:
            keys[kind].add(helper_key)
        self.enterprise_keys = keys[PairingKind.ENTERPRISE]
        self._runs = _stations_run_by(keys[PairingKind.PRACTITIONER])
        self.station_keys = keys[PairingKind.PARTNER] | set(self._runs)

    def of_enterprise(self, enterprise_uid: Any, village_code: str, on: date) -> Iterator[Pairing]:
        """The pairing of an enterprise with a village on a day."""
        return self._on(PairingKind.ENTERPRISE, str(enterprise_uid), village_code, on)

    def of_origin(self, origin: _Origin, on: date) -> Iterator[Pairing]:
        """The partner's pairing and the practitioner's that goods sold on a day count for."""
        station = origin.station_key
        yield from self._on(PairingKind.PARTNER, station, origin.village_code, on)
        household_key = str(origin.household_uid)
        for user_key, from_on, to_on in self._runs.get(station, ()):
            if covers(from_on=from_on, to_on=to_on, on=origin.weighed_on):
                yield from self._on(PairingKind.PRACTITIONER, user_key, household_key, on)

    def _on(self, kind: PairingKind, helper: str, helped: str, on: date) -> Iterator[Pairing]:
        for row in self._by_pair.get((kind, helper, helped), ()):
            if row.from_on is not None and is_counted(
                on,
                from_on=row.from_on,
                to_on=row.to_on,
                first_on=self._days.first_on,
                last_on=self._days.last_on,
            ):
                yield row


def _stations_run_by(
    user_keys: Collection[str],
) -> Mapping[str, list[tuple[str, date, date | None]]]:
    """The stations that some people run or ran, each with who from when until when."""
    found: dict[str, list[tuple[str, date, date | None]]] = defaultdict(list)
    if not user_keys:
        return found
    rows = Appointment.objects.filter(role=Role.STATION_OPERATOR, user__uid__in=user_keys)
    columns = ("organisation_key", "user__uid", "from_on", "to_on")
    for station, uid, from_on, to_on in rows.order_by("pk").values_list(*columns):
        found[station].append((str(uid), from_on, to_on))
    return found


def _taken_in(index: _Index, days: _Days) -> Iterator[Sale]:
    """What enterprises took in of villages, delivery by delivery."""
    rows = Delivery.objects.filter(
        _within(days, "accepted_at"),
        state=DeliveryState.ACCEPTED,
        part__bulk_order__enterprise__uid__in=index.enterprise_keys,
    ).order_by("pk")
    columns = (
        *("accepted_at", "part__bulk_order__enterprise__uid", "part__lot__village__code"),
        *("part__bulk_order__product_id", "sent_grams", "received_grams", *_CLAIM),
    )
    for at, enterprise, village, product, sent, received, *claim in rows.values_list(*columns):
        on = timezone.localdate(at)
        grams = Delivered(sent, received, _disputed(*claim)).sold_grams
        yield from _counted(index.of_enterprise(enterprise, village, on), on, product, grams)


def _loads(index: _Index, days: _Days) -> Iterator[Sale]:
    """What stations weighed in and bulk buyers took in: each delivery's goods by their origin."""
    rows = Load.objects.filter(
        _within(days, "delivery__accepted_at"),
        delivery__state=DeliveryState.ACCEPTED,
        weigh_in__station_key__in=index.station_keys,
    ).order_by("pk")
    columns = (
        *("delivery_id", "delivery__accepted_at", "delivery__sent_grams"),
        *("delivery__received_grams", *(f"delivery__{each}" for each in _CLAIM), "grams"),
    )
    goods = _Goods(index)
    for row in rows.values_list(*columns, *_origin("weigh_in__")):
        delivery_id, at, sent, received, state, claimed, upheld, grams, *origin = row
        terms = Delivered(sent, received, _disputed(state, claimed, upheld))
        goods.add((delivery_id, terms), timezone.localdate(at), _Origin(*origin), grams)
    yield from goods.sales()


def _fills(index: _Index, days: _Days) -> Iterator[Sale]:
    """What stations weighed in, was packed, and stayed with who ordered it."""
    # All of it in one call: conditions on many rows in two would each find a filling of its own.
    rows = ProductionInput.objects.filter(
        _within(days, _PACKED),
        weigh_in__station_key__in=index.station_keys,
        **{f"{_FILL}line__order__state__in": FILLED_STATES},
    ).order_by("pk", f"{_FILL}pk")
    columns = (
        *(f"{_FILL}pk", _PACKED, f"{_FILL}units", f"{_FILL}returned_units"),
        *("production__article__grams_per_unit", "production__units"),
        *("production__loss_grams", "grams"),
    )
    goods = _Goods(index)
    for row in rows.values_list(*columns, *_origin("weigh_in__")):
        fill_id, at, units, returned, per_unit, batch_units, loss, grams, *origin = row
        terms = Filled(units, returned, per_unit, batch_units, loss)
        goods.add((fill_id, terms), timezone.localdate(at), _Origin(*origin), grams)
    yield from goods.sales()


class _Goods:
    """Goods of one pairing on one delivery, or in one filling, brought together.

    They are rounded down once, so that goods of many households lose no more than a gram.
    """

    def __init__(self, index: _Index) -> None:
        self._index = index
        self._grams: dict[tuple[Any, int, date, int], int] = defaultdict(int)

    def add(self, sold: Any, on: date, origin: _Origin, grams: int) -> None:
        """Note so much of an origin, for the pairings that it counts for."""
        for pairing in self._index.of_origin(origin, on):
            self._grams[sold, pairing.pk, on, origin.product_id] += grams

    def sales(self) -> Iterator[Sale]:
        """What was sold of it."""
        for ((_, terms), pairing_id, on, product_id), grams in self._grams.items():
            if sold := terms.sold_of(grams):
                yield Sale(pairing_id, on, product_id, sold)


def _counted(pairings: Iterable[Pairing], on: date, product_id: int, grams: int) -> Iterator[Sale]:
    for pairing in pairings:
        if grams:
            yield Sale(pairing.pk, on, product_id, grams)


def _disputed(state: str | None, claimed: int | None, upheld: int | None) -> int:
    """What of a delivery is not paid for: the claim until both agree, then its outcome."""
    if state is None:
        return 0
    return (upheld or 0) if state == ClaimState.SETTLED else (claimed or 0)


def _within(days: _Days, column: str) -> Q:
    """A condition on a moment: on one of some days, in the time of the county."""
    begins, ends = _midnight(days.first_on), _midnight(days.last_on + timedelta(days=1))
    return Q(**{f"{column}__gte": begins, f"{column}__lt": ends})


def _midnight(on: date) -> datetime:
    return timezone.make_aware(datetime.combine(on, time.min))


def _origin(path: str) -> tuple[str, ...]:
    return tuple(
        f"{path}{each}"
        for each in (
            *("station_key", "village__code", "household__uid", "weighed_on", "product_id"),
        )
    )
