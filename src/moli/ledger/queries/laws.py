"""Laws of the books, each counted anew from the entries."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from django.db.models import (
    Count,
    Exists,
    ExpressionWrapper,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Sum,
)
from django.db.models.functions import Coalesce

from moli.audit.queries import guards_law, written_once_law
from moli.kernel.law import EXAMPLES_MAX, LawCheck
from moli.ledger.models import Account, Closing, Entry, Transfer
from moli.ledger.models.guards import GUARDS
from moli.ledger.queries.balances import posted_through
from moli.ledger.rules.months import last_day_of_month


def ledger_laws() -> list[LawCheck]:
    """What holds of accounts, transfers, entries and closings."""
    return [law() for law in LAWS]


def transfers_sum_to_zero() -> LawCheck:
    """Every transfer has all its entries, and they sum to zero."""
    broken = Transfer.objects.annotate(
        over_fen=Coalesce(Sum("entries__amount_fen"), 0), written=Count("entries")
    ).exclude(over_fen=0, written=F("entry_count"))
    return _found("ledger.transfer_sums_to_zero", Transfer.objects.all(), broken, "reference")


def trial_balance_is_zero() -> LawCheck:
    """All debits there ever were equal all credits."""
    sums = Entry.objects.aggregate(over_fen=Sum("amount_fen"), entries=Count("pk"))
    return LawCheck(
        law="ledger.trial_balance_is_zero",
        checked=sums["entries"],
        broken=1 if sums["over_fen"] else 0,
    )


def left_is_what_entries_leave() -> LawCheck:
    """What an account has left is the sum of its entries, on its side."""
    limited = Account.objects.filter(left_fen__isnull=False)
    sums = limited.annotate(total_fen=Coalesce(Sum("entries__amount_fen"), 0))
    wrong = [
        str(account.uid)
        for account in sums.order_by("pk").iterator()
        if account.left_fen != account.on_its_side(account.total_fen)
    ]
    return LawCheck(
        law="ledger.left_is_what_entries_leave",
        checked=limited.count(),
        broken=len(wrong),
        examples=tuple(wrong[:EXAMPLES_MAX]),
    )


def reversals_mirror() -> LawCheck:
    """Every reversal has the entries of what it reverses, on the same accounts, negated."""
    mirrored = Entry.objects.filter(
        transfer=OuterRef("transfer__reverses"),
        sequence=OuterRef("sequence"),
        account=OuterRef("account"),
        amount_fen=ExpressionWrapper(-1 * OuterRef("amount_fen"), output_field=IntegerField()),
    )
    unlike = Entry.objects.filter(~Exists(mirrored), transfer=OuterRef("pk"))
    reversals = Transfer.objects.filter(reverses__isnull=False)
    broken = reversals.filter(
        Q(Exists(unlike))
        | ~Q(entry_count=F("reverses__entry_count"))
        | Q(happened_on__lt=F("reverses__happened_on"))
    )
    return _found("ledger.reversal_is_a_mirror", reversals, broken, "reference")


def closed_months_stay_closed() -> LawCheck:
    """Up to each closing there are as many transfers, and as much, as when the month was closed."""
    closings = list(Closing.objects.order_by("through_on"))
    wrong = [closing.key for closing in closings if not _stands(closing)]
    return LawCheck(
        law="ledger.closed_month_stays_closed",
        checked=len(closings),
        broken=len(wrong),
        examples=tuple(wrong[:EXAMPLES_MAX]),
    )


def _stands(closing: Closing) -> bool:
    if closing.through_on != last_day_of_month(closing.through_on):
        return False
    return posted_through(closing.through_on) == (closing.transfers, closing.debit_fen)


def transfers_were_posted_once() -> LawCheck:
    """Twice is once: every transfer has exactly one line of the trail."""
    uids = Transfer.objects.values_list("uid", flat=True)
    return written_once_law("ledger.transfer_posted_once", verb="ledger.post", keys=map(str, uids))


def months_were_closed_once() -> LawCheck:
    """Twice is once: every closing has exactly one line of the trail."""
    days = Closing.objects.values_list("through_on", flat=True)
    return written_once_law(
        "ledger.month_closed_once",
        verb="ledger.close_month",
        keys=(day.isoformat() for day in days),
    )


def guards_stand() -> LawCheck:
    """The database still refuses what it should: a restored or rebuilt table may lose triggers."""
    return guards_law("ledger.guards_stand", GUARDS)


# A new law of the books is one function here; `moli check` and its test find it by this list.
LAWS: tuple[Callable[[], LawCheck], ...] = (
    transfers_sum_to_zero,
    trial_balance_is_zero,
    left_is_what_entries_leave,
    reversals_mirror,
    closed_months_stay_closed,
    transfers_were_posted_once,
    months_were_closed_once,
    guards_stand,
)


def _found(law: str, rows: QuerySet[Transfer], broken: QuerySet[Transfer], name: str) -> LawCheck:
    examples: Iterable[object] = broken.order_by("pk").values_list(name, flat=True)[:EXAMPLES_MAX]
    return LawCheck(
        law=law,
        checked=rows.count(),
        broken=broken.count(),
        examples=tuple(str(example) for example in examples),
    )
