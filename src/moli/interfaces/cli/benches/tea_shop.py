"""A shop that is full: 500 articles with plenty of units, and one of which everybody wants one."""

from __future__ import annotations

from datetime import datetime
from uuid import uuid4

from moli.catalogue.queries import products
from moli.households.rules.people import Relation, Sex
from moli.households.rules.registration import HouseholdFacts, PersonFacts
from moli.households.services.registering import register_household
from moli.interfaces.cli.command import OPERATOR
from moli.interfaces.cli.demo.moment import COUNTY_CODE
from moli.interfaces.cli.demo.places import load_divisions
from moli.interfaces.cli.demo.produce import load_products
from moli.orders.rules.producing import Input
from moli.orders.rules.selling import ArticleDetails
from moli.orders.rules.weighing import Weighed
from moli.orders.services.opening_articles import open_article, set_price
from moli.orders.services.producing import Batch, produce
from moli.orders.services.weighing_in import Brought, weigh_in
from moli.places.queries.directory import villages_inside

HOT = "hot"
ARTICLES = 500
_PLENTY_UNITS = 5_000
_BOX_GRAMS, _BOX_FEN = 250, 3_800


def open_shop(*, hot_units: int, at: datetime) -> dict[str, int]:
    """Fill the shop through the services that fill it in the county; articles by their code."""
    load_divisions()
    load_products()
    tea = products().get(code="jasmine-tea")
    village = villages_inside(area_codes=[COUNTY_CODE])[0]
    head = PersonFacts(
        name="演示",
        relation=Relation.HEAD,
        sex=Sex.MALE,
        born_on=at.date().replace(year=1970, day=1),
    )
    household = register_household(
        facts=HouseholdFacts(group_name="第一组"),
        people=[head],
        village=village,
        request_key=uuid4(),
        by=OPERATOR,
        at=at,
    )
    brought = Brought(household, tea.grades.all()[0], "station-1")
    units = {f"tea-{place:03d}": _PLENTY_UNITS for place in range(ARTICLES)} | {HOT: hot_units}
    return {code: _stocked(code, count, brought, at=at) for code, count in units.items()}


def _stocked(code: str, units: int, brought: Brought, *, at: datetime) -> int:
    article = open_article(
        details=ArticleDetails(
            code, "横县茉莉花茶", "Heng County jasmine tea", "盒", "box", _BOX_GRAMS
        ),
        lowest_grade=brought.grade,
        by=OPERATOR,
        at=at,
    )
    set_price(article_id=article.pk, price_fen=_BOX_FEN, from_on=at.date(), by=OPERATOR, at=at)
    row = weigh_in(
        brought=brought,
        weighed=Weighed(units * _BOX_GRAMS, 0, at.date()),
        request_key=uuid4(),
        by=OPERATOR,
        at=at,
    )
    batch = Batch(article, units, 0, (Input(row.key, row.grams),))
    produce(batch=batch, request_key=uuid4(), by=OPERATOR, at=at)
    return article.pk
