"""Rows about enterprises."""

from __future__ import annotations

from uuid import uuid4

from django.db import models

from moli.enterprises.rules import EnterpriseKind, EnterpriseStatus


class Enterprise(models.Model):
    """One company, cooperative or village collective. Its people are appointed in accounts.

    Personal data: none.
    """

    uid = models.UUIDField(default=uuid4, unique=True, editable=False)
    name = models.CharField(max_length=80)
    short_name = models.CharField(max_length=20)
    name_en = models.CharField(max_length=120, blank=True, default="")
    # 统一社会信用代码, checked by kernel.codes.
    credit_code = models.CharField(max_length=18, unique=True)
    kind = models.CharField(max_length=12, choices=[(kind, kind) for kind in EnterpriseKind])
    status = models.CharField(
        max_length=10, choices=[(status, status) for status in EnterpriseStatus]
    )
    address = models.CharField(max_length=120, blank=True, default="")

    class Meta:
        """In the order of their codes."""

        ordering = ["credit_code"]

    def __str__(self) -> str:
        return self.short_name

    @property
    def key(self) -> str:
        """How rooms below and appointments name this enterprise."""
        return str(self.uid)
