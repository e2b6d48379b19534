"""Devices, and who works with them."""

from __future__ import annotations

from typing import ClassVar
from uuid import uuid4

from django.db import models
from django.db.models import Q


class Device(models.Model):
    """One tablet or phone that works for one owner, such as a station, with or without a network.

    It shows who it is by a token of which only a hash is kept. `next_sequence` is the number of
    the operation that is wanted next. A revoked device is told to wipe itself when it calls.

    Personal data: `registered_by_name` and `revoked_by_name`.
    """

    uid = models.UUIDField(default=uuid4, unique=True, editable=False)
    request_key = models.UUIDField(unique=True)
    owner_key = models.CharField(max_length=60)
    # Counts the owner's devices from 1; receipts begin with it.
    number = models.PositiveIntegerField()
    name = models.CharField(max_length=30)
    token_hash = models.CharField(max_length=64, unique=True)
    next_sequence = models.PositiveBigIntegerField(default=1)
    registered_by_key = models.CharField(max_length=60)
    registered_by_name = models.CharField(max_length=60)
    registered_at = models.DateTimeField()
    last_seen_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_by_key = models.CharField(max_length=60, blank=True, default="")
    revoked_by_name = models.CharField(max_length=60, blank=True, default="")
    # When it said that nothing is left on it.
    wiped_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """An owner's devices in their order; revoked by somebody; wiped after it was revoked."""

        ordering: ClassVar[list[str]] = ["owner_key", "number"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["owner_key", "number"], name="sync_device_number_of_an_owner_once"
            ),
            models.CheckConstraint(
                condition=Q(revoked_at=None, revoked_by_key="")
                | (Q(revoked_at__isnull=False) & ~Q(revoked_by_key="")),
                name="sync_device_revoked_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(wiped_at=None) | Q(revoked_at__isnull=False),
                name="sync_device_wiped_once_revoked",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.owner_key}/{self.number}"

    @property
    def key(self) -> str:
        """How the trail and addresses name this device."""
        return str(self.uid)


class DeviceUser(models.Model):
    """A person who has signed in on a device; what it sends may name only such people.

    Personal data: `name`.
    """

    device = models.ForeignKey(Device, on_delete=models.PROTECT, related_name="users")
    user_key = models.CharField(max_length=60)
    name = models.CharField(max_length=60)
    since_at = models.DateTimeField()

    class Meta:
        """A person stands once on a device."""

        ordering: ClassVar[list[str]] = ["device", "pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["device", "user_key"], name="sync_device_user_once_on_a_device"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.device_id} {self.user_key}"
