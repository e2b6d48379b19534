"""Another person agrees to what a roster brought, or it is taken back as if it had not been."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from moli.audit.models import Event
from moli.households.models import Batch, FamilyMember, Household
from moli.households.queries.reach import RegistryReach, households_in_areas
from moli.households.rules.batches import BatchState, UndoReason
from moli.households.rules.people import LeaveReason
from moli.households.services import importing_rosters
from moli.households.services.reviewing_batches import (
    BatchInUse,
    BatchNeedsAnother,
    merge_batch,
    undo_batch,
)
from moli.households.services.storing_rosters import BatchMovedOn
from moli.kernel.actor import Actor
from tests.concurrency import at_once
from tests.factories import COUNTY, NOW, TESTER
from tests.factories.rosters import imported, roster_rows
from tests.unchanged import refused, unchanged

pytestmark = pytest.mark.django_db
ANOTHER = Actor(key="user:another", name="另一个人")
ALL = RegistryReach(county_areas=(COUNTY,))


@pytest.fixture
def batch() -> Batch:
    """Two households in review, brought by TESTER."""
    imported()
    return Batch.objects.get()


def merge(batch: Batch, *, by: Actor = ANOTHER) -> Batch:
    return merge_batch(batch_id=batch.pk, by=by, at=NOW)


def undo(batch: Batch) -> Batch:
    return undo_batch(batch_id=batch.pk, reason=UndoReason.WRONG_FACTS, by=TESTER, at=NOW)


def test_another_person_makes_it_part_of_the_registry(batch: Batch) -> None:
    merged = merge(batch)

    assert (merged.state, merged.decided_by_key) == (BatchState.MERGED, ANOTHER.key)
    assert households_in_areas(ALL).count() == 2
    assert Event.objects.filter(verb="households.merge_batch").count() == 1


def test_whoever_brought_it_does_not_agree_to_it(batch: Batch) -> None:
    with refused(BatchNeedsAnother):
        merge(batch, by=TESTER)


def test_agreeing_twice_is_agreeing_once(batch: Batch) -> None:
    merge(batch)

    with unchanged():
        merge(batch, by=Actor(key="user:third", name="第三人"))


def test_what_is_not_stored_as_a_whole_is_not_agreed_to(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importing_rosters, "_TOGETHER", 1)

    def stop(_: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        imported(watch=stop)
    with refused(BatchMovedOn, state=BatchState.LOADING):
        merge(Batch.objects.get())


def test_a_batch_in_review_is_taken_back(batch: Batch) -> None:
    undone = undo(batch)

    assert undone.state == BatchState.UNDONE
    assert Household.objects.filter(withdrawn_at=None).count() == 0
    left = set(FamilyMember.objects.values_list("left_on", "leave_reason"))
    assert left == {(NOW.date(), LeaveReason.ERROR)}
    assert Event.objects.filter(verb="households.withdraw").count() == 2
    (event,) = Event.objects.filter(verb="households.undo_batch")
    assert event.facts == {"undo_reason": "WRONG_FACTS", "households": 2, "people": 4}


def test_taking_back_twice_is_once(batch: Batch) -> None:
    undo(batch)

    with unchanged():
        undo(batch)


def test_what_was_taken_back_is_not_agreed_to(batch: Batch) -> None:
    undo(batch)

    with refused(BatchMovedOn, state=BatchState.UNDONE):
        merge(batch)


def test_a_merged_batch_is_taken_back_while_nothing_was_done_since(batch: Batch) -> None:
    merge(batch)

    assert undo(batch).state == BatchState.UNDONE
    assert households_in_areas(ALL).count() == 0
    assert imported().created == 2


def test_a_merged_batch_stays_once_a_household_was_changed(batch: Batch) -> None:
    merge(batch)
    Household.objects.filter(national_code="45012700000001").update(version=2)

    with refused(BatchInUse):
        undo(batch)


@pytest.mark.django_db(transaction=True)
def test_many_who_agree_at_once_agree_once() -> None:
    imported(roster_rows(5))
    batch = Batch.objects.get()
    people = [Actor(key=f"user:{number}", name=f"人{number}") for number in range(6)]

    calls: list[Callable[[], object]] = [lambda by=by: merge(batch, by=by) for by in people]  # type: ignore[misc]
    outcomes = at_once(calls)

    assert [str(one.error) for one in outcomes if not one.ok] == []
    assert Event.objects.filter(verb="households.merge_batch").count() == 1
    assert households_in_areas(ALL).count() == 5


@pytest.mark.django_db(transaction=True)
def test_agreeing_and_taking_back_at_once_leave_one_whole_outcome() -> None:
    imported(roster_rows(5))
    batch = Batch.objects.get()

    at_once([lambda: merge(batch), lambda: undo(batch), lambda: merge(batch), lambda: undo(batch)])

    # Taking back comes last whatever the order: a merged batch that nobody touched may be undone.
    batch.refresh_from_db()
    assert batch.state == BatchState.UNDONE
    assert households_in_areas(ALL).count() == 0
    assert Event.objects.filter(verb="households.undo_batch").count() == 1
    assert Event.objects.filter(verb="households.withdraw").count() == 5
