"""Taking what devices sent out of a demo."""

from __future__ import annotations

from moli.audit.services.wiping import wipe
from moli.sync.models import Device, DeviceUser, Operation
from moli.sync.models.guards import GUARDS


def wipe_sync() -> None:
    """Delete all devices of a demo with what they sent. Twice is once.

    Refuses where anything stands that is not a demo's.
    """
    wipe([Operation, DeviceUser, Device], guards=GUARDS)
