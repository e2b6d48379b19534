"""Registering enterprises, and what the office found."""

from __future__ import annotations

from dataclasses import replace

import pytest

from moli.audit.models import Event
from moli.enterprises.models import Enterprise
from moli.enterprises.queries import enterprises, enterprises_of_keys
from moli.enterprises.rules import EnterpriseKind, EnterpriseStatus, may_trade
from moli.enterprises.services.registering import (
    CreditCodeWrong,
    Details,
    register_enterprise,
    settle_standing,
)
from moli.kernel.codes import CreditCodeFault
from tests.factories import NOW, TESTER, enterprise, junqiao
from tests.factories.organisations import credit_code
from tests.unchanged import refused, unchanged

pytestmark = pytest.mark.django_db
DETAILS = Details(
    name="南宁君桥电子商务有限公司",
    short_name="南宁君桥",
    credit_code="91350100M000100Y43",
    kind=EnterpriseKind.COMPANY,
)


def test_a_new_enterprise_is_a_lead_that_may_not_trade() -> None:
    row = register_enterprise(details=DETAILS, by=TESTER, at=NOW)

    assert row.status == EnterpriseStatus.LEAD
    assert not may_trade(EnterpriseStatus(row.status))
    assert (row.name, row.short_name, row.kind) == (DETAILS.name, "南宁君桥", "COMPANY")
    event = Event.objects.get()
    assert (event.verb, event.subject_key) == ("enterprises.register_enterprise", row.key)


def test_the_same_code_however_typed_is_the_same_enterprise() -> None:
    first = register_enterprise(details=DETAILS, by=TESTER, at=NOW)
    typed = replace(DETAILS, name="别的名字", credit_code="９１３５０１００ m000100y43")

    with unchanged():
        second = register_enterprise(details=typed, by=TESTER, at=NOW)

    assert second == first
    assert second.name == DETAILS.name


def test_a_village_collective_registers_with_its_n_code() -> None:
    code = credit_code(7, kind=EnterpriseKind.COLLECTIVE)

    row = register_enterprise(
        details=replace(DETAILS, credit_code=code, kind=EnterpriseKind.COLLECTIVE),
        by=TESTER,
        at=NOW,
    )

    assert row.credit_code.startswith("N2")


@pytest.mark.parametrize(
    ("code", "fault"),
    [
        ("", CreditCodeFault.LENGTH),
        ("91350100M000100Y4", CreditCodeFault.LENGTH),
        ("91350100M000100O43", CreditCodeFault.SIGNS),
        ("91350100M000100Y44", CreditCodeFault.CHECK),
    ],
)
def test_a_wrong_code_is_refused_with_its_fault(code: str, fault: CreditCodeFault) -> None:
    with refused(CreditCodeWrong, field="credit_code", value=code, fault=fault):
        register_enterprise(details=replace(DETAILS, credit_code=code), by=TESTER, at=NOW)


def test_a_finding_is_recorded_once() -> None:
    row = register_enterprise(details=DETAILS, by=TESTER, at=NOW)

    for _ in range(2):
        settle_standing(enterprise_id=row.pk, status=EnterpriseStatus.CHECKED, by=TESTER, at=NOW)

    row.refresh_from_db()
    assert may_trade(EnterpriseStatus(row.status))
    event = Event.objects.get(verb="enterprises.settle_standing")
    assert event.facts == {"status": "CHECKED"}


def test_a_suspended_enterprise_may_not_trade() -> None:
    row = enterprise(status=EnterpriseStatus.SUSPENDED)

    assert not may_trade(EnterpriseStatus(row.status))


def test_enterprises_are_listed_by_code_and_found_by_key() -> None:
    second, first = enterprise(place=2), junqiao()

    assert list(enterprises()) == [first, second] == list(Enterprise.objects.all())
    assert list(enterprises_of_keys([second.key])) == [second]
    assert list(enterprises_of_keys([])) == []
