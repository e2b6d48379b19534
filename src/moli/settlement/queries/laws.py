"""Laws of settlement, each counted anew from the shares, the payouts and the books."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from django.db.models import F, Q
from django.db.models.functions import Coalesce

from moli.audit.queries import guards_law, overlap_law, sum_of, written_once_law
from moli.kernel.law import LawCheck, found_law
from moli.ledger.models import Entry, Transfer
from moli.ledger.rules.chart import AccountKind
from moli.ledger.rules.transfers import TransferKind
from moli.settlement.models import (
    BankAccount,
    Payout,
    PayoutBatch,
    Settlement,
    Share,
    WaterfallRule,
)
from moli.settlement.models.guards import GUARDS
from moli.settlement.queries.counting import differing, sums_by, sums_by_year
from moli.settlement.queries.delivery_laws import (
    deliveries_share_what_was_paid,
    deliveries_were_settled_once,
)
from moli.settlement.queries.refund_laws import channels_hold_what_came, refunds_are_in_the_books
from moli.settlement.queries.taker_laws import (
    commission_is_of_who_took_part,
    takers_are_owed_what_was_shared,
    team_guards_stand,
    teams_share_what_was_moved,
)
from moli.settlement.rules.payouts import BatchState, PayoutState
from moli.settlement.rules.shares import HOUSEHOLD_OWNER, ShareKind, owner_kind

_SHARING = (TransferKind.SPLIT, TransferKind.CORRECTION)
_OURS = Q(reference__startswith="settle:") | Q(reference__startswith="correct:")
# From where it is shared: the channel, or the proceeds of a delivery.
_SOURCES = (AccountKind.CLEARING, AccountKind.PROCEEDS)
_STANDING = (PayoutState.SENT, PayoutState.PAID)


def settlement_laws() -> list[LawCheck]:
    """What holds of settlements, shares, payouts and incomes."""
    return [law() for law in LAWS]


def shares_add_up() -> LawCheck:
    """The shares of a line, or of a delivery's payment, are its sum, corrected or not."""
    is_its_price = Q(line=None) | Q(line__total_fen=F("total_fen"))
    broken = Settlement.objects.annotate(
        first=sum_of(Share.objects.filter(correction=None), by="settlement", of="fen"),
        now=sum_of(Share.objects.all(), by="settlement", of="fen"),
    ).exclude(is_its_price, total_fen=F("first"), now=F("first"))
    numbers = Coalesce("line__order__number", "delivery__number")
    wrong = broken.order_by("pk").values_list(numbers, flat=True)
    return found_law("settlement.shares_add_up", checked=Settlement.objects.count(), broken=wrong)


def transfers_are_shares() -> LawCheck:
    """Each order's and delivery's transfer, and each correction's, gives what the shares say."""
    shares: Counter[tuple[int, str, str]] = Counter()
    rows = Share.objects.values_list(
        "settlement__transfer", "correction__transfer", "kind", "owner_key", "fen"
    )
    for settled, corrected, kind, key, fen in rows.iterator():
        shares[corrected or settled, owner_kind(ShareKind(kind)), key] += fen
    posted: Counter[tuple[int, str, str]] = Counter()
    entries = Entry.objects.filter(
        transfer__in=Transfer.objects.filter(_OURS).values("pk")
    ).exclude(account__kind__in=_SOURCES)
    named = entries.values_list(
        "transfer", "account__owner_kind", "account__owner_key", "amount_fen"
    )
    for transfer, owner, key, fen in named.iterator():
        posted[transfer, owner, key] -= fen
    wrong = {key[0] for key in differing(shares, posted)}
    checked = len({key[0] for key in shares | posted})
    return found_law("settlement.transfer_is_its_shares", checked=checked, broken=sorted(wrong))


def payouts_are_in_the_books() -> LawCheck:
    """An approved batch paid each household what its payouts say; what came back is back."""
    told: Counter[tuple[str, str]] = Counter()
    approved = Payout.objects.filter(batch__state=BatchState.APPROVED)
    rows = approved.values_list("batch__uid", "uid", "household__uid", "state", "total_fen")
    for batch, uid, household, state, fen in rows.iterator():
        told[f"payout:{batch}", str(household)] += fen
        if state == PayoutState.RETURNED:
            told[f"returned:{uid}", str(household)] -= fen
    posted: Counter[tuple[str, str]] = Counter()
    entries = Entry.objects.filter(
        transfer__kind__in=(TransferKind.PAYOUT, TransferKind.RETURNED),
        account__owner_kind=HOUSEHOLD_OWNER,
    ).filter(
        Q(transfer__reference__startswith="payout:")
        | Q(transfer__reference__startswith="returned:")
    )
    named = entries.values_list("transfer__reference", "account__owner_key", "amount_fen")
    for reference, key, fen in named.iterator():
        posted[reference, key] += fen
    wrong = sorted({key[0] for key in differing(told, posted)})
    batches = PayoutBatch.objects.annotate(
        sums=sum_of(Payout.objects.all(), by="batch", of="total_fen")
    ).exclude(total_fen=F("sums"))
    wrong += [str(uid) for uid in batches.order_by("pk").values_list("uid", flat=True)]
    return found_law(
        "settlement.payout_is_in_the_books", checked=PayoutBatch.objects.count(), broken=wrong
    )


