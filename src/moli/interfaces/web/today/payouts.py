"""The money's part of today: batches that wait for a second person, and what the bank returned."""

from __future__ import annotations

from collections.abc import Iterator

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext, ngettext

from moli.accounts.rules import Standing
from moli.interfaces.design.parts import Kind
from moli.interfaces.web.today.things import Thing
from moli.interfaces.words.amounts import number
from moli.settlement.queries.batches import PayoutWork, payout_work
from moli.settlement.queries.reach import money_reach


def payout_lines(standing: Standing) -> Iterator[Thing]:
    """Lines for whoever pays: one query, none for other roles."""
    work = _work(standing)
    if work.to_check:
        yield Thing(
            url=reverse("web:payouts"),
            icon="yuan",
            kind=Kind.WARN,
            what=ngettext("待复核打款 %(count)s 批", "待复核打款 %(count)s 批", work.to_check)
            % {"count": number(work.to_check)},
            why=gettext("别人做好的，您复核了银行才打"),
        )
    if work.returned:
        yield Thing(
            url=reverse("web:returned_payouts"),
            icon="tri",
            kind=Kind.ALERT,
            what=ngettext("银行退回 %(count)s 笔", "银行退回 %(count)s 笔", work.returned)
            % {"count": number(work.returned)},
            why=gettext("换好账户，再打一次"),
        )


def _work(standing: Standing) -> PayoutWork:
    reach = money_reach(standing, county_code=settings.MOLI_COUNTY_CODE)
    return payout_work(reach, by_key=standing.actor.key)
