"""Registering an enterprise, and what the office found when it checked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from moli.audit.services.recording import Subject, record
from moli.enterprises.models import Enterprise
from moli.enterprises.rules import EnterpriseKind, EnterpriseStatus
from moli.kernel.actor import Actor
from moli.kernel.codes import credit_code_fault, normal_credit_code
from moli.kernel.refusal import Refusal


class CreditCodeWrong(Refusal):
    """A unified social credit code does not hold; `fault` says where."""


@dataclass(frozen=True)
class Details:
    """What an enterprise says of itself."""

    name: str
    short_name: str
    credit_code: str
    kind: EnterpriseKind
    name_en: str = ""
    address: str = ""


@transaction.atomic
def register_enterprise(*, details: Details, by: Actor, at: datetime) -> Enterprise:
    """Register an enterprise as a lead. The same code again returns the one there is.

    Refuses a code whose length, signs or check sign are wrong.
    """
    code = normal_credit_code(details.credit_code)
    fault = credit_code_fault(code)
    if fault is not None:
        raise CreditCodeWrong(field="credit_code", value=code, fault=fault)
    enterprise, is_new = Enterprise.objects.get_or_create(
        credit_code=code,
        defaults={
            "name": details.name,
            "short_name": details.short_name,
            "name_en": details.name_en,
            "kind": details.kind,
            "address": details.address,
            "status": EnterpriseStatus.LEAD,
        },
    )
    if is_new:
        _record("enterprises.register_enterprise", enterprise, by=by, at=at)
    return enterprise


@transaction.atomic
def settle_standing(
    *, enterprise_id: int, status: EnterpriseStatus, by: Actor, at: datetime
) -> Enterprise:
    """Record what the check found. The same finding again changes nothing."""
    enterprise = Enterprise.objects.select_for_update(of=("self",)).get(pk=enterprise_id)
    if enterprise.status != status:
        enterprise.status = status
        enterprise.save(update_fields=["status"])
        _record("enterprises.settle_standing", enterprise, by=by, at=at)
    return enterprise


def _record(verb: str, enterprise: Enterprise, *, by: Actor, at: datetime) -> None:
    record(
        verb=verb,
        on=Subject("enterprise", enterprise.key),
        by=by,
        at=at,
        status=enterprise.status,
    )
