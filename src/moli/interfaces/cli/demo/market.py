"""Freight, lots and demands of the demo, posted as their authors would post them."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import TypeVar

from moli.catalogue.queries import products
from moli.enterprises.queries import enterprises
from moli.interfaces.cli.demo.growing import planned_demands, planned_lots
from moli.interfaces.cli.demo.harvests import HARVESTS
from moli.interfaces.cli.demo.moment import COUNTY_CODE, DAY, MAKER, at, request_key
from moli.interfaces.cli.demo.offers import PlannedDemand, PlannedLot
from moli.interfaces.cli.demo.passion_fruit import passion_fruit_demands, passion_fruit_lots
from moli.interfaces.cli.demo.people import buyer_of, load_contacts, seller_of
from moli.interfaces.cli.demo.places import NAMED_POOR, generated_poor_codes
from moli.interfaces.cli.demo.produce import product_details
from moli.kernel.distance import kilometres_between
from moli.kernel.money import FEN_PER_KG_PER_FEN_PER_JIN, MICRO_YUAN_PER_LI
from moli.market.services.posting_demands import DemandOffer, post_demand
from moli.market.services.posting_lots import LotOffer, post_lot
from moli.market.services.setting_tariffs import TariffTerms, set_tariff
from moli.places.queries.directory import destinations, villages_inside
from moli.places.rules.divisions import Kind

Planned = TypeVar("Planned", PlannedLot, PlannedDemand)

TARIFF = TariffTerms(
    handling_li_per_kg=200,
    rate_micro_yuan_per_kg_km=2_000,
    circuity_percent=130,
    km_per_day=400,
    source="演示数据：县内货运报价的估计",
)
# Freight is reckoned from here when the demo makes up what a buyer would offer.
_MIDDLE = (109.2, 22.8)


def load_tariff() -> None:
    """What freight costs since the beginning of the year."""
    set_tariff(terms=TARIFF, from_on=DAY.replace(month=1, day=1), by=MAKER, at=at(days_before=254))


def load_market_contacts() -> None:
    """An account for every village that sells and every enterprise that buys."""
    load_contacts(lot.village_code for lot in all_lots())


def load_lots() -> None:
    """Post every lot in the order of its moment, by its village's own contact."""
    village_ids = dict(
        villages_inside(area_codes=[COUNTY_CODE]).values_list("code", "pk").order_by("code")
    )
    grade_ids = _grade_ids()
    for lot in all_lots():
        post_lot(
            offer=LotOffer(
                village_id=village_ids[lot.village_code],
                grade_id=grade_ids[lot.product, lot.grade_rank],
                grams=lot.grams,
                floor_fen_per_kg=lot.floor_fen_per_jin * FEN_PER_KG_PER_FEN_PER_JIN,
                window=lot.window,
                households=lot.households,
                poor_households=lot.poor_households,
                words=lot.words,
            ),
            request_key=request_key(lot.name),
            by=seller_of(lot.village_code).actor,
            at=lot.posted_at,
        )


def load_demands() -> None:
    """Post every demand in the order of its moment, by its enterprise's own contact."""
    enterprise_ids = {row.short_name: row.pk for row in enterprises()}
    destination_ids = dict(destinations().values_list("code", "pk"))
    grade_ids = _grade_ids()
    for demand in all_demands():
        post_demand(
            offer=DemandOffer(
                enterprise_id=enterprise_ids[demand.buyer],
                lowest_grade_id=grade_ids[demand.product, demand.lowest_grade_rank],
                destination_id=destination_ids[demand.destination],
                grams=demand.grams,
                ceiling_fen_per_kg=demand.ceiling_fen_per_jin * FEN_PER_KG_PER_FEN_PER_JIN,
                window=demand.window,
                words=demand.words,
            ),
            request_key=request_key(demand.name),
            by=buyer_of(demand.buyer).actor,
            at=demand.posted_at,
        )


@cache
def all_lots() -> tuple[PlannedLot, ...]:
    """Every lot of the demo, first posted first. Needs the divisions and nothing else."""
    villages = villages_inside(area_codes=[COUNTY_CODE]).exclude(kind=Kind.OTHER)
    codes = list(villages.values_list("code", flat=True))
    poor = frozenset([*NAMED_POOR, *generated_poor_codes()])
    grades = _grades_by_product()
    lots = [
        lot
        for harvest in HARVESTS
        for lot in planned_lots(
            harvest, village_codes=codes, poor=poor, grades=grades[harvest.product]
        )
    ]
    return tuple(_in_order([*lots, *passion_fruit_lots()]))


@cache
def all_demands() -> tuple[PlannedDemand, ...]:
    """Every demand of the demo, first posted first."""
    freight = _freight_from_the_middle()
    grades = _grades_by_product()
    offered: dict[str, int] = {}
    for lot in all_lots():
        offered[lot.product] = offered.get(lot.product, 0) + lot.grams
    demands = [
        demand
        for harvest in HARVESTS
        for demand in planned_demands(
            harvest,
            wanted_grams=offered[harvest.product] * harvest.wanted_percent // 100,
            freight=freight,
            grades=grades[harvest.product],
        )
    ]
    return tuple(_in_order([*demands, *passion_fruit_demands()]))


def _in_order(planned: Iterable[Planned]) -> list[Planned]:
    return sorted(planned, key=lambda offer: (offer.posted_at, offer.name))


def _grades_by_product() -> dict[str, int]:
    return {details.code: len(details.grades) for details in product_details()}


def _grade_ids() -> dict[tuple[str, int], int]:
    return {
        (product.code, grade.rank): grade.pk
        for product in products()
        for grade in product.grades.all()
    }


def _freight_from_the_middle() -> dict[str, int]:
    """Freight to each destination in li per kg, as the tariff has it."""
    found = {}
    for row in destinations():
        straight_km = kilometres_between(
            longitude_a=_MIDDLE[0],
            latitude_a=_MIDDLE[1],
            longitude_b=row.longitude,
            latitude_b=row.latitude,
        )
        road_km = straight_km * TARIFF.circuity_percent / 100
        found[row.code] = TARIFF.handling_li_per_kg + round(
            road_km * TARIFF.rate_micro_yuan_per_kg_km / MICRO_YUAN_PER_LI
        )
    return found
