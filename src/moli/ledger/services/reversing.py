"""Reversing: a transfer that was wrong is answered by its mirror, never changed."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from moli.kernel.actor import Actor
from moli.kernel.refusal import Refusal
from moli.ledger.models import Transfer
from moli.ledger.rules.transfers import TransferKind
from moli.ledger.services.posting import Heading, Line, enter


class AlreadyReversed(Refusal):
    """A transfer is reversed once, and this one was, under another reference."""


class ReversalNotReversed(Refusal):
    """A reversal stays; what should hold after all is posted anew."""


class ReversedTooEarly(Refusal):
    """A reversal happens on the day of its transfer or later."""


@transaction.atomic
def reverse(
    *, transfer_id: int, reference: str, happened_on: date, by: Actor, at: datetime
) -> Transfer:
    """Post the mirror of a transfer: the same accounts, each amount negated.

    The same reference again returns the first reversal. Refuses a transfer that was reversed
    already, one that is a reversal itself, a day before the transfer's own, and all that posting
    refuses: a payment that has been paid on cannot be reversed, because the account it went to
    has not enough left.
    """
    transfer = Transfer.objects.select_for_update(of=("self",)).get(pk=transfer_id)
    if transfer.kind == TransferKind.REVERSAL:
        raise ReversalNotReversed(field="transfer", value=transfer.reference)
    if happened_on < transfer.happened_on:
        raise ReversedTooEarly(field="happened_on", from_on=transfer.happened_on.isoformat())
    done = Transfer.objects.filter(reverses=transfer).first()
    if done is not None and done.reference != reference:
        raise AlreadyReversed(field="transfer", value=done.reference)
    return enter(
        Heading(
            reference=reference,
            kind=TransferKind.REVERSAL,
            happened_on=happened_on,
            reverses=transfer,
        ),
        lines=[
            Line(account=entry.account, amount_fen=-entry.amount_fen)
            for entry in transfer.entries.select_related("account").order_by("sequence")
        ],
        by=by,
        at=at,
    )
