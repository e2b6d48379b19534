"""What dealers paid at the farm gate before the round, as villages reported it; made up."""

from __future__ import annotations

from datetime import timedelta

from moli.catalogue.queries import products
from moli.interfaces.cli.demo.chance import Chance
from moli.interfaces.cli.demo.moment import COUNTY_CODE, DAY, at, request_key
from moli.interfaces.cli.demo.passion_fruit import LOTS, PRODUCT
from moli.interfaces.cli.demo.people import seller_of
from moli.interfaces.cli.demo.sales.tea import PRODUCT as TEA
from moli.kernel.money import FEN_PER_KG_PER_FEN_PER_JIN
from moli.market.services.reporting_prices import PriceSeen, report_price
from moli.places.queries.directory import villages_inside

# Grade and fen per jin, lowest and highest: a dealer at the road pays less than a firm in Nanning.
_SEEN = {PRODUCT: (2, 225, 262), TEA: (1, 4_600, 5_200)}
_REPORTERS = 6


def report_prices() -> None:
    """Six villages report one price each of passion fruit and of tea."""
    villages = dict(villages_inside(area_codes=[COUNTY_CODE]).values_list("code", "pk"))
    codes = [code for code, *_ in LOTS[:_REPORTERS]]
    for product, (rank, low, high) in _SEEN.items():
        grade = products().get(code=product).grades.get(rank=rank)
        for place, code in enumerate(codes):
            chance = Chance(f"price of {product} in {code}")
            days = chance.whole(1, 8)
            report_price(
                report=PriceSeen(
                    village_id=villages[code],
                    grade_id=grade.pk,
                    fen_per_kg=chance.whole(low, high) * FEN_PER_KG_PER_FEN_PER_JIN,
                    seen_on=DAY - timedelta(days=days),
                ),
                request_key=request_key(f"price of {product} in {code}"),
                by=seller_of(code).actor,
                at=at(days_before=days, hour=17, minutes=place),
            )
