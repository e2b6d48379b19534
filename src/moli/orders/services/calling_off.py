"""Calling off: an enterprise orders a load from its contracts, and orders end."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from moli.audit.services.recording import Subject, record
from moli.enterprises.rules import EnterpriseStatus, may_trade
from moli.kernel.actor import Actor
from moli.kernel.refusal import Refusal
from moli.market.models import Contract
from moli.market.rules.offers import judge_price
from moli.market.services.holding import release_hold
from moli.market.services.posting_demands import EnterpriseNotChecked
from moli.orders.models import BulkOrder, BulkPart
from moli.orders.queries.bulk_parts import taken_of_contracts
from moli.orders.rules.bulk import BulkState
from moli.orders.rules.bulk_books import hold_owner
from moli.orders.rules.bulk_ordering import CallOff, CallOffPart, judge_call_off
from moli.orders.services.bulk_locking import judge_open, locked_order, locked_parts
from moli.orders.services.bulk_storing import Load, store_bulk_order

FIRST_SEASON = 1


class ContractsOfDifferentLoads(Refusal):
    """Contracts of one call-off have one enterprise, product, lowest grade and destination."""


class SeasonNotCovered(Refusal):
    """A contract does not cover this season."""


class NotEnoughInContract(Refusal):
    """A contract has less left in a season than would be called off."""


class SeasonPriceAgreed(Refusal):
    """The price of the first season stands in the contract; another is not named."""


class SeasonPriceMissing(Refusal):
    """From the second season on the price is named when a load is called off."""


class PriceBelowContractFloor(Refusal):
    """A season's price is below the floor that the contract guarantees."""


class AlreadyBrought(Refusal):
    """Households have brought goods for the order: it is closed, not cancelled."""


def call_off(*, wanted: CallOff, request_key: UUID, by: Actor, at: datetime) -> BulkOrder:
    """Order a load from contracts of one enterprise, one product, one destination.

    The same key again answers with the first order. The first season has the agreed price, later
    ones a named price that is no lower than the contract's floor. Refuses contracts that do not
    fit together or do not cover the season, more than a contract has left in it, a day that has
    passed, and an enterprise that may not trade any more.
    """
    known = BulkOrder.objects.filter(request_key=request_key).first()
    if known is not None:
        return known
    judge_call_off(wanted, today=timezone.localdate(at))
    try:
        return _store(wanted, request_key=request_key, by=by, at=at)
    except IntegrityError:
        known = BulkOrder.objects.filter(request_key=request_key).first()
        if known is None:
            raise
        return known


@transaction.atomic
def cancel_bulk_order(*, order_uid: UUID, by: Actor, at: datetime) -> BulkOrder:
    """Cancel an order before anything was brought for it; what it took is free again.

    A second call changes nothing. Refuses an order that is closed, and one for which something
    was brought.
    """
    order = locked_order(order_uid)
    if order.state == BulkState.CANCELLED:
        return order
    judge_open(order)
    parts = locked_parts(order)
    brought = sum(part.brought_grams for part in parts)
    if brought:
        raise AlreadyBrought(field="state", brought_grams=brought)
    return _end(order, parts, BulkState.CANCELLED, by=by, at=at)


@transaction.atomic
def close_bulk_order(*, order_uid: UUID, by: Actor, at: datetime) -> BulkOrder:
    """End an order: nothing more is delivered, and what was not sent is free again.

    A second call changes nothing. Refuses an order that was cancelled.
    """
    order = locked_order(order_uid)
    if order.state == BulkState.CLOSED:
        return order
    judge_open(order)
    return _end(order, locked_parts(order), BulkState.CLOSED, by=by, at=at)


def _end(
    order: BulkOrder, parts: Sequence[BulkPart], state: BulkState, *, by: Actor, at: datetime
) -> BulkOrder:
    """End an order whose parts are locked; of one that is closed what was sent stays taken."""
    keep = state == BulkState.CLOSED
    order.state, order.ended_at = state, at
    order.save(update_fields=["state", "ended_at"])
    for part in sorted(parts, key=lambda part: part.lot_id):
        if part.contract_id is None:
            release_hold(
                lot_id=part.lot_id,
                owner_key=hold_owner(part.key),
                keep_grams=part.sent_grams if keep else 0,
                by=by,
                at=at,
            )
    record(
        verb="orders.close_bulk_order" if keep else "orders.cancel_bulk_order",
        on=Subject("bulk_order", order.key),
        by=by,
        at=at,
        grams=sum(part.sent_grams for part in parts),
    )
    return order


