"""How far the person before a page of money reaches, and the rows that it is about."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import Http404

from moli.interfaces.access import MoliRequest
from moli.settlement.queries.batches import batch_in_reach
from moli.settlement.queries.reach import MoneyReach, household_with_statements, money_reach


def reach_of(request: MoliRequest) -> MoneyReach:
    """How far the person reaches in the county's money."""
    return money_reach(request.standing, county_code=settings.MOLI_COUNTY_CODE)


def payer_reach(request: MoliRequest) -> MoneyReach:
    """The reach of somebody who pays for the whole county; for others there is nothing."""
    reach = reach_of(request)
    if not reach.pays:
        raise Http404
    return reach


def books_reach(request: MoliRequest) -> MoneyReach:
    """The reach of somebody who reads the whole county's books; for others there is nothing."""
    reach = reach_of(request)
    if not reach.reads_books:
        raise Http404
    return reach


def batch_to_read(request: MoliRequest, uid: UUID) -> tuple[Any, MoneyReach]:
    """A batch that may be read; else there is nothing."""
    reach = reach_of(request)
    found = batch_in_reach(reach, uid)
    if found is None:
        raise Http404
    return found, reach


def batch_to_act_on(request: MoliRequest, uid: UUID) -> Any:
    """A batch that the person may act on; else there is nothing."""
    found, reach = batch_to_read(request, uid)
    if not reach.pays:
        raise Http404
    return found


def household_of(request: MoliRequest, uid: UUID) -> Any:
    """A household whose statements and account are open to the person; else there is nothing."""
    found = household_with_statements(reach_of(request), uid)
    if found is None:
        raise Http404
    return found
