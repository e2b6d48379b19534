"""The desk's part of today: parcels that wait for packing and for the road."""

from __future__ import annotations

from collections.abc import Mapping

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext, ngettext

from moli.accounts.rules import Standing
from moli.interfaces.design.parts import Kind
from moli.interfaces.web.today.things import Thing
from moli.interfaces.words.amounts import number
from moli.orders.queries.parcels import WORK, Pile, pile_counts
from moli.orders.queries.stock_reach import STOCK_WORKERS, stock_reach


def parcel_lines(standing: Standing) -> list[Thing]:
    """A line for each pile in which something waits: two queries, none for other roles."""
    counts = _counts(standing)
    lines = []
    if counts.get(Pile.TO_PACK):
        lines.append(
            Thing(
                url=_url(Pile.TO_PACK),
                icon="box",
                kind=Kind.WARN,
                what=ngettext("等打包 %(count)s 单", "等打包 %(count)s 单", counts[Pile.TO_PACK])
                % {"count": number(counts[Pile.TO_PACK])},
                why=gettext("买家付了款，先付的先发"),
            )
        )
    if counts.get(Pile.TO_SEND):
        lines.append(
            Thing(
                url=_url(Pile.TO_SEND),
                icon="truck",
                kind=Kind.PLAIN,
                what=ngettext("等发货 %(count)s 单", "等发货 %(count)s 单", counts[Pile.TO_SEND])
                % {"count": number(counts[Pile.TO_SEND])},
                why=gettext("打好包了，贴面单交给快递"),
            )
        )
    return lines


def _counts(standing: Standing) -> Mapping[Pile, int]:
    if not standing.holds(*STOCK_WORKERS):
        return {}
    scope = stock_reach(standing, county_code=settings.MOLI_COUNTY_CODE).works
    return pile_counts(scope, WORK)


def _url(which: Pile) -> str:
    return f"{reverse('web:parcels')}?pile={which.value}"
