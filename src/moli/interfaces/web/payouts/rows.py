"""Batches and payouts in words: names masked, accounts by their last four digits."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext

from moli.households.queries.heads import HeadLine, heads_of
from moli.interfaces.design.parts import Kind
from moli.interfaces.web.naming import village_name
from moli.interfaces.words.labels import label
from moli.kernel.identifiers import masked_name
from moli.settlement.rules.bank_numbers import PayoutPlace, masked_number, payout_number
from moli.settlement.rules.payouts import BatchState, PayoutState, ReturnReason

_BATCH_KINDS = {
    BatchState.MADE: Kind.WARN,
    BatchState.APPROVED: Kind.OK,
    BatchState.CANCELLED: Kind.PLAIN,
}
_PAYOUT_KINDS = {
    PayoutState.WAITING: Kind.WARN,
    PayoutState.SENT: Kind.INFO,
    PayoutState.PAID: Kind.HOME,
    PayoutState.RETURNED: Kind.ALERT,
    PayoutState.CANCELLED: Kind.PLAIN,
}


@dataclass(frozen=True)
class HouseholdName:
    """A household on a list of money: its head masked, its village, and where its pages are."""

    name: str
    village: str
    url: str
    account_url: str
    is_generated: bool


@dataclass(frozen=True)
class BatchRow:
    """One line of a list of batches."""

    url: str
    name: str
    state: str
    kind: Kind
    total_fen: int
    payouts: int
    maker: str
    checker: str
    made_at: datetime
    sent: int
    paid: int
    back: int


@dataclass(frozen=True)
class PayoutRow:
    """One payout on the page of its batch."""

    number: str
    who: HouseholdName
    account: str
    bank: str
    total_fen: int
    netted_fen: int
    state: str
    kind: Kind
    reason: str
    is_again: bool


def batch_name(number: int) -> str:
    """How people call a batch: by its running number, without commas."""
    return gettext("第 %(number)s 批") % {"number": str(number)}


def batch_row(batch: Any) -> BatchRow:
    """A batch in the reader's language."""
    state = BatchState(batch.state)
    return BatchRow(
        url=reverse("web:payout_batch", args=[batch.uid]),
        name=batch_name(batch.pk),
        state=label(state),
        kind=_BATCH_KINDS[state],
        total_fen=batch.total_fen,
        payouts=batch.payouts_count,
        maker=batch.maker_name,
        checker=batch.checker_name,
        made_at=batch.made_at,
        sent=batch.sent_count,
        paid=batch.paid_count,
        back=batch.back_count,
    )


def names_of(keys: Iterable[str], *, links: bool) -> Mapping[str, HouseholdName]:
    """Households by key; with links for whoever may open their pages."""
    return {key: _name(head, links=links) for key, head in heads_of(set(keys)).items()}


def _name(head: HeadLine, *, links: bool) -> HouseholdName:
    is_open = links and head.is_open
    return HouseholdName(
        name=masked_name(head.head_name),
        village=village_name(head.village),
        url=reverse("web:household", args=[head.uid]) if is_open else "",
        account_url=reverse("web:name_bank_account", args=[head.uid]) if is_open else "",
        is_generated=head.is_generated,
    )


def payout_rows(
    payouts: Sequence[Any], *, batch: int, first_place: int, links: bool
) -> list[PayoutRow]:
    """Some payouts of a batch in a row; `first_place` is the place of the first, from 1 on."""
    names = names_of((row.household.key for row in payouts), links=links)
    return [
        PayoutRow(
            number=payout_number(PayoutPlace(batch, place)),
            who=names[row.household.key],
            account=account_words(row.bank_account),
            bank=row.bank_account.bank_name,
            total_fen=row.total_fen,
            netted_fen=row.netted_fen,
            state=label(PayoutState(row.state)),
            kind=_PAYOUT_KINDS[PayoutState(row.state)],
            reason=reason_words(row),
            is_again=row.attempt_of_id is not None,
        )
        for place, row in enumerate(payouts, start=first_place)
    ]


def payout_state(state: PayoutState) -> tuple[str, Kind]:
    """Where a payout stands, as a badge says it."""
    return label(state), _PAYOUT_KINDS[state]


def reason_words(payout: Any) -> str:
    """Why a bank returned a payout, if it did."""
    return label(ReturnReason(payout.return_reason)) if payout.return_reason else ""


def account_words(account: Any) -> str:
    """An account by its last four digits."""
    return masked_number(account.number) or gettext("已抹掉")
