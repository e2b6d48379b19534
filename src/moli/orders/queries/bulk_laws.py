"""Laws of bulk orders, quotas, deliveries and claims, each counted anew from the rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable

from django.db.models import F, Q, Sum

from moli.audit.queries import sum_of
from moli.kernel.law import LawCheck, found_law
from moli.ledger.models import Account, Entry
from moli.ledger.rules.chart import AccountKind
from moli.market.models import Hold
from moli.orders.models import (
    BulkOrder,
    BulkPart,
    Claim,
    Delivery,
    Load,
    Quota,
    QuotaChange,
    Quote,
    Remittance,
    WeighIn,
)
from moli.orders.queries.bulk_money import money_of
from moli.orders.queries.bulk_parts import TAKEN_GRAMS
from moli.orders.queries.law_checks import law_of, once_law
from moli.orders.queries.taken_back import taken_back
from moli.orders.rules.bulk import ClaimState, DeliveryState
from moli.orders.rules.bulk_books import (
    claim_reference,
    hold_owner,
    remittance_reference,
    sale_reference,
)


def contracts_are_not_exceeded() -> LawCheck:
    """What is called off of a contract in a season is no more than was agreed."""
    rows = BulkPart.objects.filter(contract__isnull=False)
    sums = rows.order_by().values("contract__number", "contract__grams", "season")
    taken = sums.annotate(taken=Sum(TAKEN_GRAMS)).filter(taken__gt=F("contract__grams"))
    broken = [f"{row['contract__number']}/{row['season']}" for row in taken]
    return found_law("orders.contract_is_not_exceeded", checked=rows.count(), broken=sorted(broken))


def quotes_hold_their_lots() -> LawCheck:
    """The market holds for each part of an accepted quote what the part takes of its lot."""
    held = {(row.lot_id, row.owner_key): row.grams for row in Hold.objects.all()}
    parts = BulkPart.objects.filter(contract=None).annotate(taken=TAKEN_GRAMS).order_by("pk")
    wrong = [
        part.key for part in parts if held.get((part.lot_id, hold_owner(part.key)), 0) != part.taken
    ]
    return found_law("orders.quote_holds_its_lots", checked=len(parts), broken=wrong)


def parts_are_their_quotas() -> LawCheck:
    """What a part has granted and got is what its quotas have, and it sent its deliveries."""
    quotas = Quota.objects.all()
    rows = BulkPart.objects.annotate(
        granted=sum_of(quotas, by="part", of="granted_grams"),
        brought=sum_of(quotas, by="part", of="brought_grams"),
        sent=sum_of(Delivery.objects.all(), by="part", of="sent_grams"),
    ).exclude(granted_grams=F("granted"), brought_grams=F("brought"), sent_grams=F("sent"))
    return law_of("orders.part_is_its_quotas", BulkPart.objects.all(), rows, name="uid")


def quotas_are_their_changes() -> LawCheck:
    """What a household was granted is the sum of what changed, and it brought what was weighed.

    What it took back, it has not brought.
    """
    rows = Quota.objects.annotate(
        changed=sum_of(QuotaChange.objects.all(), by="quota", of="grams_change"),
        weighed=sum_of(WeighIn.objects.all(), by="quota", of="grams"),
        back=sum_of(taken_back(), by="weigh_in__quota", of="amount"),
    ).exclude(granted_grams=F("changed"), brought_grams=F("weighed") - F("back"))
    return law_of("orders.quota_is_its_changes", Quota.objects.all(), rows, name="pk")


def deliveries_are_their_loads() -> LawCheck:
    """A delivery weighs its loads, and all of them are of its own part."""
    foreign = Load.objects.exclude(weigh_in__quota__part=F("delivery__part"))
    rows = Delivery.objects.annotate(
        loaded=sum_of(Load.objects.all(), by="delivery", of="grams")
    ).filter(~Q(sent_grams=F("loaded")) | Q(pk__in=foreign.values("delivery")))
    return law_of("orders.delivery_is_its_loads", Delivery.objects.all(), rows, name="number")


def deliveries_are_in_the_books() -> LawCheck:
    """An accepted delivery is a sale in the books, and what is held there is what is claimed."""
    deliveries = Delivery.objects.filter(state=DeliveryState.ACCEPTED).order_by("pk")
    sold = _posted("sale:", kind=AccountKind.RECEIVABLE)
    accounts = Account.objects.filter(owner_kind="delivery", kind=AccountKind.HELD)
    held = dict(accounts.values_list("owner_key", "left_fen"))
    money = money_of(deliveries)
    wrong = [
        row.number
        for row in deliveries
        if sold.pop(sale_reference(row.key), 0) != row.total_fen
        or (held.get(row.key) or 0) != money[row.pk].held_fen
    ]
    return found_law(
        "orders.delivery_is_in_the_books", checked=len(deliveries), broken=[*wrong, *sorted(sold)]
    )


def claims_are_in_the_books() -> LawCheck:
    """A settled claim is in the books once: all that was held, and what the buyer is spared."""
    claims = Claim.objects.filter(state=ClaimState.SETTLED).order_by("pk")
    settled = _posted("claim:", kind=AccountKind.HELD)
    spared = _posted("claim:", kind=AccountKind.RECEIVABLE)
    deliveries = Delivery.objects.filter(claim__in=claims)
    money = money_of(deliveries)
    wrong = [
        row.key
        for row in claims
        if settled.pop(claim_reference(row.key), 0) != row.held_fen
        or -spared.get(claim_reference(row.key), 0) != money[row.delivery_id].waived_fen
    ]
    return found_law(
        "orders.claim_is_in_the_books", checked=len(claims), broken=[*wrong, *sorted(settled)]
    )


def remittances_are_in_the_books() -> LawCheck:
    """What arrived is in the books once, and for no delivery more than its buyer has to pay."""
    remittances = Remittance.objects.order_by("pk")
    posted = _posted("remittance:", kind=AccountKind.BANK)
    wrong = [
        row.delivery.key
        for row in remittances.select_related("delivery")
        if posted.pop(remittance_reference(row.bank_reference), 0) != row.total_fen
    ]
    deliveries = list(Delivery.objects.filter(remittances__isnull=False).distinct().order_by("pk"))
    money = money_of(deliveries)
    over = [row.number for row in deliveries if row.pk not in money or money[row.pk].left_fen < 0]
    return found_law(
        "orders.remittance_is_in_the_books",
        checked=len(remittances),
        broken=[*wrong, *over, *sorted(posted)],
    )


def bulk_orders_were_called_off_once() -> LawCheck:
    """Twice is once: every order from contracts has exactly one line of the trail."""
    rows = BulkOrder.objects.filter(quote=None)
    return once_law("orders.called_off_once", verb="orders.call_off", rows=rows)


def quotes_were_accepted_once() -> LawCheck:
    """Twice is once: every order from a quote has exactly one line of the trail."""
    rows = BulkOrder.objects.filter(quote__isnull=False)
    return once_law("orders.quote_accepted_once", verb="orders.accept_quote", rows=rows)


def quotes_were_offered_once() -> LawCheck:
    """Twice is once: every quote has exactly one line of the trail that offered it."""
    return once_law(
        "orders.quote_offered_once", verb="orders.offer_quote", rows=Quote.objects.all()
    )


def deliveries_were_sent_once() -> LawCheck:
    """Twice is once: every delivery has exactly one line of the trail that sent it."""
    rows = Delivery.objects.all()
    return once_law("orders.delivery_sent_once", verb="orders.send_delivery", rows=rows)


def deliveries_were_accepted_once() -> LawCheck:
    """Twice is once: every accepted delivery has exactly one line of the trail that says so."""
    rows = Delivery.objects.filter(state=DeliveryState.ACCEPTED)
    return once_law("orders.delivery_accepted_once", verb="orders.accept_delivery", rows=rows)


# A new law of bulk orders is one function here.
BULK_LAWS: tuple[Callable[[], LawCheck], ...] = (
    contracts_are_not_exceeded,
    quotes_hold_their_lots,
    parts_are_their_quotas,
    quotas_are_their_changes,
    deliveries_are_their_loads,
    deliveries_are_in_the_books,
    claims_are_in_the_books,
    remittances_are_in_the_books,
    bulk_orders_were_called_off_once,
    quotes_were_accepted_once,
    quotes_were_offered_once,
    deliveries_were_sent_once,
    deliveries_were_accepted_once,
)


def _posted(prefix: str, *, kind: AccountKind) -> dict[str, int]:
    """What was posted on accounts of a kind, by reference: one query. Debits are positive."""
    found: dict[str, int] = defaultdict(int)
    entries = Entry.objects.filter(transfer__reference__startswith=prefix, account__kind=kind)
    for reference, fen in entries.values_list("transfer__reference", "amount_fen"):
        found[reference] += fen
    return found
