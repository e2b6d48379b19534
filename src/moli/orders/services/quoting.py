"""Quotes: offering a load at a price, and the enterprise's answer."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction
from django.utils import timezone

from moli.audit.services.recording import Subject, record
from moli.catalogue.models import Grade
from moli.enterprises.models import Enterprise
from moli.enterprises.rules import EnterpriseStatus, may_trade
from moli.kernel.actor import Actor
from moli.kernel.refusal import Refusal
from moli.market.models import Lot
from moli.market.rules.offers import OfferState
from moli.market.services.holding import NotEnoughToHold, hold_lot
from moli.market.services.posting_demands import EnterpriseNotChecked
from moli.orders.models import BulkOrder, BulkPart, Quote, QuotePart
from moli.orders.rules.bulk import QuoteState
from moli.orders.rules.bulk_books import hold_owner
from moli.orders.rules.bulk_ordering import (
    QuoteOffer,
    Sharing,
    bulk_number,
    judge_quote_offer,
    judge_sharing,
)
from moli.orders.services.bulk_storing import Load, store_bulk_order

_USUAL = Sharing()


class QuoteLotUnfit(Refusal):
    """A lot is of another product than the quote, or of a lower grade."""


class QuoteBelowFloor(Refusal):
    """The price of a quote is below what a lot's village wants at least."""


class QuoteMovedOn(Refusal):
    """A quote was accepted or declined before."""


class QuoteOver(Refusal):
    """The last day of a quote has passed."""


def offer_quote(*, offer: QuoteOffer, request_key: UUID, by: Actor, at: datetime) -> Quote:
    """Offer an enterprise a load from open lots; nothing is held before it accepts.

    The same key again answers with the first quote. Refuses weights, prices and days that nobody
    can mean, an enterprise that may not trade, a lot of another product or a lower grade, one
    that has less left, and a price below a village's floor.
    """
    known = Quote.objects.filter(request_key=request_key).first()
    if known is not None:
        return known
    judge_quote_offer(offer, today=timezone.localdate(at))
    enterprise = Enterprise.objects.get(pk=offer.enterprise_id)
    _judge_may_trade(enterprise)
    grade = Grade.objects.get(pk=offer.lowest_grade_id)
    lots = _lots(offer, grade=grade, at=at)
    try:
        return _store(offer, lots=lots, request_key=request_key, by=by, at=at)
    except IntegrityError:
        return Quote.objects.get(request_key=request_key)


@transaction.atomic
def decline_quote(*, quote_uid: UUID, by: Actor, at: datetime) -> Quote:
    """Note that an enterprise does not want a load. A second call changes nothing.

    Refuses a quote that was accepted.
    """
    quote = _locked(quote_uid)
    if quote.state == QuoteState.DECLINED:
        return quote
    _judge_offered(quote)
    _answer(quote, QuoteState.DECLINED, by=by, at=at)
    record(verb="orders.decline_quote", on=Subject("quote", quote.key), by=by, at=at)
    return quote


@transaction.atomic
def accept_quote(
    *, quote_uid: UUID, by: Actor, at: datetime, sharing: Sharing = _USUAL
) -> BulkOrder:
    """Order the load of a quote: its lots' weight is held from now on, all of it or nothing.

    A second call answers with the order of the first. Refuses a quote that was declined or whose
    last day has passed, an enterprise that may not trade any more, and lots that have less left.
    """
    quote = _locked(quote_uid)
    if quote.state == QuoteState.ACCEPTED:
        return BulkOrder.objects.get(quote=quote)
    _judge_offered(quote)
    today = timezone.localdate(at)
    if quote.valid_until_on < today:
        raise QuoteOver(
            field="valid_until_on",
            valid_until_on=quote.valid_until_on.isoformat(),
            today=today.isoformat(),
        )
    _judge_may_trade(quote.enterprise)
    judge_sharing(sharing)
    parts = [
        BulkPart(lot=line.lot, grams=line.grams, price_fen_per_kg=quote.price_fen_per_kg)
        for line in quote.parts.select_related("lot").order_by("pk")
    ]
    # In key order, so that two acceptances of the same lots wait and never deadlock.
    for part in sorted(parts, key=lambda part: part.lot_id):
        hold_lot(lot_id=part.lot_id, owner_key=hold_owner(part.key), grams=part.grams, by=by, at=at)
    _answer(quote, QuoteState.ACCEPTED, by=by, at=at)
    load = Load(
        enterprise=quote.enterprise,
        lowest_grade=quote.lowest_grade,
        destination=quote.destination,
        deliver_by_on=quote.deliver_by_on,
        sharing=sharing,
        quote=quote,
    )
    return store_bulk_order(load, parts=parts, request_key=quote.request_key, by=by, at=at)


