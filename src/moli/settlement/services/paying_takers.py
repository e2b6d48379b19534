"""Noting that the office has paid a station, a carrier, a packer or the platform."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from moli.audit.services.recording import Subject, record
from moli.kernel.actor import Actor
from moli.kernel.refusal import Refusal
from moli.ledger.models import Transfer
from moli.ledger.rules.transfers import TransferKind
from moli.ledger.services.locking import lock_accounts
from moli.ledger.services.posting import Line, ReferenceTaken, post
from moli.settlement.queries.takers import releasers_of
from moli.settlement.rules.shares import (
    OFFICE_BANK,
    TAKER_PAID,
    ShareKind,
    Taker,
    taker_payable,
)

REFERENCE_SIGNS_MAX = 80


class TakerPaymentWithoutReference(Refusal):
    """A payment is noted by the bank's own number, of at most 80 signs."""


class MoreThanTakerIsOwed(Refusal):
    """More than nothing, and no more than what was moved to what the taker may be paid."""


class PaidByReleaser(Refusal):
    """Nobody pays out what they moved to be paid themselves."""


@transaction.atomic
def pay_taker(
    *,
    owner: str,
    kind: ShareKind,
    total_fen: int,
    bank_reference: str,
    by: Actor,
    at: datetime,
) -> Transfer:
    """Note a bank transfer to a taker, out of what it may be paid.

    The bank's number again answers with the first when it says the same. Refuses a number that
    says something else or is missing, more than is payable, whoever moved what is payable
    (`release_earnings`), and more than stands in the bank.
    """
    number = bank_reference.strip()
    if not 0 < len(number) <= REFERENCE_SIGNS_MAX:
        raise TakerPaymentWithoutReference(field="bank_reference", signs_max=REFERENCE_SIGNS_MAX)
    taker, reference = Taker(kind, owner), f"{TAKER_PAID}{number}"
    accounts = lock_accounts([taker_payable(taker), OFFICE_BANK])
    payable = accounts[taker_payable(taker)]
    lines = [Line(payable, total_fen), Line(accounts[OFFICE_BANK], -total_fen)]
    known = Transfer.objects.filter(reference=reference).first()
    if known is not None:
        return _known(known, lines, number)
    _judge(taker, payable.left_fen or 0, total_fen=total_fen, by=by)
    transfer = post(
        reference=reference,
        kind=TransferKind.PAYOUT,
        lines=lines,
        happened_on=timezone.localdate(at),
        by=by,
        at=at,
    )
    record(
        verb="settlement.pay_taker",
        on=Subject("transfer", transfer.key),
        by=by,
        at=at,
        share_kind=kind,
        owner=owner,
        total_fen=total_fen,
    )
    return transfer


def _judge(taker: Taker, left_fen: int, *, total_fen: int, by: Actor) -> None:
    if not 0 < total_fen <= left_fen:
        raise MoreThanTakerIsOwed(field="total_fen", value_fen=total_fen, left_fen=left_fen)
    if by.key in releasers_of(taker, payable_fen=left_fen):
        raise PaidByReleaser(field="total_fen")


def _known(first: Transfer, lines: list[Line], number: str) -> Transfer:
    """The first transfer under the bank's number, on whatever day, when it says the same."""
    wanted = sorted((line.account.pk, line.amount_fen) for line in lines)
    if sorted(first.entries.values_list("account_id", "amount_fen")) != wanted:
        raise ReferenceTaken(field="bank_reference", value=number)
    return first
