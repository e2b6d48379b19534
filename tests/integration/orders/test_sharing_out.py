"""Quotas of a village's part: naming, sharing out, giving up, re-allocating (docs/bulk.md §3)."""

from __future__ import annotations

from typing import Any

import pytest

from moli.audit.models import Event
from moli.households.models import Household
from moli.households.rules.statuses import State
from moli.orders.models import BulkPart, Quota, QuotaChange
from moli.orders.rules.bulk import QuotaReason
from moli.orders.services.bulk_locking import BulkOrderMovedOn
from moli.orders.services.calling_off import cancel_bulk_order
from moli.orders.services.sharing_out import (
    GivenUpOutOfRange,
    NobodyNamed,
    NotSharedOut,
    QuotaChangedSince,
    SupplierElsewhere,
    SupplierMostOutOfRange,
    give_up,
    name_supplier,
    reallocate,
    share_out_part,
)
from tests.factories import HEGUI, NOW, TESTER, household
from tests.factories.bulk import KG, SELLER, called_off, first_part, named, shared, weighed_for
from tests.factories.procedures import poor_household
from tests.unchanged import refused, unchanged

pytestmark = pytest.mark.django_db


def _part(**changes: Any) -> BulkPart:
    """A part of 600 kg, of which 700 ‰ are poor households' first, at most 200 kg each."""
    changes = {"grams": 600 * KG, "poor_per_mille": 700, "cap_grams": 200 * KG, **changes}
    return first_part(called_off(**changes))


def _name(part: BulkPart, who: Household, most_grams: int) -> Quota:
    return name_supplier(part_uid=part.uid, household=who, most_grams=most_grams, by=SELLER, at=NOW)


def _share_out(part: BulkPart) -> list[Quota]:
    return share_out_part(part_uid=part.uid, by=SELLER, at=NOW)


def _give_up(quota: Quota, grams: int, **changes: Any) -> Quota:
    return give_up(quota_id=quota.pk, grams=grams, by=SELLER, at=NOW, **changes)


def _reallocate(part: BulkPart) -> list[Quota]:
    return reallocate(part_uid=part.uid, by=SELLER, at=NOW)


