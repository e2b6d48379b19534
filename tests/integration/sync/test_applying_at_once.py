"""Pushes at the same moment: the same one twice, two devices of a station, a law broken late."""

from __future__ import annotations

from collections import Counter
from functools import partial

import pytest

from moli.sync.models import Operation
from moli.sync.queries.laws import sync_laws
from moli.sync.rules.outcomes import Outcome
from moli.sync.services.registering import DeviceRevoked, revoke_device
from tests.concurrency import at_once
from tests.factories import NOW, TESTER
from tests.factories.devices import device, operation
from tests.integration.sync.noting import notes, push

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


def _laws_hold() -> bool:
    return all(check.holds for check in sync_laws())


def test_the_same_push_over_many_connections_is_applied_once() -> None:
    tablet = device()
    sent = [operation(number) for number in range(1, 21)]

    outcomes = at_once([partial(push, tablet, *sent)] * 6)

    assert [each.error for each in outcomes] == [None] * 6
    told = Counter(answer.outcome for each in outcomes for answer in each.result.answers)
    assert told == {Outcome.APPLIED: 20, Outcome.DUPLICATE: 100}
    assert notes() == [str(each.uid) for each in sent]
    assert _laws_hold()


def test_devices_of_one_station_and_of_others_push_at_once() -> None:
    tablets = [device("one"), device("one"), device("other")]
    sent = [[operation(number) for number in range(1, 16)] for _ in tablets]

    outcomes = at_once(
        [partial(push, tablet, *mine) for tablet, mine in zip(tablets, sent, strict=True)]
    )

    assert [each.error for each in outcomes] == [None] * 3
    assert sorted(notes()) == sorted(str(each.uid) for mine in sent for each in mine)
    assert Operation.objects.count() == 45
    assert _laws_hold()


def test_a_device_that_is_revoked_while_it_pushes_applies_all_or_nothing() -> None:
    tablet = device()
    sent = [operation(number) for number in range(1, 11)]

    pushed, revoked = at_once(
        [
            partial(push, tablet, *sent),
            partial(revoke_device, device_uid=tablet.uid, by=TESTER, at=NOW),
        ]
    )

    assert revoked.ok
    assert pushed.ok or isinstance(pushed.error, DeviceRevoked)
    assert len(notes()) == (10 if pushed.ok else 0)


def test_a_law_that_the_database_looks_at_last_refuses_the_one_that_breaks_it() -> None:
    told = push(device(), operation(1), operation(2, kind="break_in_the_end"), operation(3))

    assert [(each.outcome, each.code) for each in told.answers] == [
        (Outcome.APPLIED, ""),
        (Outcome.REFUSED, "ServerFault"),
        (Outcome.APPLIED, ""),
    ]
    assert len(notes()) == 2
    assert _laws_hold()
