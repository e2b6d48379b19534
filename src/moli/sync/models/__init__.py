"""Rows about devices and what they sent."""

from moli.sync.models.device import Device, DeviceUser
from moli.sync.models.operation import Operation

__all__ = ["Device", "DeviceUser", "Operation"]
