"""What a device sends is applied once and in order; what cannot be is said, and blocks nothing."""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import OperationalError

from moli.audit.models import Event
from moli.kernel.actor import Actor
from moli.stations.rules.team import Work
from moli.sync.models import Device, Operation
from moli.sync.queries.laws import sync_laws
from moli.sync.rules.outcomes import Outcome
from moli.sync.rules.pushing import Answer, PushAnswer
from moli.sync.services.applying import PushTooLong
from moli.sync.services.registering import DeviceRevoked, revoke_device
from tests.factories import NOW, TESTER
from tests.factories.devices import device, operation
from tests.integration.sync.noting import notes, push
from tests.unchanged import refused, unchanged

pytestmark = pytest.mark.django_db
APPLIED, DUPLICATE, WAITING = Outcome.APPLIED, Outcome.DUPLICATE, Outcome.WAITING
CONFLICT, REFUSED = Outcome.CONFLICT, Outcome.REFUSED


@pytest.fixture(autouse=True)
def _laws_hold() -> object:
    yield
    assert [check.law for check in sync_laws() if not check.holds] == []


def _outcomes(told: PushAnswer) -> list[tuple[int, Outcome]]:
    return [(each.sequence, each.outcome) for each in told.answers]


def _next_of(row: Device) -> int:
    return Device.objects.get(pk=row.pk).next_sequence


def test_operations_are_applied_in_the_order_of_their_numbers() -> None:
    one, two, three = (operation(number) for number in (1, 2, 3))
    tablet = device()

    told = push(tablet, three, one, two)

    assert _outcomes(told) == [(1, APPLIED), (2, APPLIED), (3, APPLIED)]
    assert notes() == [str(each.uid) for each in (one, two, three)]
    assert told.next_sequence == _next_of(tablet) == 4
    assert told.answers[0] == Answer(
        one.uid,
        1,
        APPLIED,
        facts={"grams": 5, "work": Work.WEIGH},
        key=f"key of {one.uid}",
        version=1,
    )


def test_an_operation_is_written_down_without_what_it_said() -> None:
    tablet = device("a-station")
    one = operation(1, base_version=4, made_at=NOW - timedelta(hours=3))

    push(tablet, one)

    row = Operation.objects.get()
    assert (row.uid, row.device, row.sequence, row.kind) == (one.uid, tablet, 1, "note")
    assert (row.digest, row.base_version, row.outcome) == (one.digest, 4, APPLIED)
    assert (row.made_at, row.received_at) == (one.made_at, NOW)
    assert (row.by_key, row.by_name) == (TESTER.key, TESTER.name)
    assert "number 1" not in str(row.answer)


def test_a_handler_is_told_who_did_it_for_whom_and_when() -> None:
    made_at = NOW - timedelta(hours=3)

    push(device("a-station"), operation(1, made_at=made_at))

    event = Event.objects.get(verb="test.note")
    assert (event.at, event.actor_key, event.actor_name) == (made_at, TESTER.key, TESTER.name)
    assert event.facts == {"owner_key": "a-station", "received_at": NOW.isoformat()}


def test_a_push_that_is_sent_again_changes_nothing_and_is_told_the_same() -> None:
    tablet = device()
    sent = [operation(1), operation(2, kind="refuse"), operation(3, kind="conflict")]
    first = push(tablet, *sent)

    with unchanged():
        again = push(tablet, *sent)

    assert [each.outcome for each in again.answers] == [DUPLICATE] * 3
    assert [each.first for each in again.answers] == [APPLIED, REFUSED, CONFLICT]
    assert [replace(each, outcome=each.first, first=None) for each in again.answers] == list(
        first.answers
    )
    assert again.next_sequence == 4


def test_one_that_is_in_a_push_twice_is_applied_once() -> None:
    one = operation(1)

    told = push(device(), one, one, operation(2), one)

    assert [each.outcome for each in told.answers] == [APPLIED, DUPLICATE, DUPLICATE, APPLIED]
    assert len(notes()) == 2


def test_those_behind_a_gap_wait_until_it_is_filled() -> None:
    tablet = device()
    one, two, three, four = (operation(number) for number in (1, 2, 3, 4))

    told = push(tablet, one, three, four)
    assert _outcomes(told) == [(1, APPLIED), (3, WAITING), (4, WAITING)]
    assert told.next_sequence == 2
    assert notes() == [str(one.uid)]

    told = push(tablet, two, three, four)
    assert _outcomes(told) == [(2, APPLIED), (3, APPLIED), (4, APPLIED)]
    assert len(notes()) == 4


def test_a_push_of_nothing_but_waiting_ones_changes_nothing_but_when_it_called() -> None:
    tablet = device()

    push(tablet, operation(2), at=NOW + timedelta(minutes=1))

    assert Operation.objects.count() == Event.objects.filter(verb="sync.push").count() == 0
    assert Device.objects.get().last_seen_at == NOW + timedelta(minutes=1)


def test_a_refusal_changes_nothing_says_why_and_lets_the_next_ones_through() -> None:
    tablet = device()

    told = push(tablet, operation(1, kind="refuse"), operation(2))

    first, second = told.answers
    assert (first.outcome, first.code, first.field_name) == (REFUSED, "NotToday", "words")
    assert first.facts == {"left_grams": 7, "work": Work.CASH}
    assert second.outcome == APPLIED
    assert notes() == [str(second.uid)]
    assert told.next_sequence == 3


def test_a_conflict_changes_nothing_and_says_what_it_is_now() -> None:
    told = push(device(), operation(1, kind="conflict"), operation(2))

    first, second = told.answers
    assert (first.outcome, first.code, first.facts) == (
        CONFLICT,
        "ChangedMeanwhile",
        {"version": 3},
    )
    assert notes() == [str(second.uid)]


