"""Money in all its stages: what each address of payouts, statements and books can be about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from moli.households.models import Household
from moli.ledger.models import Account
from moli.settlement.models import BankAccount, PayoutBatch
from moli.settlement.queries.earnings import taker_standings
from moli.settlement.queries.reach import MoneyReach
from moli.settlement.rules.bank_numbers import PayoutPlace, payout_number
from moli.settlement.rules.payouts import Result, ReturnReason
from moli.settlement.rules.waterfall import RuleScope, Terms
from moli.settlement.services.releasing import release_earnings
from moli.settlement.services.setting_rules import Scope, set_rule
from moli.settlement.services.taking_results import take_results
from tests.factories import NOW, TESTER
from tests.factories.settlement import (
    batch_made,
    batch_sent,
    card_of,
    earned,
    packed_order,
    payout_of,
    settled,
)

FIRST, SECOND, THIRD = "6222020200112233445", "0012345678901", "6217997010001234567"
NUMBERS = (FIRST, SECOND, THIRD)
REASON = "核对 9 月打款"
_MONTH = (2016, 9)
_AUGUST = NOW - timedelta(days=31)


def carded(households: Sequence[Household]) -> None:
    """Bank accounts of three households with numbers that a test can look for, and no others."""
    BankAccount.objects.filter(household__in=households).delete()
    for row, number in zip(households, NUMBERS, strict=True):
        card_of(row, number=number)


def file_of(batch: PayoutBatch, *, returned: int = 0, **cells: str) -> bytes:
    """A bank's CSV of a batch: all paid, but for one place; cells of the first row changed."""
    lines = ["收款账号,金额,附言,状态,失败原因"]
    payouts = batch.payouts.select_related("bank_account").order_by("pk")
    for place, payout in enumerate(payouts, start=1):
        row = {
            "account": payout.bank_account.number,
            "amount": f"{payout.total_fen / 100:.2f}",
            "remark": payout_number(PayoutPlace(batch.pk, place)),
            "state": "退票" if place == returned else "成功",
            "reason": "户名不符" if place == returned else "",
        } | (cells if place == 1 else {})
        lines.append(",".join(row.values()))
    return "\r\n".join(lines).encode("gb18030")


def money_things() -> Mapping[str, Sequence[object]]:
    """For each page what it is about: the address's values by the page's name.

    One batch is sent, one of its payouts came back, another batch waits for its check; what takers
    earned in August may be paid, September's is not over.
    """
    _, households = earned()
    carded(households)
    batch = batch_sent()
    back = payout_of(batch, households[1])
    told = [Result(back.key, ReturnReason.NAME_DIFFERS)]
    take_results(batch_id=batch.pk, results=told, file_hash="things", by=TESTER, at=NOW)
    settled(packed_order(units=2))
    waiting = batch_made()
    narrow = set_rule(
        scope=Scope(RuleScope.ARTICLE, "jasmine-250"),
        terms=Terms(commission_per_mille=10),
        from_on=date(2016, 9, 20),
        source="县供销社会议纪要",
        by=TESTER,
        at=NOW,
    )
    settled(packed_order(units=2), at=_AUGUST)
    release_earnings(month=_AUGUST.date(), by=TESTER, at=NOW)
    # Others may have earned too, whose first month is not over.
    takers = taker_standings(MoneyReach(reads_books=True))
    may_be_paid = next(each.account_uid for each in takers if each.payable_fen)
    household = households[0]
    account = Account.objects.get(owner_key=household.key, kind="PAYABLE")
    assert batch.transfer is not None
    return {
        **dict.fromkeys(("payout_list", "payout_results"), (batch.uid,)),
        **dict.fromkeys(("payout_batch", "approve_payout_batch"), (waiting.uid,)),
        "cancel_payout_batch": (waiting.uid,),
        "end_waterfall_rule": (narrow.pk,),
        **dict.fromkeys(("statement", "statement_print"), (household.uid, *_MONTH)),
        **dict.fromkeys(("name_bank_account", "open_bank_account"), (household.uid,)),
        "transfer": (batch.transfer.uid,),
        "account_statement": (account.uid,),
        "book_accounts": ("payable",),
        "pay_taker": (may_be_paid,),
    }
