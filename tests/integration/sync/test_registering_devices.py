"""Registering devices, signing in on them, revoking them, and noting that one was wiped."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from uuid import uuid4

import pytest

from moli.audit.models import Event
from moli.kernel.actor import Actor
from moli.sync.models import Device
from moli.sync.queries.devices import device_of_token, devices_of, users_of
from moli.sync.queries.laws import sync_laws
from moli.sync.rules.tokens import hash_of
from moli.sync.services.registering import (
    DeviceKeyTaken,
    DeviceNameMissing,
    DeviceRevoked,
    DeviceStillWorks,
    note_wiped,
    register_device,
    revoke_device,
    sign_in,
)
from tests.concurrency import at_once
from tests.factories import NOW, TESTER
from tests.factories.devices import device, operation
from tests.integration.sync.noting import push
from tests.unchanged import refused, unchanged

HELPER = Actor(key="user:helper", name="韦帮手")
LATER = NOW + timedelta(hours=1)


def _told(verb: str) -> int:
    return Event.objects.filter(verb=verb).count()


@pytest.mark.django_db
def test_an_owners_devices_are_numbered_from_one() -> None:
    rows = [device("one"), device("one"), device("other")]

    assert [row.number for row in rows] == [1, 2, 1]
    assert [row.next_sequence for row in rows] == [1, 1, 1]
    assert list(devices_of(["one"])) == rows[:2]
    assert _told("sync.register_device") == 3


@pytest.mark.django_db
def test_only_a_hash_of_the_token_is_kept_and_it_finds_the_device() -> None:
    row = device(token="very-secret")

    assert device_of_token("very-secret") == row
    assert row.token_hash == hash_of("very-secret") != "very-secret"
    assert device_of_token("other") is None
    assert device_of_token("") is None


@pytest.mark.django_db
def test_whoever_registers_a_device_has_signed_in_on_it() -> None:
    assert [user.user_key for user in users_of(device(by=HELPER).pk)] == [HELPER.key]


@pytest.mark.django_db
def test_the_same_key_again_is_the_same_device_under_the_new_token() -> None:
    register = partial(register_device, owner_key="one", name=" 平板 ", request_key=uuid4(), at=NOW)
    first = register(token_hash=hash_of("lost"), by=TESTER)

    again = register(token_hash=hash_of("came"), by=HELPER)

    assert again == first
    assert first.name == "平板"
    assert device_of_token("lost") is None
    assert device_of_token("came") == first
    assert [user.user_key for user in users_of(first.pk)] == [TESTER.key, HELPER.key]
    assert _told("sync.register_device") == 1


@pytest.mark.django_db
def test_a_key_of_another_owners_device_is_refused() -> None:
    known = device("one")

    with refused(DeviceKeyTaken, field="request_key"):
        register_device(
            owner_key="other",
            name="平板",
            token_hash=hash_of("x"),
            request_key=known.request_key,
            by=TESTER,
            at=NOW,
        )


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["", "  ", "长" * 31])
def test_a_device_needs_a_short_name(name: str) -> None:
    with refused(DeviceNameMissing, field="name", signs_max=30):
        device(name=name)


@pytest.mark.django_db
def test_a_person_signs_in_once() -> None:
    row = device()

    first = sign_in(device_id=row.pk, by=HELPER, at=NOW)
    with unchanged():
        assert sign_in(device_id=row.pk, by=HELPER, at=LATER) == first

    assert [user.user_key for user in users_of(row.pk)] == [TESTER.key, HELPER.key]
    assert _told("sync.sign_in") == 1


@pytest.mark.django_db
def test_a_device_is_revoked_once_and_nobody_signs_in_on_it_any_more() -> None:
    row = device()

    revoked = revoke_device(device_uid=row.uid, by=HELPER, at=NOW)
    with unchanged():
        revoke_device(device_uid=row.uid, by=TESTER, at=LATER)
    with refused(DeviceRevoked, field="device"):
        sign_in(device_id=row.pk, by=HELPER, at=LATER)

    assert (revoked.revoked_at, revoked.revoked_by_key) == (NOW, HELPER.key)
    assert _told("sync.revoke_device") == 1


@pytest.mark.django_db
def test_a_device_whose_push_came_first_is_revoked_after_it() -> None:
    """Who revokes it has waited for the push, which had looked at the clock a little later."""
    row = device()
    push(row, operation(1), at=LATER)

    revoked = revoke_device(device_uid=row.uid, by=HELPER, at=NOW)

    assert revoked.revoked_at == LATER
    assert all(check.holds for check in sync_laws())


@pytest.mark.django_db
def test_a_revoked_device_that_registers_again_by_its_old_key_stays_revoked() -> None:
    row = device(token="old")
    revoke_device(device_uid=row.uid, by=TESTER, at=NOW)

    with unchanged():
        again = register_device(
            owner_key=row.owner_key,
            name=row.name,
            token_hash=hash_of("new"),
            request_key=row.request_key,
            by=TESTER,
            at=LATER,
        )

    assert again == row
    assert again.revoked_at is not None


@pytest.mark.django_db
def test_only_a_revoked_device_is_noted_as_wiped_and_once() -> None:
    row = device()

    with refused(DeviceStillWorks, field="device"):
        note_wiped(device_id=row.pk, by=TESTER, at=NOW)
    revoke_device(device_uid=row.uid, by=TESTER, at=NOW)
    assert note_wiped(device_id=row.pk, by=TESTER, at=LATER).wiped_at == LATER
    with unchanged():
        note_wiped(device_id=row.pk, by=TESTER, at=LATER + timedelta(hours=1))


@pytest.mark.django_db(transaction=True)
@pytest.mark.slow
def test_devices_of_one_owner_that_are_registered_at_once_get_different_numbers() -> None:
    outcomes = at_once([partial(device, "one")] * 6)

    assert [each.error for each in outcomes] == [None] * 6
    numbers = Device.objects.order_by("number").values_list("number", flat=True)
    assert list(numbers) == [1, 2, 3, 4, 5, 6]


@pytest.mark.django_db(transaction=True)
@pytest.mark.slow
def test_one_request_sent_many_times_at_once_is_one_device() -> None:
    register = partial(
        register_device, owner_key="one", name="平板", request_key=uuid4(), by=TESTER, at=NOW
    )

    outcomes = at_once([partial(register, token_hash=hash_of(f"t{n}")) for n in range(6)])

    assert [each.error for each in outcomes] == [None] * 6
    assert Device.objects.count() == _told("sync.register_device") == 1
