"""What waits in bulk orders, as lines: what, why, and where it is done."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext

from moli.interfaces.design.parts import Kind
from moli.interfaces.web.bulk.rows import enterprise_of, goods_of, village_of
from moli.interfaces.web.today.things import Thing
from moli.interfaces.words.amounts import jin, yuan, yuan_per_jin
from moli.interfaces.words.days import until
from moli.orders.queries.bulk_sight import BulkSight
from moli.orders.queries.bulk_waiting import Errand, Waiting, waiting_for

_Said = tuple[str, str, str, Kind]


def things_of(sight: BulkSight, *, on: date) -> list[Thing]:
    """Everything in bulk orders that waits for a person on a day."""
    return [thing_of(one) for one in waiting_for(sight, on=on)]


def to_settle(deliveries: Iterable[Any]) -> Iterator[Thing]:
    """Deliveries whose money has come and waits for being shared."""
    for row in deliveries:
        facts = _names(row.part) | {"number": row.number}
        yield Thing(
            url=_delivery("delivery", row),
            icon="yuan",
            kind=Kind.PLAIN,
            what=gettext("%(village)s的货款到了，可以分账") % facts,
            why=gettext("送货单 %(number)s · %(buyer)s") % facts,
        )


def thing_of(one: Waiting) -> Thing:
    """One thing that waits, as a line."""
    url, what, why, kind = _WORDS[one.errand](one)
    return Thing(url=url, icon=_ICONS[one.errand], kind=kind, what=what, why=why)


def _names(part: Any) -> dict[str, str]:
    return {
        "village": village_of(part),
        "buyer": enterprise_of(part.bulk_order),
        "product": goods_of(part.bulk_order),
        "until": until(part.bulk_order.deliver_by_on),
    }


def _delivery(name: str, row: Any) -> str:
    return reverse(f"web:{name}", args=[row.uid])


def _accept(one: Waiting) -> _Said:
    row, facts = one.thing, _names(one.thing.part) | {"weight": jin(one.grams)}
    return (
        _delivery("accept_delivery", row),
        gettext("%(village)s的 %(weight)s%(product)s在路上，到了请验收") % facts,
        gettext("送货单 %(number)s") % {"number": row.number},
        Kind.PLAIN,
    )


def _claim(one: Waiting) -> _Said:
    row = one.thing
    facts = _names(row.delivery.part) | {"weight": jin(one.grams), "sum": yuan(one.fen)}
    return (
        reverse("web:claim", args=[row.uid]),
        gettext("%(buyer)s对%(village)s的 %(weight)s%(product)s有异议") % facts,
        gettext("先扣着 %(sum)s，谈好就放") % facts,
        Kind.WARN,
    )


def _pay(one: Waiting) -> _Said:
    row = one.thing
    facts = _names(row.part) | {"sum": yuan(one.fen), "number": row.number}
    return (
        _delivery("delivery", row),
        gettext("%(village)s的货款还差 %(sum)s") % facts,
        gettext("送货单 %(number)s，已验收") % facts,
        Kind.PLAIN,
    )


def _money(one: Waiting) -> _Said:
    row = one.thing
    facts = _names(row.part) | {"sum": yuan(one.fen), "number": row.number}
    return (
        _delivery("remittance", row),
        gettext("等%(buyer)s打来 %(sum)s") % facts,
        gettext("%(village)s · 送货单 %(number)s，到账就记下") % facts,
        Kind.PLAIN,
    )


def _quote(one: Waiting) -> _Said:
    row = one.thing
    facts = {
        "weight": jin(row.grams),
        "product": goods_of(row),
        "price": yuan_per_jin(row.price_fen_per_kg),
        "until": until(row.valid_until_on),
    }
    return (
        reverse("web:quote", args=[row.uid]),
        gettext("县电商办报价：%(weight)s%(product)s，%(price)s") % facts,
        gettext("%(until)s答复") % facts,
        Kind.PLAIN,
    )


def _share_out(one: Waiting) -> _Said:
    facts = _names(one.thing) | {"weight": jin(one.grams)}
    return (
        reverse("web:bulk_part", args=[one.thing.uid]),
        gettext("%(buyer)s要的%(product)s还有 %(weight)s没分到户") % facts,
        gettext("%(village)s · %(until)s交货") % facts,
        Kind.WARN,
    )


def _send(one: Waiting) -> _Said:
    facts = _names(one.thing) | {"weight": jin(one.grams)}
    return (
        reverse("web:send_delivery", args=[one.thing.uid]),
        gettext("收好的 %(weight)s%(product)s可以发给%(buyer)s") % facts,
        gettext("%(village)s · %(until)s交货") % facts,
        Kind.PLAIN,
    )


def _bring(one: Waiting) -> _Said:
    facts = _names(one.thing) | {"weight": jin(one.grams)}
    return (
        reverse("web:weigh_part", args=[one.thing.uid]),
        gettext("%(product)s还有 %(weight)s没送来过秤") % facts,
        gettext("%(village)s给%(buyer)s · %(until)s交货") % facts,
        Kind.PLAIN,
    )


_WORDS: Mapping[Errand, Callable[[Waiting], _Said]] = {
    Errand.ACCEPT: _accept,
    Errand.CLAIM: _claim,
    Errand.PAY: _pay,
    Errand.QUOTE: _quote,
    Errand.SHARE_OUT: _share_out,
    Errand.SEND: _send,
    Errand.BRING: _bring,
    Errand.MONEY: _money,
}
_ICONS: Mapping[Errand, str] = {
    Errand.ACCEPT: "truck",
    Errand.CLAIM: "tri",
    Errand.PAY: "yuan",
    Errand.QUOTE: "file",
    Errand.SHARE_OUT: "users",
    Errand.SEND: "truck",
    Errand.BRING: "box",
    Errand.MONEY: "yuan",
}
