"""Weighing in, opening articles, packing batches and writing off: changes, repetitions, each no."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from moli.audit.models import Event
from moli.catalogue.rules import Storage
from moli.orders.models import Article, ArticlePrice, Production, Shrinkage, StockMove, WeighIn
from moli.orders.rules.producing import (
    Input,
    InputsDoNotAddUp,
    InputUnfit,
    InputUnknown,
    NotEnoughWeighedIn,
    ProductionOutOfRange,
)
from moli.orders.rules.selling import (
    ArticleCodeOfTheShop,
    ArticleDetails,
    ArticleOutOfRange,
    ArticlePriceOutOfRange,
    BuyerCapOutOfRange,
    PriceNotAfterAnother,
)
from moli.orders.rules.stock import NotEnoughToShrink, NothingToShrink, ShrinkReason
from moli.orders.rules.weighing import (
    HarvestNotYet,
    HarvestOver,
    NetWeightOutOfRange,
    ShelfLifeUnknown,
    Weighed,
)
from moli.orders.services.opening_articles import (
    close_article,
    open_article,
    set_flash_sale,
    set_price,
)
from moli.orders.services.producing import Batch, produce
from moli.orders.services.shrinking import Loss, write_off_grams, write_off_units
from moli.orders.services.weighing_in import Brought, weigh_in
from tests.factories import NOW, TESTER, TODAY, grade, household, key, mushroom
from tests.factories.orders import (
    BOX_FEN,
    KG,
    packed_tea,
    placed,
    stocked,
    tea_box,
    tea_grade,
    weighed_tea,
)
from tests.unchanged import refused, unchanged

pytestmark = pytest.mark.django_db


def test_the_scale_says_gross_and_tare_and_stock_is_the_difference() -> None:
    row = weighed_tea(grams=300 * KG, tare_grams=3 * KG)

    assert (row.gross_grams, row.grams, row.left_grams) == (303 * KG, 300 * KG, 300 * KG)
    assert row.best_before_on == date(2016, 9, 10) + timedelta(days=540)
    assert row.village_id == row.household.village_id
    told = Event.objects.get(verb="orders.weigh_in")
    assert told.facts == {"grams": 300 * KG, "station": "station-1"}


def test_weighed_in_twice_with_one_key_is_once() -> None:
    brought = Brought(household(), tea_grade(), "station-1")
    weighed, tapped = Weighed(5 * KG, 0, TODAY), key()

    rows = {
        weigh_in(brought=brought, weighed=weighed, request_key=tapped, by=TESTER, at=NOW).pk
        for _ in range(2)
    }

    assert rows == set(WeighIn.objects.values_list("pk", flat=True))
    assert len(rows) == 1


@pytest.mark.parametrize(("gross", "tare"), [(5, 5), (5, 6), (5, -1), (100_000_000_001, 0)])
def test_a_weight_out_of_range_is_refused(gross: int, tare: int) -> None:
    brought = Brought(household(), tea_grade(), "station-1")
    facts = {"value_grams": gross - tare, "max_grams": 100_000_000}

    with refused(NetWeightOutOfRange, field="gross_grams", **facts):
        weigh_in(
            brought=brought,
            weighed=Weighed(gross, tare, TODAY),
            request_key=key(),
            by=TESTER,
            at=NOW,
        )


@pytest.mark.parametrize("harvested_on", [date(2006, 9, 12), date(1, 1, 1)])
def test_a_harvest_that_has_spoiled_is_a_mistyped_day(harvested_on: date) -> None:
    brought = Brought(household(), tea_grade(), "station-1")

    with refused(HarvestOver, field="harvested_on", first_on="2015-03-22", shelf_days=540):
        weigh_in(
            brought=brought,
            weighed=Weighed(KG, 0, harvested_on),
            request_key=key(),
            by=TESTER,
            at=NOW,
        )


def test_what_is_good_until_today_is_taken_in() -> None:
    brought = Brought(household(), tea_grade(), "station-1")
    weighed = Weighed(KG, 0, TODAY - timedelta(days=540))

    row = weigh_in(brought=brought, weighed=weighed, request_key=key(), by=TESTER, at=NOW)

    assert row.best_before_on == TODAY


def test_tomorrows_harvest_and_an_unknown_shelf_life_are_refused() -> None:
    someone = household()
    mushroom()
    tomorrow = Weighed(KG, 0, TODAY + timedelta(days=1))
    frozen = Brought(someone, tea_grade(), "station-1", storage=Storage.FROZEN)

    with refused(HarvestNotYet, field="harvested_on", today="2016-09-12"):
        weigh_in(
            brought=Brought(someone, tea_grade(), "station-1"),
            weighed=tomorrow,
            request_key=key(),
            by=TESTER,
            at=NOW,
        )
    with refused(ShelfLifeUnknown, field="storage", storage="FROZEN"):
        weigh_in(
            brought=frozen, weighed=Weighed(KG, 0, TODAY), request_key=key(), by=TESTER, at=NOW
        )


def test_a_batch_takes_its_inputs_and_fills_the_shelf() -> None:
    box, row = tea_box(), weighed_tea(grams=100 * KG)

    made = produce(
        batch=Batch(box, 300, 5 * KG, (Input(row.key, 50 * KG), Input(row.key, 30 * KG))),
        request_key=key(),
        by=TESTER,
        at=NOW,
    )

    row.refresh_from_db()
    box.refresh_from_db()
    assert row.left_grams == 20 * KG
    assert (made.units, made.left_units, box.on_hand_units) == (300, 300, 300)
    assert [(each.weigh_in_id, each.grams) for each in made.inputs.all()] == [(row.pk, 80 * KG)]
    assert made.best_before_on == TODAY + timedelta(days=540)
    assert len(made.trace_code) == 12
    move = StockMove.objects.get()
    assert (move.kind, move.on_hand_change, move.production_id) == ("PRODUCED", 300, made.pk)


def test_a_batch_sent_twice_is_packed_once() -> None:
    box, row, tapped = tea_box(), weighed_tea(grams=KG), key()
    batch = Batch(box, 2, 0, (Input(row.key, 500),))

    made = {produce(batch=batch, request_key=tapped, by=TESTER, at=NOW).pk for _ in range(2)}

    assert len(made) == Production.objects.count() == 1
    box.refresh_from_db()
    assert box.on_hand_units == 2


def test_without_a_shelf_life_of_its_own_a_unit_keeps_as_long_as_its_oldest_input() -> None:
    old = weighed_tea(grams=KG, harvested_on=date(2016, 1, 1))
    new = weighed_tea(grams=KG)
    box = open_article(
        details=ArticleDetails("loose", "散装茶", "loose tea", "公斤", "kg", grams_per_unit=KG),
        lowest_grade=tea_grade(2),
        by=TESTER,
        at=NOW,
    )

    made = produce(
        batch=Batch(box, 2, 0, (Input(new.key, KG), Input(old.key, KG))),
        request_key=key(),
        by=TESTER,
        at=NOW,
    )

    assert made.best_before_on == old.best_before_on


def test_inputs_that_do_not_fit_are_refused() -> None:
    box, row, poor = tea_box(), weighed_tea(grams=KG), weighed_tea(grams=KG, rank=2)
    fruit = weigh_in(
        brought=Brought(household(), grade(rank=1), "station-1"),
        weighed=Weighed(KG, 0, TODAY),
        request_key=key(),
        by=TESTER,
        at=NOW,
    )
    Article.objects.filter(pk=box.pk).update(lowest_grade=tea_grade(1))

    def pack(units: int, loss_grams: int, *inputs: Input) -> Production:
        batch = Batch(box, units, loss_grams, inputs)
        return produce(batch=batch, request_key=key(), by=TESTER, at=NOW)

    with refused(ProductionOutOfRange, field="units", value=0, units_max=1_000_000):
        pack(0, 250, Input(row.key, 250))
    with refused(ProductionOutOfRange, field="units", value=2, units_max=1_000_000):
        pack(2, -250, Input(row.key, 250))
    with refused(InputsDoNotAddUp, field="inputs", value_grams=500, needed_grams=510):
        pack(2, 10, Input(row.key, 500))
    with refused(InputsDoNotAddUp, field="inputs", value_grams=250, needed_grams=250):
        pack(1, 0, Input(row.key, 500), Input(poor.key, -250))
    with refused(NotEnoughWeighedIn, field="inputs", value_grams=1_250, left_grams=1_000):
        pack(5, 0, Input(row.key, 1_250))
    for unfit in (poor, fruit):
        with refused(InputUnfit, field="inputs", grade="一级"):
            pack(4, 0, Input(unfit.key, KG))
    with refused(InputUnknown, field="inputs", found=0, value=1):
        pack(4, 0, Input(str(key()), KG))


def test_an_article_is_opened_once_and_opened_again_after_it_was_closed() -> None:
    box = tea_box()
    close_article(article_id=box.pk, by=TESTER, at=NOW)
    with unchanged():
        close_article(article_id=box.pk, by=TESTER, at=NOW)

    again = tea_box()

    assert (again.pk, again.is_open) == (box.pk, True)
    assert Event.objects.filter(verb="orders.open_article").count() == 2
    with unchanged():
        tea_box()


def test_an_article_out_of_range_is_refused() -> None:
    lowest = tea_grade()
    facts = {"value_grams": 50_001, "max_grams": 50_000}

    with refused(ArticleOutOfRange, field="grams_per_unit", **facts):
        open_article(
            details=ArticleDetails("x", "茶", "tea", "箱", "box", grams_per_unit=50_001),
            lowest_grade=lowest,
            by=TESTER,
            at=NOW,
        )


@pytest.mark.parametrize("code", ["basket", "checkout", "find", "order", "orders"])
def test_an_article_whose_page_the_shop_itself_would_hide_is_refused(code: str) -> None:
    lowest = tea_grade()

    with refused(ArticleCodeOfTheShop, field="code", article=code):
        open_article(
            details=ArticleDetails(code, "茶", "tea", "箱", "box", grams_per_unit=KG),
            lowest_grade=lowest,
            by=TESTER,
            at=NOW,
        )


def test_prices_are_history() -> None:
    box = tea_box()

    def cost(fen: int, days: int) -> ArticlePrice:
        day = TODAY + timedelta(days=days)
        return set_price(article_id=box.pk, price_fen=fen, from_on=day, by=TESTER, at=NOW)

    cost(4_200, 5)

    prices = ArticlePrice.objects.in_force(on=TODAY + timedelta(days=4))
    assert prices.get().price_fen == BOX_FEN
    assert ArticlePrice.objects.in_force(on=TODAY + timedelta(days=5)).get().price_fen == 4_200
    with unchanged():
        cost(4_200, 5)
    with refused(PriceNotAfterAnother, field="from_on", from_on="2016-09-17"):
        cost(4_300, 5)
    with refused(ArticlePriceOutOfRange, field="price_fen", value_fen=0, max_fen=10_000_000):
        cost(0, 9)


def test_a_flash_sale_is_set_once_and_its_limit_is_one_or_more() -> None:
    box = tea_box()

    def sell(most: int | None) -> Article:
        return set_flash_sale(
            article_id=box.pk, begins_at=NOW, per_buyer_max=most, by=TESTER, at=NOW
        )

    assert sell(2).per_buyer_max == 2
    with unchanged():
        sell(2)
    with refused(BuyerCapOutOfRange, field="per_buyer_max", value=0):
        sell(0)
    assert sell(None).per_buyer_max is None


def test_what_is_written_off_stands_written_with_its_reason() -> None:
    box, row, tapped = stocked(10), weighed_tea(grams=KG), key()
    batch = Production.objects.get()
    units, grams = Loss(4, ShrinkReason.BROKEN), Loss(300, ShrinkReason.DRIED)
    about = {"by": TESTER, "at": NOW}

    for _ in range(2):
        write_off_units(production_uid=batch.uid, loss=units, request_key=tapped, **about)
    write_off_grams(weigh_in_uid=row.uid, loss=grams, request_key=key(), **about)

    for each in (box, row, batch):
        each.refresh_from_db()
    assert (box.on_hand_units, batch.left_units, batch.shrunk_units) == (6, 6, 4)
    assert (row.left_grams, row.shrunk_grams) == (700, 300)
    assert list(Shrinkage.objects.values_list("amount", "reason")) == [
        (4, "BROKEN"),
        (300, "DRIED"),
    ]
    with refused(NotEnoughWeighedIn, field="grams", value_grams=701, left_grams=700):
        write_off_grams(
            weigh_in_uid=row.uid, loss=Loss(701, ShrinkReason.DRIED), request_key=key(), **about
        )
    with refused(NothingToShrink, field="amount", value=0):
        write_off_grams(
            weigh_in_uid=row.uid, loss=Loss(0, ShrinkReason.DRIED), request_key=key(), **about
        )


def test_what_orders_hold_is_not_written_off() -> None:
    stocked(10)
    placed(units=7)
    batch = Production.objects.get()

    with refused(NotEnoughToShrink, field="units", value=4, left_units=3):
        write_off_units(
            production_uid=batch.uid,
            loss=Loss(4, ShrinkReason.COUNTED),
            request_key=key(),
            by=TESTER,
            at=NOW,
        )


def test_batches_of_one_article_have_codes_of_their_own() -> None:
    box = tea_box()

    codes = {packed_tea(box, units=1).trace_code for _ in range(5)}

    assert len(codes) == 5
