"""Which goods would have been left unsold: only what rows prove.

A deal saved goods when (1) a round, run within the last days of the lot's window and before the
deal, found nobody who would take any of it; and (2) up to the deal no enterprise but the buyer
was ever matched with the lot, nor would have been in the buyer's place. One thing missing, and
nothing is counted.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from importlib.resources import files

from moli.market.rules.unmatched import Unmet


@dataclass(frozen=True)
class UnsoldTerms:
    """How near to its last day a lot without a buyer is in trouble."""

    last_days: int
    last_days_reason: str


@dataclass(frozen=True)
class Deal:
    """A lot's goods went to an enterprise: by a proposal (its primary key), or without one."""

    lot_id: int
    enterprise_id: int
    bound_at: datetime
    proposal_id: int | None = None


@dataclass(frozen=True)
class RoundSaid:
    """A round: when it ran, and why which lots (by primary key) stayed without a match."""

    on: date
    run_at: datetime
    unmatched: Mapping[int, Unmet]


@dataclass(frozen=True)
class Offered:
    """A proposal of a lot to an enterprise, and whether others would have stepped in for it."""

    pk: int
    lot_id: int
    enterprise_id: int
    run_at: datetime
    others_would_take: bool


@cache
def unsold_terms() -> UnsoldTerms:
    """The terms that the package brings."""
    text = files("moli.market").joinpath("data", "unsold.toml").read_text(encoding="utf-8")
    return UnsoldTerms(**tomllib.loads(text))


def would_be_unsold(
    deal: Deal, *, last_on: date, rounds: Iterable[RoundSaid], offers: Iterable[Offered]
) -> bool:
    """Whether rows prove that a deal's goods would have been left unsold without it."""
    return _found_nobody(deal, last_on=last_on, rounds=rounds) and not _others(deal, offers)


def _found_nobody(deal: Deal, *, last_on: date, rounds: Iterable[RoundSaid]) -> bool:
    return any(
        said.run_at < deal.bound_at
        and 0 <= (last_on - said.on).days <= unsold_terms().last_days
        and said.unmatched.get(deal.lot_id) not in (None, Unmet.PART_ONLY)
        for said in rounds
    )


def _others(deal: Deal, offers: Iterable[Offered]) -> bool:
    """Whether anybody else was ever matched with the lot, or stood behind its buyer."""
    return any(
        offer.enterprise_id != deal.enterprise_id
        or (offer.pk == deal.proposal_id and offer.others_would_take)
        for offer in offers
        if offer.lot_id == deal.lot_id and offer.run_at <= deal.bound_at
    )
