"""Goods from one station's stock for another: asked, agreed, handed over, weighed, packed."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, connection, transaction

from moli.orders.models import (
    Shrinkage,
    StockTransfer,
    StockTransferLoad,
    StockTransferStep,
    WeighIn,
)
from moli.orders.models.guards import TRANSFER_GUARDS
from moli.orders.queries.laws import order_laws
from moli.orders.queries.origins import origins
from moli.orders.queries.tracing import trace_of
from moli.orders.rules.producing import Input, InputUnfit, InputUnknown, NotEnoughWeighedIn
from moli.orders.rules.stock import NothingToShrink, ShrinkReason
from moli.orders.rules.transferring import (
    Asked,
    InputOfAnotherStation,
    LossWithoutReason,
    MoreThanAgreed,
    MoreThanAsked,
    MoreThanHandedOver,
    NothingPicked,
    SellerShareOutOfRange,
    TransferChangedSince,
    TransferDayOver,
    TransferDecline,
    TransferGramsOutOfRange,
    TransferMovedOn,
    TransferOfOtherArticle,
    TransferState,
    TransferStationUnknown,
    TransferToItself,
)
from moli.orders.services.agreeing_transfers import agree_transfer, decline_transfer
from moli.orders.services.asking_for_stock import Wanted, ask_for_stock, cancel_transfer
from moli.orders.services.handing_over_stock import (
    hand_over_stock,
    receive_stock,
    write_off_received,
)
from moli.orders.services.producing import Batch, produce
from moli.orders.services.shrinking import Loss, write_off_grams
from tests.factories import NOW, TESTER, TODAY, key
from tests.factories.orders import KG, tea_box, tea_grade, weighed_tea
from tests.factories.transfers import (
    BOXES,
    LOSS_GRAMS,
    act,
    agreed_on,
    asked_for,
    asking_station,
    giving_station,
    handed_over,
    packed_together,
    received_from,
    stock_to_give,
)
from tests.unchanged import refused, unchanged

pytestmark = pytest.mark.django_db
TAPPED = UUID(int=77)


def _left() -> list[int]:
    """What the giving station has left, oldest first."""
    rows = WeighIn.objects.filter(station_key=giving_station()).order_by("pk")
    return list(rows.values_list("left_grams", flat=True))


def _laws_hold() -> None:
    assert [law.law for law in order_laws() if not law.holds] == []


def test_tea_goes_from_one_station_to_another_and_into_its_boxes() -> None:
    row = handed_over()
    assert (row.state, row.agreed_grams, row.sent_grams) == ("SENT", 60 * KG, 60 * KG)
    assert _left() == [0, 0]

    row = received_from(row, lost_grams=600)
    assert (row.state, row.received_grams, row.loss_reason) == ("RECEIVED", 59_400, "DRIED")
    loads = row.loads.order_by("pk").values_list("left_grams", "shrunk_grams", "freed_grams")
    assert list(loads) == [(39_600, 400, 0), (19_800, 200, 0)]

    batch = packed_together(row)
    assert (batch.units, batch.loss_grams) == (BOXES, LOSS_GRAMS)
    assert list(row.loads.values_list("left_grams", flat=True)) == [0, 0]
    steps = row.steps.values_list("step", "grams", "by_name")
    assert list(steps) == [
        ("ASKED", 60 * KG, TESTER.name),
        ("AGREED", 60 * KG, TESTER.name),
        ("SENT", 60 * KG, TESTER.name),
        ("RECEIVED", 59_400, TESTER.name),
    ]
    _laws_hold()


def test_the_code_on_a_box_still_leads_to_where_the_tea_grew() -> None:
    batch = packed_together(received_from())

    trace = trace_of(batch.trace_code)
    origin = origins([batch.article_id])[batch.article_id]

    assert trace is not None
    assert trace.packed_at is not None
    assert trace.packed_at.key == asking_station()
    assert {row.key for row in trace.stations} == {asking_station(), giving_station()}
    assert len(trace.villages) == len({each.weigh_in.village_id for each in batch.inputs.all()})
    assert origin.grams == batch.units * batch.article.grams_per_unit


def test_what_was_agreed_is_kept_from_everybody_else() -> None:
    row = agreed_on()
    kept = row.loads.order_by("pk")[0].weigh_in

    loss = Loss(1, ShrinkReason.DRIED)
    with refused(NotEnoughWeighedIn, field="grams", value_grams=1, left_grams=0):
        write_off_grams(weigh_in_uid=kept.uid, loss=loss, request_key=key(), by=TESTER, at=NOW)
    second = asked_for()
    with refused(NotEnoughWeighedIn, field="loads", value_grams=KG, left_grams=0):
        agree_transfer(transfer_uid=second.uid, picked=[(kept.uid, KG)], act=act(second))


def test_nothing_is_kept_before_the_other_station_agrees() -> None:
    stock_to_give()
    asked_for()

    assert _left() == [40 * KG, 20 * KG]


@pytest.mark.parametrize("is_agreed", [True, False])
def test_a_cancelled_request_gives_everything_back(is_agreed: bool) -> None:
    stock = stock_to_give()
    row = agreed_on(of=stock) if is_agreed else asked_for()

    row = cancel_transfer(transfer_uid=row.uid, act=act(row))

    assert row.state == TransferState.CANCELLED
    assert _left() == [40 * KG, 20 * KG]
    _laws_hold()


def test_a_declined_request_says_why() -> None:
    row = asked_for()

    row = decline_transfer(
        transfer_uid=row.uid, decline_reason=TransferDecline.OWN_USE, act=act(row)
    )

    assert (row.state, row.decline_reason) == ("DECLINED", "OWN_USE")
    with refused(TransferMovedOn, field="transfer", transfer_state=TransferState.DECLINED):
        cancel_transfer(transfer_uid=row.uid, act=act(row))
    _laws_hold()


def test_what_is_not_handed_over_stays_with_who_had_it() -> None:
    row = handed_over(grams=45 * KG)

    assert row.sent_grams == 45 * KG
    assert _left() == [0, 15 * KG]
    received_from(row)
    _laws_hold()


def test_a_load_that_never_arrives_is_lost_with_its_reason() -> None:
    row = received_from(handed_over(), lost_grams=60 * KG)

    assert row.received_grams == 0
    assert sum(Shrinkage.objects.values_list("amount", flat=True)) == 60 * KG
    _laws_hold()


def test_each_step_is_taken_once() -> None:
    stock = stock_to_give()
    wanted = Wanted(asking_station(), giving_station(), tea_grade(2))
    first = [
        ask_for_stock(
            wanted=wanted, asked=Asked(KG, 400, TODAY), request_key=TAPPED, by=TESTER, at=NOW
        ).pk
        for _ in range(2)
    ]
    assert len(set(first)) == StockTransfer.objects.count() == 1
    row = StockTransfer.objects.get()
    tapped = act(row)
    agree_transfer(transfer_uid=row.uid, picked=[(stock[0].uid, KG)], act=tapped)
    with unchanged():
        again = agree_transfer(transfer_uid=row.uid, picked=[(stock[0].uid, KG)], act=tapped)
    assert again == row
    tapped = act(row)
    for _ in range(2):
        hand_over_stock(transfer_uid=row.uid, grams=KG, act=tapped)
    tapped = act(row)
    for _ in range(2):
        receive_stock(transfer_uid=row.uid, grams=KG, loss_reason=None, act=tapped)
    assert StockTransferStep.objects.count() == 4
    _laws_hold()


def test_whoever_looked_before_the_newest_step_is_told() -> None:
    row = agreed_on()

    with refused(TransferChangedSince, field="transfer"):
        hand_over_stock(transfer_uid=row.uid, grams=KG, act=act(row, seen_version=1))


@pytest.mark.parametrize(
    ("grams", "per_mille", "days", "kind", "field", "facts"),
    [
        (
            0,
            400,
            0,
            TransferGramsOutOfRange,
            "grams",
            {"value_grams": 0, "max_grams": 100_000_000},
        ),
        (KG, 1_001, 0, SellerShareOutOfRange, "seller_per_mille", {"value_mille": 1_001}),
        (KG, 400, -1, TransferDayOver, "needed_by_on", {"today": "2016-09-12"}),
    ],
)
def test_what_is_asked_for_is_in_range(
    grams: int,
    per_mille: int,
    days: int,
    kind: type[TransferDayOver],
    field: str,
    facts: dict[str, object],
) -> None:
    wanted = Wanted(asking_station(), giving_station(), tea_grade(2))
    asked = Asked(grams, per_mille, TODAY + timedelta(days=days))

    with refused(kind, field=field, **facts):
        ask_for_stock(wanted=wanted, asked=asked, request_key=key(), by=TESTER, at=NOW)


def test_a_station_asks_another_that_is_open_for_an_article_of_its_own() -> None:
    here, there, grade = asking_station(), giving_station(), tea_grade(2)
    asked, box = Asked(KG, 400, TODAY), tea_box(kept_at=there)

    def ask(wanted: Wanted) -> object:
        return ask_for_stock(wanted=wanted, asked=asked, request_key=key(), by=TESTER, at=NOW)

    with refused(TransferToItself, field="giving_station_key"):
        ask(Wanted(here, here, grade))
    with refused(TransferStationUnknown, field="giving_station_key"):
        ask(Wanted(here, str(uuid4()), grade))
    with refused(TransferOfOtherArticle, field="article"):
        ask(Wanted(here, there, grade, box))


def test_only_what_the_asked_station_weighed_and_nobody_waits_for_is_given() -> None:
    (stock,) = stock_to_give(80 * KG)
    row = asked_for()
    other = weighed_tea(at_station=asking_station())

    def give(*picked: tuple[UUID, int]) -> object:
        return agree_transfer(transfer_uid=row.uid, picked=picked, act=act(row))

    with refused(NothingPicked, field="loads"):
        give()
    with refused(MoreThanAsked, field="loads", value_grams=61 * KG, max_grams=60 * KG):
        give((stock.uid, 61 * KG))
    with refused(InputOfAnotherStation, field="loads"):
        give((other.uid, KG))
    with refused(InputUnknown, field="loads", found=0, value=1):
        give((uuid4(), KG))
    StockTransfer.objects.update(lowest_grade=tea_grade(1))
    WeighIn.objects.filter(pk=stock.pk).update(grade=tea_grade(2))
    with refused(InputUnfit, field="loads", grade="一级"):
        give((stock.uid, KG))


def test_no_more_is_handed_over_or_received_than_there_is() -> None:
    row = agreed_on()
    for grams in (0, 61 * KG):
        with refused(MoreThanAgreed, field="grams", value_grams=grams, max_grams=60 * KG):
            hand_over_stock(transfer_uid=row.uid, grams=grams, act=act(row))
    handed_over(row)

    def receive(grams: int, reason: ShrinkReason | None) -> object:
        return receive_stock(transfer_uid=row.uid, grams=grams, loss_reason=reason, act=act(row))

    for grams in (-1, 61 * KG):
        with refused(MoreThanHandedOver, field="grams", value_grams=grams, max_grams=60 * KG):
            receive(grams, None)
    with refused(LossWithoutReason, field="loss_reason", lost_grams=KG):
        receive(59 * KG, None)
    with refused(LossWithoutReason, field="loss_reason", lost_grams=0):
        receive(60 * KG, ShrinkReason.BROKEN)


def test_a_station_packs_no_tea_of_another_that_it_has_not_received() -> None:
    row = agreed_on()
    load = row.loads.select_related("weigh_in").order_by("pk")[0]
    box = tea_box(kept_at=asking_station())
    theirs = weighed_tea(at_station=giving_station())

    def pack(*inputs: Input) -> object:
        units = sum(each.grams for each in inputs) // box.grams_per_unit
        batch = Batch(box, units, 0, inputs)
        return produce(batch=batch, request_key=key(), by=TESTER, at=NOW)

    with refused(InputOfAnotherStation, field="inputs"):
        pack(Input(theirs.key, KG))
    with refused(InputOfAnotherStation, field="inputs"):
        pack(Input(load.weigh_in.key, KG, load.key))
    received_from(handed_over(row))
    with refused(InputUnknown, field="inputs", found=0, value=1):
        pack(Input(theirs.key, KG, load.key))
    with refused(NotEnoughWeighedIn, field="inputs", value_grams=41 * KG, left_grams=40 * KG):
        pack(Input(load.weigh_in.key, 41 * KG, load.key))
    pack(Input(load.weigh_in.key, KG, load.key))
    _laws_hold()


def test_the_county_store_packs_whatever_was_weighed_in_its_county() -> None:
    theirs = weighed_tea(at_station=giving_station())
    batch = Batch(tea_box(), 4, 0, (Input(theirs.key, KG),))

    assert produce(batch=batch, request_key=key(), by=TESTER, at=NOW).units == 4


def test_what_spoils_at_the_station_that_received_it_is_written_off_once() -> None:
    load = received_from().loads.order_by("pk")[0]
    tapped, loss = key(), Loss(2 * KG, ShrinkReason.SPOILED)

    for _ in range(2):
        write_off_received(load_uid=load.uid, loss=loss, request_key=tapped, by=TESTER, at=NOW)

    load.refresh_from_db()
    assert (load.left_grams, load.shrunk_grams) == (38 * KG, 2 * KG)
    for amount, kind, facts in (
        (0, NothingToShrink, {"value": 0}),
        (39 * KG, NotEnoughWeighedIn, {"value_grams": 39 * KG, "left_grams": 38 * KG}),
    ):
        field = "amount" if not amount else "grams"
        with refused(kind, field=field, **facts):
            write_off_received(
                load_uid=load.uid,
                loss=Loss(amount, ShrinkReason.SPOILED),
                request_key=key(),
                by=TESTER,
                at=NOW,
            )
    _laws_hold()


def test_what_is_on_its_way_is_written_off_only_when_it_arrives() -> None:
    load = handed_over().loads.order_by("pk")[0]

    with refused(TransferMovedOn, field="transfer", transfer_state=TransferState.SENT):
        write_off_received(
            load_uid=load.uid,
            loss=Loss(1, ShrinkReason.SPOILED),
            request_key=key(),
            by=TESTER,
            at=NOW,
        )


def test_a_step_that_was_written_is_never_changed() -> None:
    agreed_on()
    assert TRANSFER_GUARDS.standing(connection) == TRANSFER_GUARDS.names(connection)

    for statement in ("UPDATE {} SET grams = 1", "DELETE FROM {}"):
        with (
            pytest.raises(IntegrityError, match="_never_"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement.format("orders_stocktransferstep"))


def test_the_database_refuses_a_load_that_gives_more_than_it_has() -> None:
    agreed_on()

    with pytest.raises(IntegrityError), transaction.atomic():
        StockTransferLoad.objects.update(left_grams=61 * KG)
