"""A month is closed once, when it is over, with all before it."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from moli.audit.models import Event
from moli.ledger.models import Closing
from moli.ledger.rules.chart import AccountKind
from moli.ledger.services.closing import MonthNotOver, close_month
from moli.ledger.services.posting import MonthClosed
from tests.factories import NOW, TESTER
from tests.factories.books import account, entered
from tests.factories.moments import SHANGHAI
from tests.unchanged import refused, unchanged

pytestmark = pytest.mark.django_db


def _close(month: date, *, at: datetime = NOW) -> Closing:
    return close_month(month=month, by=TESTER, at=at)


def test_a_closing_counts_what_was_posted_up_to_its_last_day() -> None:
    fees, clearing = account(AccountKind.FEES), account(AccountKind.CLEARING)
    for day, fen in ((date(2016, 7, 1), 5), (date(2016, 8, 31), 7), (date(2016, 9, 1), 11)):
        entered({fees: fen, clearing: -fen}, happened_on=day)

    row = _close(date(2016, 8, 2))

    assert (row.through_on, row.transfers, row.debit_fen) == (date(2016, 8, 31), 2, 12)
    assert (row.by_key, row.by_name, row.at) == (TESTER.key, TESTER.name, NOW)
    event = Event.objects.get(verb="ledger.close_month")
    assert (event.subject_kind, event.subject_key) == ("closing", "2016-08-31")
    assert event.facts == {"transfers": 2, "debit_fen": 12}


def test_closing_twice_is_once() -> None:
    first = _close(date(2016, 8, 1))

    with unchanged():
        assert _close(date(2016, 8, 31)).pk == first.pk


def test_an_earlier_closing_is_still_found_after_a_later_one() -> None:
    july = _close(date(2016, 7, 1))
    _close(date(2016, 8, 1))

    with unchanged():
        assert _close(date(2016, 7, 1)).pk == july.pk


def test_a_month_that_a_later_closing_closed_is_refused() -> None:
    _close(date(2016, 8, 1))

    with refused(MonthClosed, field="month", through_on="2016-08-31"):
        _close(date(2016, 7, 1))


@pytest.mark.parametrize("month", [date(2016, 9, 1), date(2016, 10, 1)])
def test_a_month_that_is_not_over_is_refused(month: date) -> None:
    last = {9: "2016-09-30", 10: "2016-10-31"}[month.month]

    with refused(MonthNotOver, field="month", through_on=last):
        _close(month)


def test_a_month_is_over_when_its_last_day_has_passed_here() -> None:
    last_evening = datetime(2016, 9, 30, 23, 59, tzinfo=SHANGHAI)
    next_morning = datetime(2016, 10, 1, 0, 0, tzinfo=SHANGHAI)

    with refused(MonthNotOver, field="month", through_on="2016-09-30"):
        _close(date(2016, 9, 1), at=last_evening)
    assert _close(date(2016, 9, 1), at=next_morning).through_on == date(2016, 9, 30)