def _locked(uid: UUID) -> Quote:
    rows = Quote.objects.select_for_update(of=("self",))
    return rows.select_related("enterprise", "lowest_grade", "destination").get(uid=uid)


def _judge_may_trade(enterprise: Enterprise) -> None:
    if not may_trade(EnterpriseStatus(enterprise.status)):
        raise EnterpriseNotChecked(field="enterprise_id", name=enterprise.name)


def _judge_offered(quote: Quote) -> None:
    if quote.state != QuoteState.OFFERED:
        raise QuoteMovedOn(field="state", quote_state=QuoteState(quote.state))


def _answer(quote: Quote, state: QuoteState, *, by: Actor, at: datetime) -> None:
    quote.state, quote.answered_at = state, at
    quote.answered_by_key, quote.answered_by_name = by.key, by.name
    quote.save(update_fields=["state", "answered_at", "answered_by_key", "answered_by_name"])


def _lots(offer: QuoteOffer, *, grade: Grade, at: datetime) -> Mapping[UUID, Lot]:
    uids = [line.lot_uid for line in offer.lines]
    lots = {lot.uid: lot for lot in Lot.objects.select_related("grade").filter(uid__in=uids)}
    for line in offer.lines:
        lot = lots.get(line.lot_uid)
        if lot is None or lot.product_id != grade.product_id or lot.grade.rank > grade.rank:
            raise QuoteLotUnfit(field="lots", grade=grade.name)
        is_open = lot.state == OfferState.OPEN and lot.ready_to_on >= timezone.localdate(at)
        left = lot.left_grams if is_open else 0
        if line.grams > left:
            raise NotEnoughToHold(field="lot", left_grams=left, value_grams=line.grams)
        if offer.price_fen_per_kg < lot.floor_fen_per_kg:
            raise QuoteBelowFloor(
                field="price_fen_per_kg",
                value_fen_per_kg=offer.price_fen_per_kg,
                min_fen_per_kg=lot.floor_fen_per_kg,
            )
    return lots


@transaction.atomic
def _store(
    offer: QuoteOffer, *, lots: Mapping[UUID, Lot], request_key: UUID, by: Actor, at: datetime
) -> Quote:
    uid = uuid4()
    grade = Grade.objects.get(pk=offer.lowest_grade_id)
    quote = Quote.objects.create(
        uid=uid,
        number=bulk_number("BJ", uid, on=timezone.localdate(at)),
        request_key=request_key,
        enterprise_id=offer.enterprise_id,
        product_id=grade.product_id,
        lowest_grade=grade,
        destination_id=offer.destination_id,
        grams=sum(line.grams for line in offer.lines),
        price_fen_per_kg=offer.price_fen_per_kg,
        deliver_by_on=offer.deliver_by_on,
        valid_until_on=offer.valid_until_on,
        by_key=by.key,
        by_name=by.name,
        at=at,
    )
    QuotePart.objects.bulk_create(
        QuotePart(quote=quote, lot=lots[line.lot_uid], grams=line.grams) for line in offer.lines
    )
    record(
        verb="orders.offer_quote",
        on=Subject("quote", quote.key),
        by=by,
        at=at,
        number=quote.number,
        grams=quote.grams,
        price_fen_per_kg=quote.price_fen_per_kg,
        enterprise=quote.enterprise.key,
    )
    return quote
