"""Laws of what comes through payment channels and goes back, counted from orders and the books."""

from __future__ import annotations

from collections import Counter

from django.db.models import Exists, F, OuterRef, QuerySet

from moli.kernel.law import LawCheck, found_law
from moli.ledger.models import Entry, Transfer
from moli.ledger.rules.chart import AccountKind
from moli.orders.models import Payment
from moli.settlement.models import PaidBack, Settlement, Share
from moli.settlement.queries.counting import differing, sums_by
from moli.settlement.queries.refunds import ARRIVED
from moli.settlement.rules.shares import CHANNEL_OWNER, ShareKind, owner_kind


def refunds_are_in_the_books() -> LawCheck:
    """What stands to an order's credit is what it is owed back and did not get.

    Owed are the price of goods that came back, and payments that go back whole. And no refund was
    given back with another sum.
    """
    owed: Counter[str] = Counter()
    shares = Share.objects.filter(kind=ShareKind.BUYER)
    owed.update(sums_by(shares, "owner_key", "fen"))
    whole = _payments_arrived()
    owed.update(sums_by(whole, "order__uid", "total_fen"))
    owed.subtract(sums_by(PaidBack.objects.all(), "refund__order__uid", "total_fen"))
    entries = Entry.objects.filter(
        account__owner_kind=owner_kind(ShareKind.BUYER), account__kind=AccountKind.PAYABLE
    )
    stands = sums_by(entries, "account__owner_key", "amount_fen")
    wrong = differing(owed, {key: -fen for key, fen in stands.items()})
    otherwise = PaidBack.objects.exclude(total_fen=F("refund__total_fen"))
    wrong += [str(pk) for pk in otherwise.order_by("pk").values_list("refund", flat=True)]
    return found_law(
        "settlement.refund_is_in_the_books", checked=len({*owed, *stands}), broken=wrong
    )


def channels_hold_what_came() -> LawCheck:
    """A channel holds the payments that came through it, less what it handed over and gave back.

    Payments are counted from the orders: those of settled orders, and those that go back whole.
    """
    holds: Counter[str] = Counter()
    settled = Settlement.objects.filter(line__order=OuterRef("order"))
    kept = Payment.objects.filter(Exists(settled), refund=None)
    holds.update(sums_by(kept, "channel", "total_fen"))
    holds.update(sums_by(_payments_arrived(), "channel", "total_fen"))
    holds.subtract(sums_by(PaidBack.objects.all(), "channel", "total_fen"))
    clearing = Entry.objects.filter(
        account__owner_kind=CHANNEL_OWNER, account__kind=AccountKind.CLEARING
    )
    handed = clearing.filter(transfer__reference__startswith="handover:")
    holds.update(sums_by(handed, "account__owner_key", "amount_fen"))
    stands = sums_by(clearing, "account__owner_key", "amount_fen")
    wrong = differing(holds, stands)
    return found_law(
        "settlement.channel_holds_what_came", checked=len({*holds, *stands}), broken=wrong
    )


def _payments_arrived() -> QuerySet[Payment]:
    """Payments that go back whole and are in the books."""
    references = Transfer.objects.filter(reference__startswith=ARRIVED)
    ids = [
        int(reference.removeprefix(ARRIVED))
        for reference in references.values_list("reference", flat=True)
    ]
    return Payment.objects.filter(refund__isnull=False, pk__in=ids)
