"""Devices and people: registering, signing in, revoking, and noting that one was wiped."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Max

from moli.audit.services.recording import Subject, record
from moli.kernel.actor import Actor
from moli.kernel.refusal import Refusal
from moli.sync.models import Device, DeviceUser

NAME_MAX = 30
# Devices of one owner that are registered at the very same moment.
_TRIES = 20


class DeviceNameMissing(Refusal):
    """A device has a name of at most 30 signs, by which people tell it from the others."""


class DeviceKeyTaken(Refusal):
    """The key of this registration belongs to a device of another owner."""


class DeviceRevoked(Refusal):
    """The device was revoked: it does nothing any more and is to wipe itself."""


class DeviceStillWorks(Refusal):
    """Only a device that was revoked is noted as wiped."""


def register_device(
    *, owner_key: str, name: str, token_hash: str, request_key: UUID, by: Actor, at: datetime
) -> Device:
    """Register a device of an owner under the next number, and sign in whoever does it.

    The same key again, which only the device itself knows, returns the same device, which from now
    on shows itself by the new token: the answer that held the first one was lost, or the token
    was. Refuses a name that is empty or too long, and a key that belongs to another owner.
    """
    name = name.strip()
    if not 0 < len(name) <= NAME_MAX:
        raise DeviceNameMissing(field="name", signs_max=NAME_MAX)
    for tried in range(_TRIES):
        try:
            return _registered(owner_key, name, token_hash, request_key, by=by, at=at)
        except IntegrityError:
            # Another device took the number, or this very request the key, since we looked:
            # an owner has no row of its own that could be locked.
            if tried + 1 == _TRIES:
                raise
    raise AssertionError("unreachable")


@transaction.atomic
def _registered(
    owner_key: str, name: str, token_hash: str, request_key: UUID, *, by: Actor, at: datetime
) -> Device:
    devices = Device.objects.select_for_update(of=("self",)).order_by("pk")
    known = devices.filter(request_key=request_key).first()
    if known is not None:
        return _known(known, owner_key, token_hash, by=by, at=at)
    taken = Device.objects.filter(owner_key=owner_key).aggregate(number=Max("number"))["number"]
    device = Device.objects.create(
        request_key=request_key,
        owner_key=owner_key,
        number=(taken or 0) + 1,
        name=name,
        token_hash=token_hash,
        registered_by_key=by.key,
        registered_by_name=by.name,
        registered_at=at,
    )
    DeviceUser.objects.create(device=device, user_key=by.key, name=by.name, since_at=at)
    _tell("sync.register_device", device, by=by, at=at)
    return device


def _known(device: Device, owner_key: str, token_hash: str, *, by: Actor, at: datetime) -> Device:
    if device.owner_key != owner_key:
        raise DeviceKeyTaken(field="request_key")
    if device.revoked_at is None:
        device.token_hash = token_hash
        device.save(update_fields=["token_hash"])
        _signed_in(device, by=by, at=at)
    return device


@transaction.atomic
def sign_in(*, device_id: int, by: Actor, at: datetime) -> DeviceUser:
    """Let a person work on a device: what it sends may name them from now on.

    Twice is once. Refuses a device that was revoked.
    """
    device = Device.objects.select_for_update(of=("self",)).get(pk=device_id)
    refuse_revoked(device)
    return _signed_in(device, by=by, at=at)


def _signed_in(device: Device, *, by: Actor, at: datetime) -> DeviceUser:
    known = DeviceUser.objects.filter(device=device, user_key=by.key).first()
    if known is not None:
        return known
    user = DeviceUser.objects.create(device=device, user_key=by.key, name=by.name, since_at=at)
    _tell("sync.sign_in", device, by=by, at=at)
    return user


@transaction.atomic
def revoke_device(*, device_uid: UUID, by: Actor, at: datetime) -> Device:
    """Take a device out of work: it is told to wipe itself when it calls, and applies nothing.

    Twice is once. A push that it waited for was before it, whatever the clocks of the two said.
    """
    device = Device.objects.select_for_update(of=("self",)).get(uid=device_uid)
    if device.revoked_at is not None:
        return device
    device.revoked_at = max(at, device.last_seen_at or at)
    device.revoked_by_key, device.revoked_by_name = by.key, by.name
    device.save(update_fields=["revoked_at", "revoked_by_key", "revoked_by_name"])
    _tell("sync.revoke_device", device, by=by, at=at)
    return device


@transaction.atomic
def note_wiped(*, device_id: int, at: datetime, by: Actor) -> Device:
    """Note that nothing is left on a device. Twice is once. Refuses one that was not revoked."""
    device = Device.objects.select_for_update(of=("self",)).get(pk=device_id)
    if device.revoked_at is None:
        raise DeviceStillWorks(field="device")
    if device.wiped_at is not None:
        return device
    device.wiped_at = at
    device.save(update_fields=["wiped_at"])
    _tell("sync.note_wiped", device, by=by, at=at)
    return device


def refuse_revoked(device: Device) -> None:
    """Refuse a device that was revoked."""
    if device.revoked_at is not None:
        raise DeviceRevoked(field="device")


def subject_of(device: Device) -> Subject:
    """How the trail names a device."""
    return Subject(kind="device", key=device.key)


def _tell(verb: str, device: Device, *, by: Actor, at: datetime) -> None:
    record(
        verb=verb,
        on=subject_of(device),
        by=by,
        at=at,
        owner_key=device.owner_key,
        device_number=device.number,
    )
