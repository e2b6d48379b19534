"""The base of rows that somebody wrote down at a counter."""

from __future__ import annotations

from uuid import uuid4

from django.db import models


class AtCounter(models.Model):
    """Something done at a station's counter, once by the key that the device made.

    `at` is when it was done, `received_at` when it came here.
    """

    uid = models.UUIDField(default=uuid4, unique=True, editable=False)
    request_key = models.UUIDField(unique=True)
    station_key = models.CharField(max_length=60)
    by_key = models.CharField(max_length=60)
    by_name = models.CharField(max_length=60)
    at = models.DateTimeField()
    received_at = models.DateTimeField()

    class Meta:
        """No table of its own."""

        abstract = True

    @property
    def key(self) -> str:
        """How the trail, addresses and devices name it."""
        return str(self.uid)
