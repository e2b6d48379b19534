"""Yaobu's forty tonnes in the books, fen by fen as `docs/accounting.md` has them on paper."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime

import pytest

from moli.kernel.money import split_fen, total_fen
from moli.ledger.models import Account, Transfer
from moli.ledger.queries.balances import balance, trial_balance
from moli.ledger.queries.journal import journal, statement
from moli.ledger.queries.laws import ledger_laws
from moli.ledger.rules.chart import AccountKey, AccountKind
from moli.ledger.rules.transfers import TransferKind
from moli.ledger.services.closing import close_month
from moli.ledger.services.opening_accounts import account_for, accounts_for
from moli.ledger.services.posting import NotEnoughInAccount
from moli.ledger.services.reversing import reverse
from tests.factories import TESTER
from tests.factories.books import entered
from tests.factories.moments import SHANGHAI
from tests.unchanged import refused

pytestmark = pytest.mark.django_db

GRAMS = [635_000] * 62 + [630_000]
OCTOBER = [date(2016, 10, day) for day in range(1, 32)]
END = datetime(2016, 11, 1, 9, 0, tzinfo=SHANGHAI)


def _account(kind: AccountKind, owner_kind: str, owner_key: str = "1") -> Account:
    return account_for(owner_kind=owner_kind, owner_key=owner_key, kind=kind)


class Sale:
    """Who takes part, and the steps of the example, each a transfer."""

    def __init__(self) -> None:
        self.buyer = _account(AccountKind.RECEIVABLE, "enterprise", "junqiao")
        self.bank = _account(AccountKind.BANK, "office")
        self.proceeds = _account(AccountKind.PROCEEDS, "sale")
        self.held = _account(AccountKind.HELD, "sale")
        self.commission = _account(AccountKind.COMMISSION, "station", "yaobu")
        self.transport = _account(AccountKind.TRANSPORT, "carrier")
        self.packaging = _account(AccountKind.PACKAGING, "packer")
        keys = [AccountKey("household", f"{n:02}", AccountKind.PAYABLE) for n in range(1, 64)]
        opened = accounts_for(keys)
        self.households = [opened[key] for key in keys]

    def enter(self, step: int, kind: TransferKind, lines: dict[Account, int]) -> Transfer:
        return entered(
            lines, reference=f"step:{step}", kind=kind, happened_on=OCTOBER[step], at=END
        )

    def split(self, step: int, fen: int, *, transport: int = 0, packaging: int = 0) -> list[int]:
        """Share a sum: 3 % commission, what transport and packaging cost, the rest by weight."""
        commission = fen * 3 // 100
        shares = split_fen(total_fen=fen - commission - transport - packaging, weights=GRAMS)
        takers = {
            self.commission: commission,
            self.transport: transport,
            self.packaging: packaging,
            **dict(zip(self.households, shares, strict=True)),
        }
        lines = {self.proceeds: fen, **{taker: -own for taker, own in takers.items() if own}}
        self.enter(step, TransferKind.SPLIT, lines)
        return shares


def _until_payout(sale: Sale) -> list[int]:
    """Steps 1 to 4: sold, paid but for the claim, split, paid out."""
    sale.enter(
        1,
        TransferKind.SALE,
        {sale.buyer: 25_600_000, sale.proceeds: -25_088_000, sale.held: -512_000},
    )
    sale.enter(2, TransferKind.PAYMENT, {sale.bank: 25_088_000, sale.buyer: -25_088_000})
    shares = sale.split(3, 25_088_000, transport=600_000, packaging=240_000)
    paid = dict(zip(sale.households, shares, strict=True))
    sale.enter(4, TransferKind.PAYOUT, {**paid, sale.bank: -sum(shares)})
    return shares


def test_forty_tonnes_at_three_twenty_a_jin() -> None:
    assert sum(GRAMS) == 40_000_000
    assert total_fen(grams=40_000_000, fen_per_kg=640) == 25_600_000
    assert split_fen(total_fen=25_600_000, weights=[98, 2]) == [25_088_000, 512_000]


def test_the_undisputed_part_reaches_sixty_three_households_to_the_fen() -> None:
    sale = Sale()

    shares = _until_payout(sale)

    assert sum(shares) == 23_495_360
    assert Counter(shares) == {372_989: 52, 372_988: 10, 370_052: 1}
    on = OCTOBER[4]
    assert balance(sale.bank, on=on) == 25_088_000 - 23_495_360 == 1_592_640
    assert balance(sale.proceeds, on=on) == 0
    assert balance(sale.held, on=on) == balance(sale.buyer, on=on) == 512_000
    assert [balance(row, on=on) for row in sale.households] == [0] * 63


def test_the_whole_sale_as_on_paper() -> None:
    sale = Sale()
    shares = _until_payout(sale)
    seventeenth = sale.households[16]

    assert shares[16] == 372_989
    sale.enter(5, TransferKind.RETURNED, {sale.bank: 372_989, seventeenth: -372_989})
    sale.enter(6, TransferKind.PAYOUT, {seventeenth: 372_989, sale.bank: -372_989})
    sale.enter(
        7,
        TransferKind.CLAIM,
        {sale.held: 512_000, sale.buyer: -256_000, sale.proceeds: -256_000},
    )
    sale.enter(8, TransferKind.PAYMENT, {sale.bank: 256_000, sale.buyer: -256_000})
    second = sale.split(9, 256_000)

    assert Counter(second) == {3_943: 5, 3_942: 57, 3_911: 1}
    found = trial_balance(on=OCTOBER[-1])
    assert {row.kind.value: row.balance_fen for row in found.rows} == {
        "BANK": 1_848_640,
        "RECEIVABLE": 0,
        "PROCEEDS": 0,
        "HELD": 0,
        "PAYABLE": 248_320,
        "COMMISSION": 760_320,
        "TRANSPORT": 600_000,
        "PACKAGING": 240_000,
    }
    assert found.debit_fen == found.credit_fen == 101_041_338
    told = statement(seventeenth, from_on=OCTOBER[0], to_on=OCTOBER[-1])
    assert [(line.kind.value, line.amount_fen, line.balance_fen) for line in told.lines] == [
        ("SPLIT", 372_989, 372_989),
        ("PAYOUT", -372_989, 0),
        ("RETURNED", 372_989, 372_989),
        ("PAYOUT", -372_989, 0),
        ("SPLIT", 3_942, 3_942),
    ]
    assert close_month(month=OCTOBER[0], by=TESTER, at=END).transfers == 9
    assert journal(from_on=OCTOBER[0], to_on=OCTOBER[-1]).count() == 9
    assert [check.law for check in ledger_laws() if not check.holds] == []


def test_a_split_that_was_paid_out_is_not_reversed() -> None:
    sale = Sale()
    shares = _until_payout(sale)
    split = Transfer.objects.get(reference="step:3")

    with refused(
        NotEnoughInAccount,
        field="lines",
        account=AccountKind.PAYABLE,
        left_fen=0,
        value_fen=shares[0],
    ):
        reverse(
            transfer_id=split.pk,
            reference="reversal:3",
            happened_on=OCTOBER[5],
            by=TESTER,
            at=END,
        )
