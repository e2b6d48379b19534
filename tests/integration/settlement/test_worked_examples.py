"""docs/settlement.md §2: a day of 2,000 portions, and what `moli check` says of it."""

from __future__ import annotations

import pytest

from moli.ledger.models import Transfer
from moli.ledger.queries.balances import trial_balance
from moli.settlement.queries.incomes import income_from_sales
from moli.settlement.queries.laws import settlement_laws
from tests.factories import TODAY
from tests.factories.settlement import general_rule, packed_order, settled, shelf_of_three

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def test_a_day_of_2000_portions() -> None:
    general_rule()
    _, households = shelf_of_three()

    for units, orders in ((10, 190), (1, 100)):
        for _ in range(orders):
            settled(packed_order(units=units))

    books = {row.kind: row.balance_fen for row in trial_balance(on=TODAY).rows}
    assert books == {
        "CLEARING": 7_600_000,
        "PACKAGING": 600_000,
        "TRANSPORT": 400_000,
        "COMMISSION": 200_000,
        "PAYABLE": 6_400_000,
    }
    incomes = [income_from_sales(row, year=2016) for row in households]
    assert incomes == [3_200_000, 2_137_620, 1_062_380]
    assert Transfer.objects.count() == 290
    assert [check for check in settlement_laws() if not check.holds] == []
