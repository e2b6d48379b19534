"""The part of bulk orders in today: what waits for the person, and how much of it."""

from __future__ import annotations

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from moli.accounts.rules import Standing
from moli.interfaces.design.parts import Kind
from moli.interfaces.web.bulk.waiting import thing_of
from moli.interfaces.web.today.things import Thing
from moli.interfaces.words.amounts import number
from moli.orders.queries.bulk_sight import working_sight
from moli.orders.queries.bulk_waiting import waiting_for

# The most pressing stand on the list, the others behind one line.
ERRANDS_SHOWN = 6


def bulk_lines(standing: Standing, *, on: date) -> list[Thing]:
    """Lines for what waits in bulk orders: at most eight queries, none for whoever only reads."""
    waiting = waiting_for(working_sight(standing, on=on), on=on)
    lines = [thing_of(one) for one in waiting[:ERRANDS_SHOWN]]
    if others := len(waiting) - len(lines):
        lines.append(_others(others))
    return lines


def _others(count: int) -> Thing:
    what = ngettext("还有 %(count)s 件大宗订单的事", "还有 %(count)s 件大宗订单的事", count)
    return Thing(
        url=reverse("web:bulk_orders"),
        icon="list",
        kind=Kind.PLAIN,
        what=what % {"count": number(count)},
        why=gettext("都在大宗订单里"),
    )
