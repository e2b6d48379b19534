"""Who takes a share of a price, and where the books keep it."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple

from moli.ledger.rules.chart import AccountKey, AccountKind


class ShareKind(StrEnum):
    """What a share of a line's price is for."""

    HOUSEHOLD = "HOUSEHOLD"
    STATION = "STATION"
    PACKAGING = "PACKAGING"
    TRANSPORT = "TRANSPORT"
    PLATFORM = "PLATFORM"
    BUYER = "BUYER"  # goes back, for goods that came back
    # Of no line: what a station's commission gives one person of its team.
    MEMBER = "MEMBER"


class Taker(NamedTuple):
    """Who takes a share: a kind and the key of its owner."""

    kind: ShareKind
    owner_key: str


HOUSEHOLD_OWNER = "household"
CHANNEL_OWNER = "channel"
MEMBER_OWNER = "member"
_OWNERS: Mapping[ShareKind, tuple[str, AccountKind]] = {
    ShareKind.HOUSEHOLD: (HOUSEHOLD_OWNER, AccountKind.PAYABLE),
    ShareKind.STATION: ("station", AccountKind.COMMISSION),
    ShareKind.PACKAGING: ("packer", AccountKind.PACKAGING),
    ShareKind.TRANSPORT: ("carrier", AccountKind.TRANSPORT),
    ShareKind.PLATFORM: ("platform", AccountKind.PLATFORM),
    ShareKind.BUYER: ("order", AccountKind.PAYABLE),
    ShareKind.MEMBER: (MEMBER_OWNER, AccountKind.PAYABLE),
}


def owner_kind(kind: ShareKind) -> str:
    """How the books name the owners of a kind of share; no two kinds have the same."""
    return _OWNERS[kind][0]


def account_key(taker: Taker) -> AccountKey:
    """The account to which a share goes."""
    owner, kind = _OWNERS[taker.kind]
    return AccountKey(owner, taker.owner_key, kind)


# Those whose shares stand on accounts of their own until a month's are moved to what is payable.
EARNERS = (ShareKind.STATION, ShareKind.PACKAGING, ShareKind.TRANSPORT, ShareKind.PLATFORM)
# Those who are paid as takers: earners, and the people among whom a station's earnings are shared.
PAYEES = (*EARNERS, ShareKind.MEMBER)
_PAYEES_BY_OWNER = {_OWNERS[kind][0]: kind for kind in PAYEES}


def taker_payable(taker: Taker) -> AccountKey:
    """The account from which a taker is paid."""
    return AccountKey(owner_kind(taker.kind), taker.owner_key, AccountKind.PAYABLE)


def taker_debt(taker: Taker) -> AccountKey:
    """The account of what a taker was given too much and had been paid; the next month pays it."""
    return AccountKey(owner_kind(taker.kind), taker.owner_key, AccountKind.RECEIVABLE)


def earner_of(account: AccountKey) -> Taker:
    """Whose account it is, among those who are paid as takers."""
    return Taker(_PAYEES_BY_OWNER[account.owner_kind], account.owner_key)


def earnings_prefix(taker: Taker) -> str:
    """How the references begin under which a taker's earnings are moved; a month follows."""
    return f"earnings:{taker.kind}:{taker.owner_key}:"


# How the references begin under which takers are paid; the bank's number follows.
TAKER_PAID = "taker:"


def household_account(key: str, kind: AccountKind) -> AccountKey:
    """An account of a household: what it is owed (PAYABLE), or owes (RECEIVABLE)."""
    return AccountKey(HOUSEHOLD_OWNER, key, kind)


def channel_account(channel: str) -> AccountKey:
    """Where the money of a payment channel is before it is handed over."""
    return AccountKey(CHANNEL_OWNER, channel, AccountKind.CLEARING)


# From which households are paid.
OFFICE_BANK = AccountKey("office", "county", AccountKind.BANK)
