"""Money that a payment channel hands over to the office's bank."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from moli.kernel.actor import Actor
from moli.kernel.refusal import Refusal
from moli.ledger.models import Transfer
from moli.ledger.queries.balances import balance
from moli.ledger.rules.transfers import TransferKind
from moli.ledger.services.locking import lock_accounts
from moli.ledger.services.posting import Line, ReferenceTaken, post
from moli.settlement.rules.shares import OFFICE_BANK, channel_account


class MoreThanChannelHolds(Refusal):
    """A channel hands over no more than was settled from it."""


@transaction.atomic
def hand_over(
    *, channel: str, total_fen: int, bank_reference: str, by: Actor, at: datetime
) -> Transfer:
    """Note that money of a channel has arrived at the bank, from where households are paid.

    `bank_reference` is the bank's number of it: the same again, on whatever day, returns the
    first. Refuses nothing, more than the books say the channel holds, and a number that was noted
    of another sum.
    """
    reference = f"handover:{channel}:{bank_reference}"
    accounts = lock_accounts([channel_account(channel), OFFICE_BANK])
    held = accounts[channel_account(channel)]
    known = Transfer.objects.filter(reference=reference).first()
    on = timezone.localdate(at) if known is None else known.happened_on
    holds = balance(held, on=on)
    if known is None and not 0 < total_fen <= holds:
        raise MoreThanChannelHolds(field="total_fen", value_fen=total_fen, holds_fen=holds)
    try:
        return post(
            reference=reference,
            kind=TransferKind.PAYMENT,
            lines=[Line(accounts[OFFICE_BANK], total_fen), Line(held, -total_fen)],
            happened_on=on,
            by=by,
            at=at,
        )
    except ReferenceTaken as refusal:
        # By the number that the person typed, not by the name that the books made of it.
        raise ReferenceTaken(field="bank_reference", value=bank_reference) from refusal
