"""Two devices of a station, one of them revoked, and one break of each law of them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from django.db import connection

from moli.sync.models import Device, DeviceUser, Operation
from moli.sync.models.guards import GUARDS
from moli.sync.services.registering import revoke_device
from tests.factories import NOW, TESTER
from tests.factories.devices import device, operation
from tests.integration.sync.noting import push
from tests.unguarded import unguarded, written_again


def kept_devices() -> None:
    """A tablet with operations of each outcome; a telephone that was lost."""
    tablet, telephone = device("a-station"), device("a-station")
    push(tablet, operation(1), operation(2, kind="refuse"), operation(3, kind="conflict"))
    push(telephone, operation(1))
    revoke_device(device_uid=telephone.uid, by=TESTER, at=NOW + timedelta(minutes=1))


def _missing() -> object:
    return Operation.objects.filter(sequence=2).delete()


def _received_later() -> object:
    revoked = Operation.objects.filter(device__revoked_at__isnull=False)
    keys = list(revoked.values_list("pk", flat=True))
    return Operation.objects.filter(pk__in=keys).update(received_at=NOW + timedelta(hours=1))


SYNC_BREAKS: dict[str, Callable[[], object]] = {
    "sync.device_registered_once": written_again("sync.register_device"),
    "sync.devices_counted_from_one": lambda: Device.objects.filter(number=2).update(number=3),
    "sync.sequence_is_unbroken": unguarded(_missing),
    "sync.trail_counts_operations": written_again("sync.push"),
    "sync.applied_for_people_of_the_device": lambda: DeviceUser.objects.all().delete(),
    "sync.nothing_after_revocation": unguarded(_received_later),
    "sync.guards_stand": lambda: GUARDS.take_down(connection),
}
