"""Account numbers in full: shown with a reason, kept for the household, and in the bank's list."""

from __future__ import annotations

import pytest

from moli.audit.models import Event
from moli.households.models import Household, Opening
from moli.households.queries.openings import openings_in_areas
from moli.households.rules.care import ReasonTooShort
from moli.households.services.locking import HouseholdWithdrawn
from moli.households.services.opening import NothingToOpen
from moli.settlement.services.handing_to_bank import bank_list
from moli.settlement.services.showing_numbers import show_number
from tests.factories import COUNTY, NOW, TESTER, household
from tests.factories.settlement import batch_sent, card_of, earned
from tests.unchanged import refused

pytestmark = pytest.mark.django_db
REASON = "核对 9 月打款"


def test_a_number_is_shown_with_a_reason_and_each_look_is_kept() -> None:
    row = household()
    card = card_of(row)

    for _ in range(2):
        shown = show_number(household_id=row.pk, reason=REASON, by=TESTER, at=NOW)
        assert shown == card.number

    kept = [(each.kind, each.reason, each.by_key) for each in row.openings.all()]
    assert kept == [("ACCOUNT", REASON, TESTER.key)] * 2
    event = Event.objects.filter(verb="households.open_account").last()
    assert event is not None
    assert card.number not in str(event.facts)


def test_no_reason_no_number() -> None:
    row = household()
    card_of(row)

    with refused(ReasonTooShort, field="reason", signs_min=4):
        show_number(household_id=row.pk, reason="看看", by=TESTER, at=NOW)


def test_a_household_without_an_account_has_nothing_to_show() -> None:
    row = household()

    with refused(NothingToOpen, field="number"):
        show_number(household_id=row.pk, reason=REASON, by=TESTER, at=NOW)


def test_a_withdrawn_household_is_closed() -> None:
    row = household()
    card_of(row)
    Household.objects.filter(pk=row.pk).update(withdrawn_at=NOW)

    with refused(HouseholdWithdrawn, field="household"):
        show_number(household_id=row.pk, reason=REASON, by=TESTER, at=NOW)


def test_a_list_for_the_bank_is_a_look_at_each_of_its_households() -> None:
    _, households = earned()
    batch = batch_sent()

    first = bank_list(batch_id=batch.pk, by=TESTER, at=NOW)
    second = bank_list(batch_id=batch.pk, by=TESTER, at=NOW)

    assert first.rows == second.rows
    for row in households:
        assert [each.kind for each in row.openings.all()] == ["BANK_LIST"] * 2
    assert Event.objects.filter(verb="settlement.hand_to_bank").count() == 2


def test_lists_for_the_bank_do_not_flood_the_list_of_looks() -> None:
    _, (first, *_) = earned()
    bank_list(batch_id=batch_sent().pk, by=TESTER, at=NOW)
    show_number(household_id=first.pk, reason=REASON, by=TESTER, at=NOW)

    assert Opening.objects.count() == 4
    assert [row.kind for row in openings_in_areas([COUNTY])] == ["ACCOUNT"]
