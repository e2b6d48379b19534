"""Who may help on a day, and what they deal in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import OuterRef, QuerySet, Subquery

from moli.accounts.models import Appointment
from moli.accounts.rules import Role
from moli.enterprises.models import Enterprise
from moli.enterprises.rules import EnterpriseStatus
from moli.market.models import Demand
from moli.market.queries.offers import open_lots
from moli.orders.models import Article, BulkOrder, WeighIn
from moli.orders.rules.bulk import BulkState
from moli.pairing.rules.kinds import PairingKind
from moli.stations.models import Station
from moli.stations.queries import open_stations_of

Point = tuple[float, float]
Products = Mapping[str, frozenset[str]]
_PREFIXES = (6, 9, 12)


@dataclass(frozen=True)
class HelperRow:
    """One who may help: key, where it stands, what it deals in by code of the product.

    `order` says what it is without its key, so that rows which say the same stand in one order
    in every database that holds the same; `point` is nothing where the map knows no place.
    """

    key: str
    order: tuple[str, ...]
    point: Point | None
    products: frozenset[str] = frozenset()


def helpers_of(kind: PairingKind, *, on: date) -> list[HelperRow]:
    """Everybody who may help on a day, in an order of their own: six queries at most.

    Partners are open stations with an operator, enterprises those that the office has checked,
    practitioners people with an appointment as one.
    """
    found = {
        PairingKind.PARTNER: _partners,
        PairingKind.ENTERPRISE: _enterprises,
        PairingKind.PRACTITIONER: _practitioners,
    }[kind](on)
    return sorted(found, key=lambda row: (row.order, row.key))


def keys_that_may_help(kind: PairingKind, keys: Collection[str], *, on: date) -> set[str]:
    """Those of some keys that may help on a day: two queries at most."""
    if kind == PairingKind.PARTNER:
        stations = _stations_with_operator(on).values_list("uid", flat=True)
        return {str(uid) for uid in stations} & set(keys)
    if kind == PairingKind.ENTERPRISE:
        enterprises = _checked().values_list("uid", flat=True)
        return {str(uid) for uid in enterprises} & set(keys)
    people = _appointed(on).values_list("user__uid", flat=True)
    return {str(uid) for uid in people} & set(keys)


def _stations_with_operator(on: date) -> QuerySet[Station]:
    appointed = Appointment.objects.in_force(on=on).filter(
        role=Role.STATION_OPERATOR, user__is_active=True
    )
    keys = set(appointed.values_list("organisation_key", flat=True))
    return open_stations_of(sorted(keys), on=on)


def _partners(on: date) -> list[HelperRow]:
    columns = ("uid", "platform", "name", *_place("village"))
    stations = list(_stations_with_operator(on).values_list(*columns))
    by_station = _dealt_by_station()
    by_village = _offered_by_village(on)
    return [
        HelperRow(
            key=str(uid),
            order=(code, platform, name),
            point=_point(longitude, latitude),
            products=by_station.get(str(uid), frozenset()) | by_village.get(code, frozenset()),
        )
        for uid, platform, name, code, longitude, latitude in stations
    ]


def _checked() -> QuerySet[Enterprise]:
    return Enterprise.objects.filter(status=EnterpriseStatus.CHECKED)


def _enterprises(on: date) -> list[HelperRow]:
    newest = Demand.objects.filter(enterprise=OuterRef("pk")).order_by("-posted_at", "uid")
    rows = _checked().annotate(
        longitude=Subquery(newest.values("destination__longitude")[:1]),
        latitude=Subquery(newest.values("destination__latitude")[:1]),
    )
    # What is contracted was demanded before, so contracts add no product.
    demanded = _gathered(Demand.objects.values_list("enterprise__uid", "product__code"))
    ordered = _gathered(
        BulkOrder.objects.exclude(state=BulkState.CANCELLED).values_list(
            "enterprise__uid", "product__code"
        )
    )
    return [
        HelperRow(
            key=str(uid),
            order=(code,),
            point=_point(longitude, latitude),
            products=demanded.get(str(uid), frozenset()) | ordered.get(str(uid), frozenset()),
        )
        for uid, code, longitude, latitude in rows.values_list(
            "uid", "credit_code", "longitude", "latitude"
        )
    ]


def _appointed(on: date) -> QuerySet[Appointment]:
    return Appointment.objects.in_force(on=on).filter(role=Role.PRACTITIONER, user__is_active=True)


def _practitioners(on: date) -> list[HelperRow]:
    """People with an appointment; who has several stands where the longest of them is."""
    columns = ("user__uid", "user__phone", *_place("area"))
    rows = _appointed(on).order_by("from_on", "area__code").values_list(*columns)
    near = _dealt_by_area(on)
    found: dict[str, HelperRow] = {}
    for uid, phone, code, longitude, latitude in rows:
        # A number sorts and is not told: people who say the same have no other order.
        row = HelperRow(
            key=str(uid),
            order=(code, phone),
            point=_point(longitude, latitude),
            products=near.get(code, frozenset()),
        )
        found.setdefault(row.key, row)
    return list(found.values())


def _dealt_by_station() -> Products:
    """What stations weighed in or keep as articles: two queries."""
    weighed = WeighIn.objects.order_by().values_list("station_key", "product__code").distinct()
    kept = Article.objects.exclude(station_key="").values_list("station_key", "product__code")
    return _gathered([*weighed, *kept])


def _offered_by_village(on: date) -> Products:
    return _gathered(open_lots(on=on).order_by().values_list("village__code", "product__code"))


def _dealt_by_area(on: date) -> Products:
    """What stations of an area deal in and its villages offer, by code of any level: four."""
    villages = dict(Station.objects.in_force(on=on).values_list("uid", "village__code"))
    by_station = _dealt_by_station()
    pairs = [
        (code, product)
        for uid, code in villages.items()
        for product in by_station.get(str(uid), ())
    ]
    pairs += [
        (code, product)
        for code, products in _offered_by_village(on).items()
        for product in products
    ]
    return _gathered((code[:length], product) for code, product in pairs for length in _PREFIXES)


def _gathered(pairs: Iterable[tuple[object, str]]) -> Products:
    found: defaultdict[str, set[str]] = defaultdict(set)
    for key, product in pairs:
        found[str(key)].add(product)
    return {key: frozenset(products) for key, products in found.items()}


def _place(path: str) -> tuple[str, str, str]:
    return f"{path}__code", f"{path}__longitude", f"{path}__latitude"


def _point(longitude: float | None, latitude: float | None) -> Point | None:
    if longitude is None or latitude is None:
        return None
    return longitude, latitude