def nobody_is_paid_twice() -> LawCheck:
    """A household's shares are what it was paid, what it is owed, less what it owes.

    And what stands as a second attempt is of a payout that the bank returned.
    """
    earned = sums_by(Share.objects.filter(kind=ShareKind.HOUSEHOLD), "household__uid", "fen")
    paid = sums_by(Payout.objects.filter(state__in=_STANDING), "household__uid", "total_fen")
    owed = sums_by(
        Entry.objects.filter(
            account__owner_kind=HOUSEHOLD_OWNER,
            account__kind__in=(AccountKind.PAYABLE, AccountKind.RECEIVABLE),
            account__owner_key__in=[*earned, *paid],
        ),
        "account__owner_key",
        "amount_fen",
    )
    expected = Counter(earned)
    expected.subtract(paid)
    wrong = differing(expected, Counter({key: -fen for key, fen in owed.items()}))
    doubled = Payout.objects.exclude(state=PayoutState.CANCELLED).filter(
        ~Q(attempt_of__state=PayoutState.RETURNED), attempt_of__isnull=False
    )
    twice = [str(uid) for uid in doubled.order_by("pk").values_list("uid", flat=True)]
    return found_law(
        "settlement.nobody_is_paid_twice", checked=len(earned), broken=[*wrong, *twice]
    )


def incomes_are_in_the_books() -> LawCheck:
    """What a household's sales brought it in a year is what the books credited it that year."""
    incomes: Counter[tuple[str, int]] = Counter()
    shares = Share.objects.filter(kind=ShareKind.HOUSEHOLD)
    for key, year, fen in sums_by_year(shares, "owner_key", "happened_on", "fen"):
        incomes[key, year] += fen
    credited: Counter[tuple[str, int]] = Counter()
    ours = Transfer.objects.filter(_OURS, kind__in=_SHARING)
    entries = Entry.objects.filter(
        transfer__in=ours.values("pk"), account__owner_kind=HOUSEHOLD_OWNER
    )
    for key, year, fen in sums_by_year(
        entries, "account__owner_key", "transfer__happened_on", "amount_fen"
    ):
        credited[key, year] -= fen
    wrong = [f"{key} {year}" for key, year in sorted(differing(incomes, credited))]
    return found_law("settlement.income_is_in_the_books", checked=len(incomes), broken=wrong)


def orders_were_settled_once() -> LawCheck:
    """Twice is once: every settled order has exactly one line of the trail."""
    lines = Settlement.objects.filter(line__isnull=False).order_by()
    orders = lines.values_list("line__order__uid", flat=True).distinct()
    return written_once_law(
        "settlement.settled_once", verb="settlement.settle", keys=map(str, orders)
    )


def rules_never_overlap() -> LawCheck:
    """One rule of a scope holds on a day."""
    return overlap_law(
        "settlement.rule_once_at_a_time",
        WaterfallRule.objects.all(),
        same=("scope", "scope_key"),
    )


def bank_accounts_never_overlap() -> LawCheck:
    """A household has one account at a bank on a day."""
    return overlap_law(
        "settlement.bank_account_once_at_a_time", BankAccount.objects.all(), same=("household",)
    )


def guards_stand() -> LawCheck:
    """The database still refuses to change what was shared, told or paid back."""
    return guards_law("settlement.guards_stand", GUARDS)


# A new law of this room is one function here; `moli check` and its test find it by this list.
LAWS: tuple[Callable[[], LawCheck], ...] = (
    shares_add_up,
    transfers_are_shares,
    payouts_are_in_the_books,
    nobody_is_paid_twice,
    incomes_are_in_the_books,
    orders_were_settled_once,
    deliveries_share_what_was_paid,
    deliveries_were_settled_once,
    refunds_are_in_the_books,
    channels_hold_what_came,
    takers_are_owed_what_was_shared,
    teams_share_what_was_moved,
    commission_is_of_who_took_part,
    rules_never_overlap,
    bank_accounts_never_overlap,
    guards_stand,
    team_guards_stand,
)
