"""The office's part of today: money that it sends back by hand, and people whose time is over."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext, ngettext

from moli.accounts.rules import Role, Standing
from moli.households.queries.retention import due_for_erasure
from moli.interfaces.design.parts import Kind
from moli.interfaces.web.today.things import Thing
from moli.interfaces.words.amounts import number
from moli.orders.queries.repayments import repayments_by_hand
from moli.settlement.queries.reach import money_reach


def back_lines(standing: Standing, *, on: date) -> Iterator[Thing]:
    """Lines for the office: two queries, none for other roles."""
    refunds, erasures = _counts(standing, on=on)
    if refunds:
        yield Thing(
            url=reverse("web:pay_desk"),
            icon="yuan",
            kind=Kind.WARN,
            what=ngettext("等您退款 %(count)s 笔", "等您退款 %(count)s 笔", refunds)
            % {"count": number(refunds)},
            why=gettext("照付款的路退，退完记下回单号"),
        )
    if erasures:
        yield Thing(
            url=reverse("web:withdrawn"),
            icon="users",
            kind=Kind.PLAIN,
            what=ngettext("保存期满 %(count)s 户", "保存期满 %(count)s 户", erasures)
            % {"count": number(erasures)},
            why=gettext("撤出的农户，由没有经手撤出的人抹掉姓名和号码"),
        )


def _counts(standing: Standing, *, on: date) -> tuple[int, int]:
    """Refunds, which are the whole county's, and households of the person's own areas."""
    pays = money_reach(standing, county_code=settings.MOLI_COUNTY_CODE).pays
    areas = standing.area_codes({Role.OFFICE})
    refunds = repayments_by_hand().count() if pays else 0
    return refunds, len(due_for_erasure(on, area_codes=areas)) if areas else 0
