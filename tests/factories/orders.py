"""Stock and orders: jasmine tea in boxes of 250 g, as in docs/orders.md."""

from __future__ import annotations

from datetime import date, datetime
from itertools import count

from moli.catalogue.models import Grade, Product
from moli.catalogue.rules import ProductKind, Storage
from moli.catalogue.services.adding import GradeDetails, ProductDetails, add_product
from moli.gateways.payment import Channel
from moli.households.models import Household
from moli.orders.models import Article, Order, Payment, Production, WeighIn
from moli.orders.rules.basket import Buyer, Wanted
from moli.orders.rules.paying import PaymentFacts
from moli.orders.rules.producing import Input
from moli.orders.rules.selling import ArticleDetails
from moli.orders.rules.weighing import Weighed
from moli.orders.services.opening_articles import open_article, set_price
from moli.orders.services.packing import pack_order
from moli.orders.services.paying import record_payment
from moli.orders.services.placing import place_order
from moli.orders.services.producing import Batch, produce
from moli.orders.services.weighing_in import Brought, weigh_in
from tests.factories.households import household
from tests.factories.market import key
from tests.factories.moments import NOW, TESTER, TODAY

KG = 1_000
BOX_GRAMS = 250
BOX_FEN = 3_800
_sequence = count(1)
TEA = ProductDetails(
    code="jasmine-tea",
    name="茉莉花茶",
    name_en="jasmine tea",
    kind=ProductKind.PROCESSED,
    season_months=(1, 12),
    grades=(GradeDetails("一级", "grade 1"), GradeDetails("统货", "ungraded")),
    shelf_days={Storage.AMBIENT: 540},
    shelf_source="worked example",
    other_names=(),
)


def tea() -> Product:
    """茉莉花茶 with two grades; always the same row."""
    return add_product(details=TEA, by=TESTER, at=NOW)


def tea_grade(rank: int = 1) -> Grade:
    """A grade of tea by its rank."""
    return Grade.objects.select_related("product").get(product=tea(), rank=rank)


def weighed_tea(
    *,
    grams: int = 300 * KG,
    tare_grams: int = 3 * KG,
    rank: int = 1,
    of: Household | None = None,
    harvested_on: date = date(2016, 9, 10),
    at_station: str = "",
) -> WeighIn:
    """Raw tea of one household on the scale; a new household unless one is given."""
    return weigh_in(
        brought=Brought(
            household=of or household(),
            grade=tea_grade(rank),
            station_key=at_station or "station-1",
        ),
        weighed=Weighed(grams + tare_grams, tare_grams, harvested_on),
        request_key=key(),
        by=TESTER,
        at=NOW,
    )


def tea_box(*, code: str = "jasmine-250", price_fen: int = BOX_FEN, kept_at: str = "") -> Article:
    """A box of 250 g of tea with a price; the same code is the same article."""
    row = open_article(
        details=ArticleDetails(
            code=code,
            name="横县茉莉花茶",
            name_en="Heng County jasmine tea",
            unit_name="250 克盒",
            unit_name_en="box of 250 g",
            grams_per_unit=BOX_GRAMS,
            packaging_fen=300,
            shelf_days=540,
            station_key=kept_at,
        ),
        lowest_grade=tea_grade(2),
        by=TESTER,
        at=NOW,
    )
    set_price(article_id=row.pk, price_fen=price_fen, from_on=TODAY, by=TESTER, at=NOW)
    return row


def packed_tea(
    article: Article,
    *,
    units: int,
    loss_grams: int = 0,
    of: Household | None = None,
    at: datetime = NOW,
) -> Production:
    """A batch of an article, packed from the tea of one household, a new one unless given."""
    grams = units * article.grams_per_unit + loss_grams
    row = weighed_tea(grams=grams, of=of, at_station=article.station_key)
    batch = Batch(article, units, loss_grams, (Input(row.key, row.grams),))
    return produce(batch=batch, request_key=key(), by=TESTER, at=at)


def stocked(units: int, *, code: str = "jasmine-250", kept_at: str = "") -> Article:
    """An article with a price, and so many units more on its shelf; the county's own, mostly."""
    article = tea_box(code=code, kept_at=kept_at)
    packed_tea(article, units=units)
    article.refresh_from_db()
    return article


def buyer_of(number: int = 0) -> Buyer:
    """A buyer with a telephone number of their own; a new one each time."""
    place = number or next(_sequence)
    return Buyer(name="买家", phone=f"138{place:08d}", address="南宁市民族大道 1 号")


def placed(*articles: str, units: int = 1, buyer: Buyer | None = None, at: datetime = NOW) -> Order:
    """An order of so many units of each article, a box of tea unless told otherwise."""
    return place_order(
        wanted=[Wanted(code, units) for code in articles or ("jasmine-250",)],
        buyer=buyer or buyer_of(),
        request_key=key(),
        by=TESTER,
        at=at,
    )


def payment_of(order: Order, *, reference: str = "", total_fen: int | None = None) -> PaymentFacts:
    """What a channel says of an order's payment: its sum, under a reference of its own."""
    return PaymentFacts(
        channel=Channel.WECHAT,
        reference=reference or f"wx-{next(_sequence)}",
        total_fen=order.total_fen if total_fen is None else total_fen,
    )


def paid_for(order: Order, *, at: datetime = NOW) -> Payment:
    """The payment of an order, written down."""
    return record_payment(order_uid=order.uid, facts=payment_of(order), by=TESTER, at=at)


def packed(order: Order) -> Order:
    """An order, paid and packed."""
    paid_for(order)
    return pack_order(order_uid=order.uid, by=TESTER, at=NOW)
