"""Any order of posting, replaying, reversing and closing: the books are as the model says."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    initialize,
    invariant,
    multiple,
    rule,
    run_state_machine_as_test,
)

from moli.kernel.refusal import Refusal
from moli.ledger.models import Account, Closing, Transfer
from moli.ledger.queries.balances import balance, trial_balance
from moli.ledger.queries.journal import statement
from moli.ledger.queries.laws import ledger_laws
from moli.ledger.rules.chart import AccountKind
from moli.ledger.rules.months import last_day_of_month
from moli.ledger.rules.transfers import TransferKind
from moli.ledger.services.closing import close_month
from moli.ledger.services.posting import Line, post
from moli.ledger.services.reversing import reverse
from tests.factories import NOW, TESTER, TODAY
from tests.factories.books import account
from tests.integration.ledger.book_model import CAN_RUN_OUT, NAMES, BookModel, Lines, Posted
from tests.unchanged import everything

START, AUGUST = date(2016, 7, 1), date(2016, 8, 31)
KINDS = {
    "bank": AccountKind.BANK,
    "cash": AccountKind.CASH,
    "clearing": AccountKind.CLEARING,
    "fees": AccountKind.FEES,
    "held": AccountKind.HELD,
    "wei": AccountKind.PAYABLE,
    "huang": AccountKind.PAYABLE,
    "commission": AccountKind.COMMISSION,
}
DAYS = st.sampled_from([date(2016, 7, 31), date(2016, 8, 1), *[TODAY] * 5, date(2016, 9, 13)])
MONTHS = st.sampled_from([date(2016, 7, 9), date(2016, 8, 31), date(2016, 9, 1)])
FEN = st.integers(-60, 200).filter(bool)
SPREAD = st.lists(st.tuples(st.sampled_from(NAMES), FEN), min_size=1, max_size=4)


class Books(RuleBasedStateMachine):
    """The services and the model, step by step; each example is one transaction, taken back."""

    references = Bundle("references")

    def __init__(self) -> None:
        super().__init__()
        self.frame = transaction.atomic()
        self.frame.__enter__()
        self.model = BookModel(today=TODAY)
        self.accounts: dict[str, Account] = {}
        self.count = 0

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.frame.__exit__(None, None, None)

    @initialize()
    def open_accounts(self) -> None:
        self.accounts = {name: account(KINDS[name], owner_key=name) for name in NAMES}
        for name, fen in (("bank", 500), ("wei", -200), ("held", -50)):
            self._enter(Posted(self._reference(), START, ((name, fen), ("clearing", -fen))))

    @rule(
        target=references,
        spread=SPREAD,
        against=st.sampled_from(NAMES),
        happened_on=DAYS,
        off=st.sampled_from([0] * 9 + [1]),
    )
    def post(self, spread: list[tuple[str, int]], against: str, happened_on: date, off: int) -> str:
        if rest := off - sum(fen for _, fen in spread):
            spread = [*spread, (against, rest)]
        if len(spread) < 2:
            return multiple()  # type: ignore[return-value]
        return self._enter(Posted(self._reference(), happened_on, tuple(spread)))

    @rule(reference=references, is_turned=st.booleans())
    def post_again(self, reference: str, is_turned: bool) -> None:
        known = self.model.posted[reference]
        if known.reverses is None:
            lines = known.lines[::-1] if is_turned else known.lines
            self._enter(Posted(reference, known.happened_on, lines))

    @rule(reference=references, happened_on=DAYS, name=st.sampled_from(NAMES))
    def post_something_else(self, reference: str, happened_on: date, name: str) -> None:
        self._enter(Posted(reference, happened_on, ((name, 7), ("clearing", -7))))

    @rule(reference=consumes(references), happened_on=DAYS, is_again=st.booleans())
    def reverse_twice(self, reference: str, happened_on: date, is_again: bool) -> None:
        self.reverse(reference, happened_on=happened_on, is_again=False)
        self.reverse(reference, happened_on=happened_on, is_again=is_again)

    @rule(target=references, reference=references, happened_on=DAYS, is_again=st.booleans())
    def reverse(self, reference: str, happened_on: date, is_again: bool) -> str:
        done = [e.reference for e in self.model.posted.values() if e.reverses == reference]
        under = done[0] if is_again and done else self._reference()
        row = Transfer.objects.get(reference=reference)
        expected = self.model.reverse(reference, under=under, happened_on=happened_on)
        self._must_say(
            expected,
            lambda: reverse(
                transfer_id=row.pk, reference=under, happened_on=happened_on, by=TESTER, at=NOW
            ),
        )
        return multiple() if expected or done else under  # type: ignore[return-value]

    @rule(month=MONTHS)
    def close(self, month: date) -> None:
        expected = self.model.close(last_day_of_month(month))
        self._must_say(expected, lambda: close_month(month=month, by=TESTER, at=NOW))

    @invariant()
    def the_books_are_as_the_model_says(self) -> None:
        if not self.accounts:
            return
        left = dict(Account.objects.values_list("pk", "left_fen"))
        for name, row in self.accounts.items():
            assert balance(row, on=AUGUST) == self.model.balance(name, on=AUGUST)
            told = statement(row, from_on=date(2016, 8, 1), to_on=date(2016, 9, 13))
            assert told.opening_fen + sum(x.amount_fen for x in told.lines) == told.closing_fen
            assert told.closing_fen == self.model.balance(name, on=TODAY)
            assert left[row.pk] == (told.closing_fen if name in CAN_RUN_OUT else None)
        assert set(Transfer.objects.values_list("reference", flat=True)) == set(self.model.posted)
        closed = set(Closing.objects.values_list("through_on", flat=True))
        assert closed == self.model.closings

    @invariant()
    def every_law_holds(self) -> None:
        if connection.vendor == "postgresql":
            # What would be looked at when the transaction ends is looked at now.
            connection.check_constraints()
        assert [check.law for check in ledger_laws() if not check.holds] == []
        assert trial_balance(on=TODAY).is_balanced

    def _reference(self) -> str:
        self.count += 1
        return f"test:{self.count}"

    def _enter(self, wanted: Posted) -> str:
        is_new = wanted.reference not in self.model.posted
        expected = self.model.post(wanted)
        self._must_say(
            expected,
            lambda: post(
                reference=wanted.reference,
                kind=TransferKind.CORRECTION,
                lines=self._lines(wanted.lines),
                happened_on=wanted.happened_on,
                by=TESTER,
                at=NOW,
            ),
        )
        return wanted.reference if is_new and not expected else multiple()  # type: ignore[return-value]

    def _lines(self, lines: Lines) -> list[Line]:
        return [Line(self.accounts[name], fen) for name, fen in lines]

    def _must_say(self, expected: str, call: Callable[[], object]) -> None:
        before = everything() if expected else None
        try:
            call()
            said = ""
        except Refusal as refusal:
            said = refusal.code
        assert said == expected
        if expected:
            assert everything() == before


@pytest.mark.slow
@pytest.mark.django_db
def test_the_books_do_what_the_model_says_in_any_order_of_steps() -> None:
    run_state_machine_as_test(
        Books,
        settings=settings(
            max_examples=12,
            stateful_step_count=25,
            suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
        ),
    )
