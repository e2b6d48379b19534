"""Sixty at the same moment: money for ten of them, one reference, a month being closed."""

from __future__ import annotations

from collections import Counter
from datetime import date
from functools import partial
from itertools import permutations

import pytest

from moli.audit.models import Event
from moli.ledger.models import Account, Closing, Transfer
from moli.ledger.queries.laws import ledger_laws
from moli.ledger.rules.chart import AccountKey, AccountKind
from moli.ledger.services.closing import close_month
from moli.ledger.services.opening_accounts import accounts_for
from moli.ledger.services.reversing import reverse
from tests.concurrency import Outcome, at_once
from tests.factories import NOW, TESTER, TODAY
from tests.factories.books import account, entered, funded

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
AUGUST = date(2016, 8, 31)


def _names(outcomes: list[Outcome]) -> Counter[str]:
    return Counter("ok" if each.ok else type(each.error).__name__ for each in outcomes)


def _broken() -> list[str]:
    return [check.law for check in ledger_laws() if not check.holds]


def test_of_sixty_who_draw_on_money_for_ten_exactly_ten_get_it() -> None:
    bank, clearing = funded(AccountKind.BANK, 1_000), account(AccountKind.CLEARING)

    outcomes = at_once(
        [
            partial(entered, {clearing: 100, bank: -100}, reference=f"draw:{place}")
            for place in range(60)
        ]
    )

    assert _names(outcomes) == {"ok": 10, "NotEnoughInAccount": 50}
    bank.refresh_from_db()
    assert bank.left_fen == 0
    assert Transfer.objects.filter(reference__startswith="draw:").count() == 10
    assert Event.objects.filter(verb="ledger.post").count() == 11
    assert _broken() == []


def test_sixty_posts_of_one_reference_are_one_transfer() -> None:
    bank, clearing = funded(AccountKind.BANK, 1_000), account(AccountKind.CLEARING)

    outcomes = at_once([partial(entered, {clearing: 100, bank: -100}, reference="once")] * 60)

    assert _names(outcomes) == {"ok": 60}
    assert len({each.result.pk for each in outcomes}) == 1
    bank.refresh_from_db()
    assert bank.left_fen == 900
    assert _broken() == []


def test_transfers_that_cross_each_other_wait_and_never_deadlock() -> None:
    rows = [funded(AccountKind.PAYABLE, 1_000_000, owner_key=f"{n}") for n in range(6)]
    orders = list(permutations(rows, 4))[::6]
    calls = []
    for place, some in enumerate(orders):
        lines = dict(zip(some, (300, -100, -100, -100), strict=True))
        calls.append(partial(entered, lines, reference=f"cross:{place}"))

    outcomes = at_once(calls)

    assert _names(outcomes) == {"ok": 60}
    assert (
        sum(Account.objects.filter(pk__in=[r.pk for r in rows]).values_list("left_fen", flat=True))
        == 6_000_000
    )
    assert _broken() == []


def test_a_month_is_closed_between_postings_and_never_under_one() -> None:
    fees, clearing = account(AccountKind.FEES), account(AccountKind.CLEARING)
    posts = [
        partial(entered, {fees: 1, clearing: -1}, reference=f"fee:{place}", happened_on=AUGUST)
        for place in range(40)
    ]
    close = partial(close_month, month=AUGUST, by=TESTER, at=NOW)

    outcomes = at_once([*posts[:20], *[close] * 5, *posts[20:]])

    names = _names(outcomes)
    assert set(names) <= {"ok", "MonthClosed"}
    assert [each.error for each in outcomes[20:25]] == [None] * 5
    assert Closing.objects.get().transfers == Transfer.objects.count() == names["ok"] - 5
    assert Event.objects.filter(verb="ledger.close_month").count() == 1
    assert _broken() == []


def test_one_transfer_is_reversed_once() -> None:
    bank, clearing = funded(AccountKind.BANK, 1_000), account(AccountKind.CLEARING)
    wrong = entered({bank: 100, clearing: -100})

    outcomes = at_once(
        [
            partial(
                reverse,
                transfer_id=wrong.pk,
                reference=f"reversal:{place % 4}",
                happened_on=TODAY,
                by=TESTER,
                at=NOW,
            )
            for place in range(40)
        ]
    )

    assert _names(outcomes) == {"ok": 10, "AlreadyReversed": 30}
    bank.refresh_from_db()
    assert bank.left_fen == 1_000
    assert _broken() == []


def test_accounts_asked_for_at_once_are_opened_once() -> None:
    keys = [AccountKey("household", f"{n}", AccountKind.PAYABLE) for n in range(63)]

    outcomes = at_once([partial(accounts_for, keys[::step]) for step in (1, -1) * 10])

    assert _names(outcomes) == {"ok": 20}
    assert Account.objects.count() == 63
    assert len({frozenset(row.pk for row in each.result.values()) for each in outcomes}) == 1
