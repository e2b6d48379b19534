"""Settled orders: tea of three households, as in docs/settlement.md."""

from __future__ import annotations

from datetime import date, datetime

from moli.gateways.payment import Channel
from moli.households.models import Household
from moli.kernel.actor import Actor
from moli.orders.models import Article, Claim, Delivery, Order, OrderLine
from moli.orders.rules.producing import Input
from moli.orders.services.producing import Batch, produce
from moli.orders.services.returning import CameBack, take_back
from moli.settlement.models import BankAccount, Payout, PayoutBatch, Settlement, WaterfallRule
from moli.settlement.rules.waterfall import CapUnit, Terms
from moli.settlement.services.approving_batches import approve_batch
from moli.settlement.services.handing_over import hand_over
from moli.settlement.services.making_batches import make_batch
from moli.settlement.services.naming_accounts import AccountFacts, name_account
from moli.settlement.services.setting_rules import Scope, set_rule
from moli.settlement.services.settling import settle_order
from moli.settlement.services.settling_deliveries import settle_delivery
from tests.factories.bulk import (
    TONNE,
    accepted,
    brought,
    called_off,
    contract,
    first_part,
    remitted,
    sent,
)
from tests.factories.households import household
from tests.factories.market import key
from tests.factories.moments import NOW, TESTER
from tests.factories.orders import KG, packed, placed, tea_box, weighed_tea
from tests.factories.places import YAOBU

TERMS = Terms(commission_per_mille=30, cap_fen=100, cap_unit=CapUnit.UNIT, transport_fen_per_kg=800)
MAKER = Actor(key="user:maker", name="出纳")
CHECKER = Actor(key="user:checker", name="会计")
TEA_GRAMS = (250 * KG, 167 * KG, 83 * KG)


def general_rule(terms: Terms = TERMS, *, from_on: date = date(2016, 1, 1)) -> WaterfallRule:
    """The general rule: 3 %, at most 1 yuan a unit, and 8 yuan a kilogram for the road."""
    return set_rule(
        scope=Scope(), terms=terms, from_on=from_on, source="县供销社会议纪要", by=TESTER, at=NOW
    )


def shelf_of_three(
    grams: tuple[int, ...] = TEA_GRAMS,
    *,
    of: list[Household] | None = None,
    code: str = "jasmine-250",
    at_station: str = "",
) -> tuple[Article, list[Household]]:
    """Boxes of 250 g from one batch of several households' tea: new ones unless they are given."""
    article = tea_box(code=code)
    households = of or [household() for _ in grams]
    weighed = [
        weighed_tea(grams=g, of=h, at_station=at_station)
        for g, h in zip(grams, households, strict=True)
    ]
    inputs = tuple(Input(row.key, row.grams) for row in weighed)
    batch = Batch(article, sum(grams) // article.grams_per_unit, 0, inputs)
    produce(batch=batch, request_key=key(), by=TESTER, at=NOW)
    return article, households


def packed_order(*, units: int = 1, code: str = "jasmine-250") -> Order:
    """An order of tea, paid and packed."""
    return packed(placed(code, units=units))


def settled(order: Order, *, at: datetime = NOW) -> list[Settlement]:
    """An order's settlements."""
    return settle_order(order_id=order.pk, by=TESTER, at=at)


def brought_back(order: Order, *, units: int, at: datetime = NOW) -> None:
    """Units of an order's first line that came back, to the shelf."""
    line: OrderLine = order.lines.select_related("article").order_by("pk")[0]
    goods = CameBack(line.article.code, units, is_restocked=True)
    take_back(order_uid=order.uid, goods=goods, request_key=key(), by=TESTER, at=at)


def card_of(
    row: Household, *, number: str = "", holder: str = "韦永生", at: datetime = NOW
) -> BankAccount:
    """A bank account of a household, at a made-up number of its own."""
    facts = AccountFacts(
        number=number or f"6222 0000 {row.pk:08d}", bank_name="农信社", holder_name=holder
    )
    return name_account(household_id=row.pk, facts=facts, by=TESTER, at=at)


def money_in_bank(total_fen: int, *, reference: str = "1", at: datetime = NOW) -> None:
    """What a payment channel has handed over."""
    hand_over(
        channel=Channel.WECHAT, total_fen=total_fen, bank_reference=reference, by=TESTER, at=at
    )


def earned(*, units: int = 10, at_station: str = "") -> tuple[Order, list[Household]]:
    """A settled order of tea of three households that have bank accounts; its money is there."""
    general_rule()
    _, households = shelf_of_three(at_station=at_station)
    order = packed_order(units=units)
    settled(order)
    for row in households:
        card_of(row)
    money_in_bank(order.total_fen)
    return order, households


def batch_made(*, by: Actor = MAKER, at: datetime = NOW) -> PayoutBatch:
    """A batch of everything that is owed."""
    return make_batch(request_key=key(), by=by, at=at)


def batch_sent(*, at: datetime = NOW) -> PayoutBatch:
    """A batch that another person has approved."""
    return approve_batch(batch_id=batch_made(at=at).pk, by=CHECKER, at=at)


def payout_of(batch: PayoutBatch, row: Household) -> Payout:
    """What a household gets with a batch."""
    return Payout.objects.get(batch=batch, household=row)


def shared_delivery(delivery: Delivery, *, at: datetime = NOW) -> list[Settlement]:
    """All settlements of a delivery, after what is due of it was shared."""
    return settle_delivery(delivery_id=delivery.pk, by=TESTER, at=at)


def paid_load(
    *mosts: int, claimed_grams: int = 0, at: datetime = NOW, **costs: int
) -> tuple[Delivery, list[Household]]:
    """A small delivery of some households whose undisputed price has arrived, not shared yet."""
    households = [household(village_code=YAOBU) for _ in mosts]
    part = first_part(called_off(contract(grams=max(sum(mosts), 5 * TONNE)), grams=sum(mosts)))
    weighed = brought(part, mosts=mosts, of=households)
    load = sent(weighed, **{"freight_fen": 0, "packaging_fen": 0, **costs})
    delivery = accepted(load, claimed_grams=claimed_grams)
    claim = Claim.objects.filter(delivery=delivery).first()
    held_fen = claim.held_fen if claim else 0
    remitted(delivery, total_fen=(delivery.total_fen or 0) - held_fen, at=at)
    return delivery, households
