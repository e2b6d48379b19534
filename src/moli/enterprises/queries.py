"""Answers about enterprises."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import QuerySet

from moli.audit.queries import written_once_law
from moli.enterprises.models import Enterprise
from moli.enterprises.rules import EnterpriseStatus
from moli.kernel.codes import credit_code_fault
from moli.kernel.law import EXAMPLES_MAX, LawCheck


def enterprises() -> QuerySet[Enterprise]:
    """All enterprises, by code."""
    return Enterprise.objects.order_by("credit_code")


def enterprises_of_keys(keys: Iterable[str]) -> QuerySet[Enterprise]:
    """The enterprises of some uids."""
    return Enterprise.objects.filter(uid__in=list(keys)).order_by("pk")


def enterprise_laws() -> list[LawCheck]:
    """What holds of enterprises: registered once, under a credit code that checks."""
    codes = list(Enterprise.objects.order_by("pk").values_list("credit_code", flat=True))
    wrong = [code for code in codes if credit_code_fault(code) is not None]
    return [
        written_once_law(
            "enterprises.enterprise_registered_once",
            verb="enterprises.register_enterprise",
            keys=map(str, Enterprise.objects.values_list("uid", flat=True)),
        ),
        LawCheck(
            law="enterprises.credit_code_checks",
            checked=len(codes),
            broken=len(wrong),
            examples=tuple(wrong[:EXAMPLES_MAX]),
        ),
    ]


def enterprises_to_check() -> QuerySet[Enterprise]:
    """Enterprises whose licence the office has not looked at yet, the longest waiting first."""
    return Enterprise.objects.filter(status=EnterpriseStatus.LEAD).order_by("pk")