def _granted(part: BulkPart) -> list[int]:
    """What each household was granted, in kilograms, in the order of naming."""
    rows = Quota.objects.filter(part=part).order_by("pk")
    return [row.granted_grams // KG for row in rows]


def _free(part: BulkPart) -> int:
    part.refresh_from_db()
    return (part.grams - part.granted_grams) // KG


def test_a_small_load_is_shared_out_given_up_and_re_allocated_as_on_paper() -> None:
    part = _part()
    a, b = (_name(part, poor_household(), most * KG) for most in (300, 90))
    c, _, _ = (_name(part, household(), most * KG) for most in (250, 250, 40))

    _share_out(part)
    assert _granted(part) == [200, 90, 135, 135, 40]

    _give_up(a, 80 * KG)
    assert (_granted(part), _free(part)) == ([120, 90, 135, 135, 40], 80)
    _name(part, b.household, 150 * KG)
    _reallocate(part)
    assert _granted(part) == [120, 150, 145, 145, 40]

    _give_up(c, 100 * KG)
    _reallocate(part)
    assert (_granted(part), _free(part)) == ([120, 150, 45, 200, 40], 45)
    assert list(QuotaChange.objects.filter(quota=c).values_list("grams_change", "reason")) == [
        (135 * KG, QuotaReason.SHARED_OUT),
        (10 * KG, QuotaReason.TAKEN_OVER),
        (-100 * KG, QuotaReason.GIVEN_UP),
    ]


def test_who_is_poor_is_looked_up_when_a_part_is_shared_out_and_stays_so() -> None:
    part = _part()
    poor = _name(part, poor_household(), 100 * KG)
    other = _name(part, household(), 100 * KG)
    Quota.objects.update(is_poor=False)

    _share_out(part)
    poor.refresh_from_db()
    other.refresh_from_db()
    assert (poor.is_poor, other.is_poor) == (True, False)

    poor.household.statuses.update(to_on=NOW.date())
    poor.household.statuses.create(
        track="POVERTY", state=State.EXITED, from_on=NOW.date(), reason=""
    )
    _share_out(part)
    poor.refresh_from_db()
    assert poor.is_poor


def test_sharing_out_twice_is_sharing_out_once() -> None:
    part = _part()
    named(part, mosts=[100 * KG, 200 * KG])
    first = _share_out(part)
    _name(part, household(), 100 * KG)
    before = _granted(part)

    with unchanged():
        again = _share_out(part)

    assert before == [100, 200, 0]
    assert again[:2] == first
    assert Event.objects.filter(verb="orders.share_out").count() == 1


def test_naming_twice_is_naming_once_and_may_say_more_or_less() -> None:
    part, who = _part(), household()
    first = _name(part, who, 100 * KG)

    with unchanged():
        assert _name(part, who, 100 * KG) == first
    assert _name(part, who, 150 * KG).most_grams == 150 * KG
    assert Quota.objects.count() == 1


def test_only_registered_households_of_the_village_are_named() -> None:
    part = _part()
    elsewhere, gone = household(village_code=HEGUI), household()
    gone.withdrawn_at = NOW
    gone.save(update_fields=["withdrawn_at"])

    for who in (elsewhere, gone):
        with refused(SupplierElsewhere, field="household"):
            _name(part, who, 100 * KG)


@pytest.mark.parametrize("most_grams", [0, KG - 1, 100_000 * KG + 1])
def test_a_household_brings_a_kilogram_to_a_hundred_tonnes(most_grams: int) -> None:
    part, who = _part(), household()

    with refused(
        SupplierMostOutOfRange,
        field="most_grams",
        value_grams=most_grams,
        min_grams=KG,
        max_grams=100_000 * KG,
    ):
        _name(part, who, most_grams)


def test_nobody_is_named_with_less_than_was_granted() -> None:
    part = _part()
    quota = shared(part, mosts=[100 * KG])[0]

    with refused(
        SupplierMostOutOfRange,
        field="most_grams",
        value_grams=99 * KG,
        min_grams=100 * KG,
        max_grams=100_000 * KG,
    ):
        _name(part, quota.household, 99 * KG)


def test_a_part_without_households_is_not_shared_out() -> None:
    part = _part()

    with refused(NobodyNamed, field="households"):
        _share_out(part)


def test_giving_up_is_within_what_was_not_brought() -> None:
    quota = shared(_part(), mosts=[100 * KG])[0]
    weighed_for(quota, grams=70 * KG)

    for grams in (0, -KG, 31 * KG):
        with refused(GivenUpOutOfRange, field="grams", value_grams=grams, max_grams=30 * KG):
            _give_up(quota, grams)
    assert _give_up(quota, 30 * KG).granted_grams == 70 * KG


def test_a_household_that_gave_all_up_gets_nothing_back_until_it_is_named_again() -> None:
    part = _part()
    quota = shared(part, mosts=[100 * KG])[0]

    _give_up(quota, 100 * KG)
    assert _reallocate(part) == []
    assert _granted(part) == [0]

    _name(part, quota.household, 60 * KG)
    _reallocate(part)
    assert _granted(part) == [60]


def test_a_second_tap_gives_nothing_up_and_a_quota_that_changed_is_looked_at_first() -> None:
    quota = shared(_part(), mosts=[100 * KG])[0]
    _give_up(quota, 30 * KG, seen_grams=100 * KG)

    with unchanged():
        assert _give_up(quota, 30 * KG, seen_grams=100 * KG).granted_grams == 70 * KG
    with refused(QuotaChangedSince, field="grams", left_grams=70 * KG):
        _give_up(quota, 10 * KG, seen_grams=100 * KG)


def test_re_allocating_twice_is_re_allocating_once_and_needs_a_part_that_was_shared_out() -> None:
    part = _part()
    named(part, mosts=[100 * KG])
    with refused(NotSharedOut, field="part"):
        _reallocate(part)
    _share_out(part)
    named(part, mosts=[50 * KG])

    grown = _reallocate(part)

    assert [quota.granted_grams for quota in grown] == [50 * KG]
    with unchanged():
        assert _reallocate(part) == []


def test_nothing_of_an_ended_order_changes() -> None:
    order = called_off(grams=600 * KG)
    part, who = first_part(order), household()
    quota = shared(part, mosts=[100 * KG])[0]
    cancel_bulk_order(order_uid=order.uid, by=TESTER, at=NOW)
    ended = {"field": "state", "order_state": "CANCELLED"}

    with refused(BulkOrderMovedOn, **ended):
        _name(part, who, 10 * KG)
    with refused(BulkOrderMovedOn, **ended):
        _share_out(part)
    with refused(BulkOrderMovedOn, **ended):
        _give_up(quota, KG)
    with refused(BulkOrderMovedOn, **ended):
        _reallocate(part)


def test_sharing_out_asks_as_many_questions_for_many_households_as_for_few(
    django_assert_num_queries: Any,
) -> None:
    few, many = _part(), _part()
    named(few, mosts=[10 * KG] * 2)
    named(many, mosts=[10 * KG] * 20)

    for part in (few, many):
        with django_assert_num_queries(SHARING_QUERIES):
            _share_out(part)


SHARING_QUERIES = 12
