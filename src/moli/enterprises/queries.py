"""Answers about enterprises."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import QuerySet

from moli.enterprises.models import Enterprise


def enterprises() -> QuerySet[Enterprise]:
    """All enterprises, by code."""
    return Enterprise.objects.order_by("credit_code")


def enterprises_of_keys(keys: Iterable[str]) -> QuerySet[Enterprise]:
    """The enterprises of some uids."""
    return Enterprise.objects.filter(uid__in=list(keys)).order_by("pk")
