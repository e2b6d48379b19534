"""The catalogue of what stations order for villagers: wares, their prices, their end."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from moli.audit.services.recording import Subject, record
from moli.audit.services.versions import end_version, locked_version
from moli.counter.models import Ware, WarePrice
from moli.counter.queries.places import village_code_of
from moli.counter.rules.wares import WareFacts, judge_price, judged_ware
from moli.kernel.actor import Actor
from moli.kernel.refusal import Refusal


class WareCodeTaken(Refusal):
    """Another ware has this code."""


class WareHasEnded(Refusal):
    """A ware that has ended takes no price and ends no second time on another day."""


class WarePriceTooEarly(Refusal):
    """A price begins after the one before, and not in the past."""


class WareEndsTooEarly(Refusal):
    """A ware ends after it and its last price have begun, and not in the past."""


def open_ware(  # noqa: PLR0913 - what a form asks
    *,
    code: str,
    facts: WareFacts,
    price_fen: int,
    fee_fen: int,
    from_on: date,
    by: Actor,
    at: datetime,
) -> Ware:
    """Let stations order a ware from a day on, at a price of which `fee_fen` is the station's.

    The same code again, saying the same, answers with the first ware; saying something else it is
    refused. Refuses words that are missing or too long, and a price out of range.
    """
    judged = judged_ware(facts)
    judge_price(price_fen, fee_fen=fee_fen)
    known = _known(code, judged)
    if known is not None:
        return known
    try:
        return _store(
            Ware(code=code, from_on=from_on, **asdict(judged)),
            WarePrice(price_fen=price_fen, fee_fen=fee_fen, from_on=from_on),
            by=by,
            at=at,
        )
    except IntegrityError:
        known = _known(code, judged)
        if known is None:
            raise
        return known


@transaction.atomic
def price_ware(
    *, code: str, price_fen: int, fee_fen: int, from_on: date, by: Actor, at: datetime
) -> WarePrice:
    """Give a ware another price from a day on; the one before ends on that day.

    The price in force already, from that day or before: answers with it. Refuses a ware that
    has ended, a price out of range, and a day in the past or not after the last price began:
    what was ordered at a price was ordered at it.
    """
    judge_price(price_fen, fee_fen=fee_fen)
    ware = _locked(code)
    if ware.to_on is not None:
        raise WareHasEnded(field="code", to_on=ware.to_on.isoformat())
    last = locked_version(WarePrice.objects.filter(ware=ware))
    if last is not None and _is_so(last, price_fen=price_fen, fee_fen=fee_fen, from_on=from_on):
        return last
    today = timezone.localdate(at)
    if from_on < today:
        raise WarePriceTooEarly(field="from_on", from_on=today.isoformat())
    if last is not None:
        end_version(last, on=from_on, too_early=WarePriceTooEarly)
    price = WarePrice.objects.create(
        ware=ware, price_fen=price_fen, fee_fen=fee_fen, from_on=from_on
    )
    record(
        verb="counter.price_ware",
        on=_subject(ware),
        by=by,
        at=at,
        price_fen=price_fen,
        fee_fen=fee_fen,
        from_on=from_on.isoformat(),
    )
    return price


@transaction.atomic
def end_ware(*, code: str, to_on: date, by: Actor, at: datetime) -> Ware:
    """Let a ware be ordered no more from a day on; what was ordered stays.

    Ended on that day already: answers with it. Refuses another day for one that has ended, and a
    day in the past or before its last price.
    """
    ware = _locked(code)
    if ware.to_on == to_on:
        return ware
    if ware.to_on is not None:
        raise WareHasEnded(field="code", to_on=ware.to_on.isoformat())
    today = timezone.localdate(at)
    if to_on < today:
        raise WareEndsTooEarly(field="to_on", from_on=today.isoformat())
    price = locked_version(WarePrice.objects.filter(ware=ware))
    if price is not None:
        end_version(price, on=to_on, too_early=WareEndsTooEarly)
    end_version(ware, on=to_on, too_early=WareEndsTooEarly)
    record(verb="counter.end_ware", on=_subject(ware), by=by, at=at, to_on=to_on.isoformat())
    return ware


@transaction.atomic
def _store(ware: Ware, price: WarePrice, *, by: Actor, at: datetime) -> Ware:
    ware.save(force_insert=True)
    price.ware = ware
    price.save(force_insert=True)
    record(
        verb="counter.open_ware",
        on=_subject(ware),
        by=by,
        at=at,
        price_fen=price.price_fen,
        fee_fen=price.fee_fen,
        from_on=ware.from_on.isoformat(),
    )
    return ware


def _known(code: str, facts: WareFacts) -> Ware | None:
    ware = Ware.objects.filter(code=code).first()
    if ware is not None and any(
        getattr(ware, name) != value for name, value in asdict(facts).items()
    ):
        raise WareCodeTaken(field="code", value=code)
    return ware


def _is_so(last: WarePrice, *, price_fen: int, fee_fen: int, from_on: date) -> bool:
    said = (last.price_fen, last.fee_fen)
    return said == (price_fen, fee_fen) and last.from_on <= from_on


def _locked(code: str) -> Ware:
    return Ware.objects.select_for_update(of=("self",)).get(code=code)


def _subject(ware: Ware) -> Subject:
    return Subject("ware", ware.code, village_code_of(ware.station_key) if ware.station_key else "")