@pytest.mark.parametrize("kind", ["break", "break_a_law"])
def test_a_fault_of_ours_refuses_one_operation_and_blocks_no_queue(
    kind: str, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR):
        body = {"words": "李四 13800000000"}
        told = push(device(), operation(1, kind=kind, body=body), operation(2))

    first, second = told.answers
    assert (first.outcome, first.code) == (REFUSED, "ServerFault")
    assert notes() == [str(second.uid)]
    assert str(first.uid) in caplog.text
    assert "noting.py" in caplog.text
    assert "李四" not in caplog.text
    assert "13800000000" not in caplog.text


def test_a_database_that_is_away_changes_nothing_so_that_all_is_sent_again() -> None:
    tablet = device()

    with unchanged(), pytest.raises(OperationalError):
        push(tablet, operation(1), operation(2, kind="away"))


def test_a_kind_that_nobody_knows_is_refused_alone() -> None:
    told = push(device(), operation(1, kind="fly"), operation(2))

    assert [each.code for each in told.answers] == ["OperationKindUnknown", ""]


def test_nobody_acts_who_has_not_signed_in_on_the_device() -> None:
    told = push(device(), operation(1, by=Actor("user:other", "")), operation(2))

    assert [each.code for each in told.answers] == ["NotSignedIn", ""]
    assert Operation.objects.get(sequence=1).by_key == "user:other"
    assert Operation.objects.get(sequence=1).by_name == ""


def test_another_operation_under_a_number_that_was_used_is_refused_and_not_written_down() -> None:
    tablet, one = device(), operation(1)
    push(tablet, one)

    with unchanged():
        told = push(tablet, operation(1))

    assert [(each.outcome, each.code) for each in told.answers] == [(REFUSED, "OperationSaysOther")]
    assert told.next_sequence == 2


def test_other_words_under_a_known_key_are_refused_and_not_written_down() -> None:
    tablet, one = device(), operation(1)
    push(tablet, one)

    with unchanged():
        told = push(tablet, replace(one, body={"words": "other"}))

    assert [(each.outcome, each.code) for each in told.answers] == [(REFUSED, "OperationSaysOther")]


def test_other_words_under_a_known_key_and_a_new_number_use_it_up_and_block_nothing() -> None:
    tablet, one = device(), operation(1)
    push(tablet, one)
    other = replace(one, sequence=2, body={"words": "other"})

    told = push(tablet, other, operation(3))

    assert [each.code for each in told.answers] == ["OperationSaysOther", ""]
    assert told.next_sequence == 4
    assert len(notes()) == 2
    with unchanged():
        again = push(tablet, other)
    assert [(each.outcome, each.code) for each in again.answers] == [
        (REFUSED, "OperationSaysOther")
    ]


def test_a_device_that_numbers_its_queue_anew_is_told_what_was_applied_before() -> None:
    tablet, one = device(), operation(1)
    push(tablet, one)

    told = push(tablet, replace(one, sequence=2), operation(3))

    first, second = told.answers
    assert (first.outcome, first.first, first.key) == (DUPLICATE, APPLIED, f"key of {one.uid}")
    assert second.outcome == APPLIED
    assert told.next_sequence == 4
    assert len(notes()) == 2


def test_one_that_was_registered_anew_does_not_double_what_it_had_sent_as_another() -> None:
    """Its cookie was lost; what waits is sent again by what is another device of the station."""
    before, after = device("a-station"), device("a-station")
    one, two = operation(1), operation(2)
    push(before, one)

    told = push(after, one, two)

    assert [(each.outcome, each.first) for each in told.answers] == [
        (DUPLICATE, APPLIED),
        (APPLIED, None),
    ]
    assert len(notes()) == 2


def test_a_key_of_another_owners_operation_is_refused_and_nothing_is_told_of_it() -> None:
    one = operation(1)
    push(device("one"), one)

    told = push(device("other"), one, operation(2))

    first, second = told.answers
    assert (first.outcome, first.code, first.key) == (REFUSED, "OperationSaysOther", "")
    assert second.outcome == APPLIED


def test_a_revoked_device_applies_nothing() -> None:
    tablet = device()
    revoke_device(device_uid=tablet.uid, by=TESTER, at=NOW)

    with refused(DeviceRevoked, field="device"):
        push(tablet, operation(1))


def test_a_push_is_of_a_hundred_at_most() -> None:
    tablet = device()

    with refused(PushTooLong, field="operations", count_max=100):
        push(tablet, *(operation(number) for number in range(1, 102)))
    assert push(tablet, *(operation(n) for n in range(1, 101))).next_sequence == 101


def test_a_push_is_one_line_of_the_trail() -> None:
    tablet = device()

    push(tablet, operation(1), operation(2), operation(3, kind="refuse"), operation(5))

    event = Event.objects.get(verb="sync.push")
    assert (event.subject_kind, event.subject_key) == ("device", tablet.key)
    assert event.actor_key == f"device:{tablet.key}"
    assert event.facts == {"applied": 2, "conflicts": 0, "refused": 1}


@pytest.mark.parametrize("count", [1, 20])
def test_what_a_push_costs_beside_its_handlers(
    count: int, django_assert_num_queries: object
) -> None:
    """A savepoint and its release each; the rest is asked and written once for the whole push.

    That includes the trail, in which each handler here writes a line.
    """
    tablet = device()
    own = ["savepoint", "devices", "users", "known", "device", "operations", "trail", "release"]

    with django_assert_num_queries(len(own) + 2 * count):
        push(tablet, *(operation(number) for number in range(1, count + 1)))
