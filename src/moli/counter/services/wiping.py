"""Wiping the counters of a demo, which name households, weigh-ins and transfers."""

from __future__ import annotations

from moli.audit.services.wiping import wipe
from moli.counter.models import (
    Bill,
    BuyFor,
    BuyForLine,
    CashMove,
    ClosingParcel,
    ClosingShare,
    DayClosing,
    DeputyAct,
    Parcel,
    Ware,
    WarePrice,
    WeighPhoto,
)
from moli.counter.models.guards import GUARDS


def wipe_counter() -> None:
    """Delete everything of this room in a demo. Twice is once.

    Refuses where anything stands that is not a demo's.
    """
    wipe(
        (
            *(ClosingParcel, ClosingShare, DayClosing, CashMove),
            *(BuyForLine, BuyFor, Bill, WarePrice, Ware),
            *(WeighPhoto, DeputyAct, Parcel),
        ),
        guards=GUARDS,
    )
