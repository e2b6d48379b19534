"""Bulk orders as lines of lists: names, weights and how far each has come, in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext, ngettext, pgettext

from moli.interfaces.design.parts import BarRow, Fill, Kind
from moli.interfaces.web.naming import enterprise_name, name_of, village_name
from moli.interfaces.words.amounts import jin, number, yuan
from moli.interfaces.words.labels import label
from moli.orders.queries.bulk_lists import OrderLine, Progress
from moli.orders.rules.bulk import BulkState

_KINDS = {
    BulkState.OPEN: Kind.WARN,
    BulkState.CLOSED: Kind.OK,
    BulkState.CANCELLED: Kind.PLAIN,
}


@dataclass(frozen=True)
class OrderRow:
    """One order in the list."""

    url: str
    number: str
    title: str
    where: str
    deliver_by_on: Any
    progress: Progress
    words: str
    state: str
    kind: Kind


def order_row(line: OrderLine) -> OrderRow:
    """A line of the list; `where` names the village, or counts them."""
    order = line.order
    villages = {part.lot.village_id: part.lot.village for part in line.parts}
    where = (
        village_name(next(iter(villages.values())))
        if len(villages) == 1
        else ngettext("%(count)s 个村", "%(count)s 个村", len(villages))
        % {"count": number(len(villages))}
    )
    return OrderRow(
        url=reverse("web:bulk_order", args=[order.uid]),
        number=order.number,
        title=title_of(order, grams=line.progress.grams),
        where=where,
        deliver_by_on=order.deliver_by_on,
        progress=line.progress,
        words=progress_words(line.progress),
        state=label(BulkState(order.state)),
        kind=_KINDS[BulkState(order.state)],
    )


def state_badge(order: Any) -> tuple[str, Kind]:
    """An order's state in a word, and its signal."""
    return label(BulkState(order.state)), _KINDS[BulkState(order.state)]


def title_of(order: Any, *, grams: int) -> str:
    """What an order is, in one line."""
    return gettext("%(buyer)s要 %(weight)s%(product)s") % {
        "buyer": enterprise_of(order),
        "weight": jin(grams),
        "product": goods_of(order),
    }


def progress_words(progress: Progress) -> str:
    """How far a load has come: the last two steps that have begun, in words."""
    said = [
        (progress.granted_grams, gettext("分到户 %(weight)s")),
        (progress.brought_grams, gettext("收好 %(weight)s")),
        (progress.on_the_way_grams, gettext("路上 %(weight)s")),
        (progress.received_grams, gettext("验收 %(weight)s")),
    ]
    told = [words % {"weight": jin(grams)} for grams, words in said if grams > 0]
    if progress.money.remitted_fen:
        told.append(gettext("到账 %(sum)s") % {"sum": yuan(progress.money.remitted_fen)})
    return " · ".join(told[-2:]) or gettext("还没分到户")


def progress_bars(progress: Progress) -> list[BarRow]:
    """The steps of a load as bars, each against all of it."""
    steps = [
        (gettext("分到户"), progress.granted_grams, Fill.PALE),
        (gettext("收好"), progress.brought_grams, Fill.PALE),
        (gettext("发出"), progress.sent_grams, Fill.PALE),
        (pgettext("step", "验收"), progress.received_grams, Fill.LEAF),
    ]
    return [BarRow(words, grams, jin(grams), fill=fill) for words, grams, fill in steps]


def enterprise_of(order: Any) -> str:
    """The buyer, as people call it."""
    return enterprise_name(order.enterprise)


def goods_of(order: Any) -> str:
    """What is bought."""
    return name_of(order.product)


def village_of(part: Any) -> str:
    """The village of a part, with its town."""
    return village_name(part.lot.village)
