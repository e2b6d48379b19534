"""Which device calls, which devices an owner has, and who works with them."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import QuerySet

from moli.kernel.actor import Actor
from moli.sync.models import Device, DeviceUser
from moli.sync.rules.tokens import hash_of


def device_of_token(token: str) -> Device | None:
    """The device that shows itself by a token, revoked ones too; nothing for a token of nobody."""
    return Device.objects.filter(token_hash=hash_of(token)).first() if token else None


def devices_of(owner_keys: Collection[str]) -> QuerySet[Device]:
    """The devices of some owners in their order, with those that were revoked."""
    rows = Device.objects.filter(owner_key__in=list(owner_keys))
    return rows.prefetch_related("users").order_by("owner_key", "number")


def users_of(device_id: int) -> QuerySet[DeviceUser]:
    """The people who have signed in on a device, the first first."""
    return DeviceUser.objects.filter(device=device_id).order_by("pk")


def actor_of(device: Device) -> Actor:
    """A device as the author of what it does of its own accord."""
    return Actor(key=f"device:{device.uid}", name=device.name)
