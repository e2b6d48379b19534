"""Bulk orders: their states, and the states of what belongs to them."""

from __future__ import annotations

from enum import StrEnum


class QuoteState(StrEnum):
    """Where a quote stands; one whose last day is over is no longer accepted."""

    OFFERED = "OFFERED"
    ACCEPTED = "ACCEPTED"
    DECLINED = "DECLINED"


class BulkState(StrEnum):
    """Where a bulk order stands."""

    OPEN = "OPEN"
    CLOSED = "CLOSED"  # nothing more is delivered
    CANCELLED = "CANCELLED"  # before anything was delivered


class QuotaReason(StrEnum):
    """Why a household's quota changed."""

    SHARED_OUT = "SHARED_OUT"
    GIVEN_UP = "GIVEN_UP"  # the household cannot bring it
    TAKEN_OVER = "TAKEN_OVER"  # what others could not bring


class DeliveryState(StrEnum):
    """Where a delivery stands."""

    SENT = "SENT"
    ACCEPTED = "ACCEPTED"


class ClaimReason(StrEnum):
    """What a buyer says is wrong with goods."""

    DAMAGED = "DAMAGED"
    ROTTEN = "ROTTEN"
    GRADE = "GRADE"  # lower than agreed
    OTHER = "OTHER"


class ClaimState(StrEnum):
    """Where a claim stands."""

    OPEN = "OPEN"
    PROPOSED = "PROPOSED"  # one side has named an outcome, the other has not agreed yet
    SETTLED = "SETTLED"


class ClaimSide(StrEnum):
    """Who speaks in a claim."""

    SELLER = "SELLER"
    BUYER = "BUYER"