@transaction.atomic
def _store(wanted: CallOff, *, request_key: UUID, by: Actor, at: datetime) -> BulkOrder:
    contracts = _locked([part.contract_uid for part in wanted.parts])
    by_uid = {contract.uid: contract for contract in contracts}
    _judge_one_load(contracts, wanted)
    _judge_left(contracts, wanted)
    demand = contracts[0].proposal.demand
    load = Load(
        enterprise=demand.enterprise,
        lowest_grade=demand.lowest_grade,
        destination=demand.destination,
        deliver_by_on=wanted.deliver_by_on,
        sharing=wanted.sharing,
    )
    parts = [
        BulkPart(
            contract=by_uid[part.contract_uid],
            season=wanted.season,
            lot=by_uid[part.contract_uid].proposal.lot,
            grams=part.grams,
            price_fen_per_kg=_price(part, by_uid[part.contract_uid], season=wanted.season),
        )
        for part in wanted.parts
    ]
    return store_bulk_order(load, parts=parts, request_key=request_key, by=by, at=at)


def _locked(uids: Sequence[UUID]) -> list[Contract]:
    return list(
        Contract.objects.select_for_update(of=("self",))
        .select_related(
            "proposal__lot",
            "proposal__demand__enterprise",
            "proposal__demand__lowest_grade",
            "proposal__demand__destination",
        )
        .filter(uid__in=uids)
        .order_by("pk")
    )


def _judge_one_load(contracts: Sequence[Contract], wanted: CallOff) -> None:
    loads = {
        (demand.enterprise_id, demand.lowest_grade_id, demand.destination_id)
        for demand in (contract.proposal.demand for contract in contracts)
    }
    lots = {contract.proposal.lot_id for contract in contracts}
    if len(loads) != 1 or not len(lots) == len(contracts) == len(wanted.parts):
        raise ContractsOfDifferentLoads(field="contracts", value=len(wanted.parts))
    enterprise = contracts[0].proposal.demand.enterprise
    if not may_trade(EnterpriseStatus(enterprise.status)):
        raise EnterpriseNotChecked(field="enterprise_id", name=enterprise.name)
    for contract in contracts:
        if not 1 <= wanted.season <= contract.seasons:
            raise SeasonNotCovered(
                field="season",
                value=wanted.season,
                number=contract.number,
                seasons_max=contract.seasons,
            )


def _judge_left(contracts: Sequence[Contract], wanted: CallOff) -> None:
    taken = taken_of_contracts([each.pk for each in contracts], season=wanted.season)
    grams = {part.contract_uid: part.grams for part in wanted.parts}
    for contract in contracts:
        left = contract.grams - taken[contract.pk]
        if grams[contract.uid] > left:
            raise NotEnoughInContract(
                field="grams",
                number=contract.number,
                left_grams=left,
                value_grams=grams[contract.uid],
            )


def _price(part: CallOffPart, contract: Contract, *, season: int) -> int:
    named = part.price_fen_per_kg
    if season == FIRST_SEASON:
        if named not in (None, contract.price_fen_per_kg):
            raise SeasonPriceAgreed(
                field="price_fen_per_kg", agreed_fen_per_kg=contract.price_fen_per_kg
            )
        return contract.price_fen_per_kg
    if named is None:
        raise SeasonPriceMissing(field="price_fen_per_kg", min_fen_per_kg=contract.floor_fen_per_kg)
    judge_price(named, field="price_fen_per_kg")
    if named < contract.floor_fen_per_kg:
        raise PriceBelowContractFloor(
            field="price_fen_per_kg",
            value_fen_per_kg=named,
            min_fen_per_kg=contract.floor_fen_per_kg,
        )
    return named
