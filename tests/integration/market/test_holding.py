"""Weight of a lot that is held without a proposal."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from moli.audit.models import Event
from moli.market.models import Hold, Lot
from moli.market.queries.laws import lots_commit_what_is_held
from moli.market.services.holding import NotEnoughToHold, hold_lot, release_hold
from moli.market.services.posting_lots import LessThanCommitted, amend_lot, withdraw_lot
from tests.factories import NOW, TESTER, introduced, lot, lot_offer, proposal
from tests.unchanged import refused, unchanged

pytestmark = pytest.mark.django_db
TONNE = 1_000_000


def _hold(row: Lot, grams: int, *, owner: str = "bulk_part:1") -> Hold:
    return hold_lot(lot_id=row.pk, owner_key=owner, grams=grams, by=TESTER, at=NOW)


def _release(row: Lot, *, keep_grams: int = 0, owner: str = "bulk_part:1") -> None:
    release_hold(lot_id=row.pk, owner_key=owner, keep_grams=keep_grams, by=TESTER, at=NOW)


def _committed(row: Lot) -> int:
    return Lot.objects.get(pk=row.pk).committed_grams


def test_held_weight_is_committed_and_said_in_the_trail() -> None:
    row = lot(grams=10 * TONNE)

    hold = _hold(row, 4 * TONNE)

    assert (hold.grams, _committed(row)) == (4 * TONNE, 4 * TONNE)
    event = Event.objects.get(verb="market.hold_lot")
    assert (event.subject_key, event.facts["grams"]) == (row.key, 4 * TONNE)


def test_holding_the_same_twice_is_holding_once() -> None:
    row = lot(grams=10 * TONNE)
    first = _hold(row, 4 * TONNE)

    with unchanged():
        assert _hold(row, 4 * TONNE) == first


def test_an_owner_may_hold_more_or_less_than_before() -> None:
    row = lot(grams=10 * TONNE)
    _hold(row, 4 * TONNE)

    _hold(row, 10 * TONNE)
    assert _committed(row) == 10 * TONNE
    _hold(row, TONNE)
    assert (_committed(row), Hold.objects.get().grams) == (TONNE, TONNE)


def test_what_is_released_is_free_again_and_twice_is_once() -> None:
    row = lot(grams=10 * TONNE)
    _hold(row, 4 * TONNE)

    _release(row, keep_grams=TONNE)
    assert _committed(row) == TONNE
    _release(row)
    assert (_committed(row), Hold.objects.get().grams) == (0, 0)
    with unchanged():
        _release(row)
        _release(row, owner="bulk_part:nobody")


def test_proposals_and_holds_share_what_a_lot_has() -> None:
    row = lot(grams=10 * TONNE)
    introduced(proposal(lot=row, grams=7 * TONNE))

    with refused(NotEnoughToHold, field="lot", left_grams=3 * TONNE, value_grams=4 * TONNE):
        _hold(row, 4 * TONNE)

    _hold(row, 3 * TONNE)
    assert _committed(row) == 10 * TONNE
    assert lots_commit_what_is_held().holds


def test_two_owners_never_hold_more_than_there_is() -> None:
    row = lot(grams=10 * TONNE)
    _hold(row, 6 * TONNE)

    with refused(NotEnoughToHold, field="lot", left_grams=4 * TONNE, value_grams=5 * TONNE):
        _hold(row, 5 * TONNE, owner="bulk_part:2")


def test_nothing_more_is_held_of_a_lot_that_was_taken_back_but_all_may_be_released() -> None:
    row = lot(grams=10 * TONNE)
    _hold(row, 4 * TONNE)
    withdraw_lot(lot_id=row.pk, by=TESTER, at=NOW)

    with refused(NotEnoughToHold, field="lot", left_grams=0, value_grams=TONNE):
        _hold(row, 5 * TONNE)

    _release(row)
    assert _committed(row) == 0


def test_a_lot_is_not_made_smaller_than_what_is_held_of_it() -> None:
    row = lot(grams=10 * TONNE)
    _hold(row, 4 * TONNE)

    with refused(LessThanCommitted, field="grams", min_grams=4 * TONNE):
        amend_lot(lot_id=row.pk, offer=lot_offer(grams=3 * TONNE), by=TESTER, at=NOW)


def test_the_database_itself_keeps_one_hold_for_an_owner() -> None:
    row = lot(grams=10 * TONNE)
    _hold(row, TONNE)

    with pytest.raises(IntegrityError), transaction.atomic():
        Hold.objects.create(lot=row, owner_key="bulk_part:1", grams=1, at=NOW)
