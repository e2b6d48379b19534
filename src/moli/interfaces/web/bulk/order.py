"""One bulk order: how far it has come, its parts, its deliveries, its money."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from moli.interfaces import clock
from moli.interfaces.access import MoliRequest
from moli.interfaces.design.parts import Kind
from moli.interfaces.web.bulk.doors import order_seen
from moli.interfaces.web.bulk.rows import (
    enterprise_of,
    goods_of,
    progress_bars,
    progress_words,
    state_badge,
    title_of,
    village_of,
)
from moli.interfaces.web.bulk.sharing_fields import PER_MILLE_PER_PERCENT
from moli.interfaces.web.naming import name_of
from moli.interfaces.web.registry.forms import attempted
from moli.interfaces.words.amounts import jin, yuan
from moli.interfaces.words.days import full_day, moment
from moli.interfaces.words.labels import label
from moli.orders.queries.bulk_lists import order_lines, progress_of
from moli.orders.queries.bulk_money import DeliveryMoney, money_of
from moli.orders.queries.bulk_sight import BulkSight, deliveries_seen, is_office_of_order
from moli.orders.rules.bulk import BulkState, ClaimState, DeliveryState
from moli.orders.services.calling_off import cancel_bulk_order, close_bulk_order


@dataclass(frozen=True)
class PartRow:
    """A village's part; its page is for those who work with its households."""

    village: str
    url: str
    grams: int
    price_fen_per_kg: int
    words: str


@dataclass(frozen=True)
class DeliveryRow:
    """A delivery in a list."""

    url: str
    number: str
    village: str
    sent_on: Any
    sent_grams: int
    received_grams: int | None
    money: DeliveryMoney | None
    state: str
    kind: Kind


@require_safe
def bulk_order(request: MoliRequest, uid: UUID) -> HttpResponse:
    """One order, as far as the person sees it."""
    order, sight = order_seen(request, uid)
    line = order_lines([order], sight=sight)[0]
    progress = progress_of(line.parts)
    deliveries = list(deliveries_seen(sight).filter(part__in=[part.pk for part in line.parts]))
    state, kind = state_badge(order)
    is_side = _is_side(order, sight)
    is_open = order.state == BulkState.OPEN
    context = {
        "order": order,
        "title": title_of(order, grams=line.progress.grams),
        "place": name_of(order.destination),
        "state": state,
        "kind": kind,
        "bars": progress_bars(line.progress),
        "progress": line.progress,
        "lost": line.progress.lost_grams,
        "parts": [
            PartRow(
                village=village_of(part),
                url=_part_url(part, sight),
                grams=part.grams,
                price_fen_per_kg=part.price_fen_per_kg,
                words=progress_words(progress[part.pk]),
            )
            for part in line.parts
        ],
        "is_part_only": not (is_side or sight.reads_areas or sight.leads_keys),
        "deliveries": delivery_rows(deliveries),
        "money": line.progress.money,
        "money_facts": money_facts(line.progress.money),
        "facts": _facts(order, line.parts),
        "may_end": is_side and is_open,
        "may_cancel": is_side and is_open and not line.progress.brought_grams,
    }
    return render(request, "web/bulk/order.html", context)


@require_POST
def end_bulk_order(request: MoliRequest, uid: UUID) -> HttpResponse:
    """Cancel an order for which nothing was brought, or end one: nothing more is delivered."""
    order, sight = order_seen(request, uid)
    if not _is_side(order, sight):
        raise Http404
    by, at = request.standing.actor, clock.now()
    if request.POST.get("act") == "cancel":
        if attempted(request, lambda: cancel_bulk_order(order_uid=order.uid, by=by, at=at)):
            messages.success(request, gettext("取消了，占着的货都放回去了。"))
    elif attempted(request, lambda: close_bulk_order(order_uid=order.uid, by=by, at=at)):
        messages.success(request, gettext("结束了，没发的货都放回去了。"))
    return redirect("web:bulk_order", uid=uid)


def delivery_rows(deliveries: Sequence[Any]) -> list[DeliveryRow]:
    """Deliveries as lines of a list, with their money: two queries for all of them."""
    money = money_of(deliveries)
    rows = []
    for row in deliveries:
        state, kind = delivery_badge(row, money.get(row.pk))
        rows.append(
            DeliveryRow(
                url=reverse("web:delivery", args=[row.uid]),
                number=row.number,
                village=village_of(row.part),
                sent_on=row.sent_on,
                sent_grams=row.sent_grams,
                received_grams=row.received_grams,
                money=money.get(row.pk),
                state=state,
                kind=kind,
            )
        )
    return rows


def delivery_badge(row: Any, money: DeliveryMoney | None) -> tuple[str, Kind]:
    """Where a delivery stands, in a word: what is missing most comes first."""
    claim = getattr(row, "claim", None)
    if row.state == DeliveryState.SENT or money is None:
        return label(DeliveryState.SENT), Kind.WARN
    if claim is not None and claim.state != ClaimState.SETTLED:
        return gettext("有异议"), Kind.ALERT
    if money.left_fen > 0:
        return gettext("等货款"), Kind.WARN
    return gettext("付清了"), Kind.OK


def _part_url(part: Any, sight: BulkSight) -> str:
    if not sight.weighs(part.lot.village.code):
        return ""
    return reverse("web:bulk_part", args=[part.uid])


def _is_side(order: Any, sight: BulkSight) -> bool:
    """Whether the person ends the order: its buyer, or the office of all its villages."""
    return sight.buys(order.enterprise.key) or is_office_of_order(sight, order)


def _facts(order: Any, parts: Sequence[Any]) -> list[tuple[str, str]]:
    contracts = sorted({part.contract.number for part in parts if part.contract})
    facts = [
        (gettext("买家"), enterprise_of(order)),
        (gettext("货"), f"{goods_of(order)} {name_of(order.lowest_grade)}"),
        (gettext("最晚送到"), f"{full_day(order.deliver_by_on)} · {name_of(order.destination)}"),
        (
            gettext("先分给贫困户"),
            f"{order.poor_per_mille // PER_MILLE_PER_PERCENT}%",
        ),
        (gettext("一户最多"), jin(order.cap_grams) if order.cap_grams else gettext("不设上限")),
    ]
    if contracts:
        facts.append((gettext("合同"), gettext("、").join(contracts)))
    if order.quote is not None:
        facts.append((gettext("报价单"), order.quote.number))
    facts.append((gettext("下单"), f"{order.by_name} · {moment(order.at)}"))
    return facts


def money_facts(money: DeliveryMoney) -> list[tuple[str, str]]:
    """What is paid for deliveries, as labels and sums."""
    facts = [(gettext("货款合计"), yuan(money.total_fen))]
    if money.held_fen:
        facts.append((gettext("有异议，先扣着"), yuan(money.held_fen)))
    if money.waived_fen:
        facts.append((gettext("认了不合格，不用付"), yuan(money.waived_fen)))
    facts += [
        (gettext("现在该付"), yuan(money.due_fen)),
        (gettext("已到账"), yuan(money.remitted_fen)),
        (gettext("还差"), yuan(money.left_fen)),
    ]
    return facts
