"""Goods between stations on the page of today: what waits for the stations' own people."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from moli.accounts.rules import Role, Standing
from moli.interfaces.design.parts import Kind
from moli.interfaces.web.today.things import Thing
from moli.interfaces.words.amounts import number
from moli.orders.queries.transfers import transfer_work


def transfer_lines(standing: Standing) -> Iterator[Thing]:
    """A line for each sort of step that waits: one query, none for other roles."""
    work = transfer_work(standing.organisation_keys(Role.STATION_OPERATOR))
    url = reverse("web:stock_transfers")
    lines = (
        (
            work.to_answer,
            "link",
            Kind.WARN,
            ngettext("别站要货 %(count)s 笔", "别站要货 %(count)s 笔", work.to_answer),
            gettext("给还是不给，回一声"),
        ),
        (
            work.to_hand_over,
            "truck",
            Kind.WARN,
            ngettext("等交出的调货 %(count)s 笔", "等交出的调货 %(count)s 笔", work.to_hand_over),
            gettext("货给对方留着，过秤交出去"),
        ),
        (
            work.to_receive,
            "box",
            Kind.PLAIN,
            ngettext("在路上的调货 %(count)s 笔", "在路上的调货 %(count)s 笔", work.to_receive),
            gettext("到了过秤收下，就能装"),
        ),
    )
    for count, icon, kind, what, why in lines:
        if count:
            yield Thing(
                url=url, icon=icon, kind=kind, what=what % {"count": number(count)}, why=why
            )
