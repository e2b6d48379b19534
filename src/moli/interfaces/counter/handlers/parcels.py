"""Parcels: taken in, handed out, given back, taken to send, collected, found again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from moli.counter.rules.parcels import ParcelFacts
from moli.counter.services import handing_out, missing_parcels, taking_in_parcels
from moli.interfaces.counter.handlers.reading import (
    Body,
    base_version_of,
    read_text,
    read_text_or_none,
    read_uuid,
    read_whole,
)
from moli.interfaces.counter.handlers.steps import stepped
from moli.interfaces.counter.handlers.who import occasion_of, read_household_or_none
from moli.sync.rules.pushing import Doing, Done, Handler, Pushed


def take_in(pushed: Pushed, doing: Doing) -> Done:
    """A parcel that came for somebody."""
    row = taking_in_parcels.take_in(
        facts=_facts(pushed.body),
        household=read_household_or_none(pushed.body, doing),
        occasion=occasion_of(pushed, doing),
    )
    return Done(key=row.key, version=row.version)


def take_to_send(pushed: Pushed, doing: Doing) -> Done:
    """A parcel that somebody sends."""
    body = pushed.body
    facts = _facts(
        body,
        weight_grams=read_whole(body, "weight_grams"),
        fee_fen=read_whole(body, "fee_fen"),
    )
    row = taking_in_parcels.take_to_send(
        facts=facts,
        household=read_household_or_none(body, doing),
        occasion=occasion_of(pushed, doing),
    )
    return Done(key=row.key, version=row.version)


def hand_out(pushed: Pushed, doing: Doing) -> Done:
    """A parcel given to whom it is for, or to somebody else by name."""
    row = handing_out.hand_out(
        ref=read_uuid(pushed.body, "ref"),
        left_name=read_text_or_none(pushed.body, "left_name"),
        base_version=base_version_of(pushed),
        occasion=occasion_of(pushed, doing),
    )
    return Done(key=row.key, version=row.version)


def _facts(body: Body, *, weight_grams: int | None = None, fee_fen: int = 0) -> ParcelFacts:
    return ParcelFacts(
        code=read_text(body, "code"),
        carrier=read_text_or_none(body, "carrier"),
        person_name=read_text_or_none(body, "person_name"),
        phone_tail=read_text_or_none(body, "phone_tail"),
        shelf=read_text_or_none(body, "shelf"),
        weight_grams=weight_grams,
        fee_fen=fee_fen,
    )


HANDLERS: Final[Mapping[str, Handler]] = {
    "parcel_in": take_in,
    "parcel_out": take_to_send,
    "parcel_handed": hand_out,
    "parcel_given_back": stepped(handing_out.give_back),
    "parcel_collected": stepped(handing_out.collect),
    "parcel_found": stepped(missing_parcels.find_again),
}
