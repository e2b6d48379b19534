"""Goods that one station gets from another's stock: states, and what may be agreed."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from importlib.resources import files

from moli.kernel.money import split_fen
from moli.kernel.refusal import Refusal
from moli.kernel.weight import GRAMS_PER_TONNE

MILLE = 1_000
TRANSFER_GRAMS_MAX = 100 * GRAMS_PER_TONNE
WORDS_SIGNS_MAX = 120


class TransferState(StrEnum):
    """Where goods stand that a station asked another for; also the steps on the way there."""

    ASKED = "ASKED"
    AGREED = "AGREED"  # weigh-ins are named and kept for the asking station
    SENT = "SENT"  # the giving station has handed them over
    RECEIVED = "RECEIVED"  # the asking station has weighed them
    DECLINED = "DECLINED"
    CANCELLED = "CANCELLED"


class TransferDecline(StrEnum):
    """Why a station does not give."""

    OWN_USE = "OWN_USE"
    GONE = "GONE"
    SHARE = "SHARE"
    ROAD = "ROAD"


class TransferMovedOn(Refusal):
    """The goods are no longer in a state that allows this step."""


class TransferChangedSince(Refusal):
    """Somebody has taken a step since the page was opened."""


class TransferToItself(Refusal):
    """A station asks another one, not itself."""


class TransferStationUnknown(Refusal):
    """Goods are asked for by, and of, a station that is open."""


class TransferGramsOutOfRange(Refusal):
    """More than nothing is asked for, at most a hundred tonnes."""


class SellerShareOutOfRange(Refusal):
    """The share of whoever sells is from nought to a thousand thousandths."""


class TransferDayOver(Refusal):
    """The day by which the goods are needed has passed."""


class TransferOfOtherArticle(Refusal):
    """The goods are for an article of the asking station, of its product and grade."""


class NothingPicked(Refusal):
    """Whoever gives names at least one weigh-in, each with more than nothing."""


class MoreThanAsked(Refusal):
    """No more is given than was asked for."""


class InputOfAnotherStation(Refusal):
    """A station packs what it weighed itself, or what it received from another."""


class MoreThanAgreed(Refusal):
    """More than nothing is handed over, and no more than was agreed."""


class MoreThanHandedOver(Refusal):
    """No more is received than was handed over, and never less than nothing."""


class LossWithoutReason(Refusal):
    """What was lost on the way has a reason, and a reason is of a loss."""


# Both may call off what was agreed; what is on its way is received, be it nothing.
_STEPS: Mapping[TransferState, frozenset[TransferState]] = {
    TransferState.ASKED: frozenset(
        {TransferState.AGREED, TransferState.DECLINED, TransferState.CANCELLED}
    ),
    TransferState.AGREED: frozenset({TransferState.SENT, TransferState.CANCELLED}),
    TransferState.SENT: frozenset({TransferState.RECEIVED}),
    TransferState.RECEIVED: frozenset(),
    TransferState.DECLINED: frozenset(),
    TransferState.CANCELLED: frozenset(),
}
# In these somebody still has to act.
OPEN_TRANSFERS = (TransferState.ASKED, TransferState.AGREED, TransferState.SENT)


@dataclass(frozen=True)
class ShareDefault:
    """The share that the asking form brings, and why."""

    seller_per_mille: int
    reason: str


@cache
def share_default() -> ShareDefault:
    """What the package brings (`data/transfers.toml`)."""
    text = files("moli.orders").joinpath("data", "transfers.toml").read_text(encoding="utf-8")
    return ShareDefault(**tomllib.loads(text)["share"])


@dataclass(frozen=True)
class Asked:
    """What a station asks for, and on which terms."""

    grams: int
    seller_per_mille: int
    needed_by_on: date


def judge_step(state: str, later: TransferState) -> None:
    """Refuse a step that is not lawful."""
    if later not in _STEPS[TransferState(state)]:
        raise TransferMovedOn(field="transfer", transfer_state=TransferState(state))


def judge_version(version: int, *, seen: int) -> None:
    """Refuse whoever looked at the goods before the newest step."""
    if version != seen:
        raise TransferChangedSince(field="transfer")


def judge_asked(asked: Asked, *, today: date) -> None:
    """Refuse weights and shares out of range, and a day that has passed."""
    if not 0 < asked.grams <= TRANSFER_GRAMS_MAX:
        raise TransferGramsOutOfRange(
            field="grams", value_grams=asked.grams, max_grams=TRANSFER_GRAMS_MAX
        )
    if not 0 <= asked.seller_per_mille <= MILLE:
        raise SellerShareOutOfRange(field="seller_per_mille", value_mille=asked.seller_per_mille)
    if asked.needed_by_on < today:
        raise TransferDayOver(field="needed_by_on", today=today.isoformat())


def judge_picked(grams: Sequence[int], *, asked_grams: int) -> None:
    """Refuse no weigh-in, nothing of one, and more together than was asked for."""
    if not grams or any(each <= 0 for each in grams):
        raise NothingPicked(field="loads")
    if sum(grams) > asked_grams:
        raise MoreThanAsked(field="loads", value_grams=sum(grams), max_grams=asked_grams)


def judge_handed(grams: int, *, agreed_grams: int) -> None:
    """Refuse nothing, and more than was agreed."""
    if not 0 < grams <= agreed_grams:
        raise MoreThanAgreed(field="grams", value_grams=grams, max_grams=agreed_grams)


def judge_received(grams: int, *, sent_grams: int, has_reason: bool) -> None:
    """Refuse more than was sent, a loss without a reason, and a reason without a loss."""
    if not 0 <= grams <= sent_grams:
        raise MoreThanHandedOver(field="grams", value_grams=grams, max_grams=sent_grams)
    if has_reason != (grams < sent_grams):
        raise LossWithoutReason(field="loss_reason", lost_grams=sent_grams - grams)


def kept_back(loads: Sequence[int], *, handed_grams: int) -> list[int]:
    """What of each load stays when less is handed over than agreed: the last ones first."""
    left, found = sum(loads) - handed_grams, []
    for grams in reversed(loads):
        found.append(min(grams, left))
        left -= found[-1]
    return found[::-1]


def lost_of_each(loads: Sequence[int], *, lost_grams: int) -> list[int]:
    """What of each load was lost on the way: all bear it by weight, to the gram."""
    if not lost_grams:
        return [0] * len(loads)
    return split_fen(total_fen=lost_grams, weights=loads)
