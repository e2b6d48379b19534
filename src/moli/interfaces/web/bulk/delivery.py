"""One delivery: where it stands, what it comes to, and where the money went."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext, pgettext
from django.views.decorators.http import require_safe

from moli.interfaces import clock
from moli.interfaces.access import MoliRequest
from moli.interfaces.design.parts import BarRow, Fill
from moli.interfaces.web.bulk.accepting import may_claim_later
from moli.interfaces.web.bulk.doors import delivery_seen
from moli.interfaces.web.bulk.order import delivery_badge, money_facts
from moli.interfaces.web.bulk.part import part_context
from moli.interfaces.words.amounts import jin, percent_of, yuan
from moli.interfaces.words.days import full_day, moment
from moli.interfaces.words.labels import label
from moli.kernel.identifiers import masked_name
from moli.orders.queries.bulk_money import DeliveryMoney, money_of
from moli.orders.queries.bulk_suppliers import loaded_by_household
from moli.orders.rules.bulk import ClaimState, DeliveryState
from moli.settlement.queries.delivery_splits import DeliverySplit, split_of
from moli.settlement.rules.shares import ShareKind

_ORDER = (
    ShareKind.HOUSEHOLD,
    ShareKind.STATION,
    ShareKind.TRANSPORT,
    ShareKind.PACKAGING,
    ShareKind.PLATFORM,
)


@require_safe
def delivery(request: MoliRequest, uid: UUID) -> HttpResponse:
    """One delivery, as far as the person may see it: names of households only for their own."""
    row, sight = delivery_seen(request, uid)
    code, order = row.part.lot.village.code, row.part.bulk_order
    money = money_of([row]).get(row.pk)
    split = split_of(row.pk)
    state, kind = delivery_badge(row, money)
    claim = getattr(row, "claim", None)
    is_office = sight.is_office_of(code)
    weighs, buys = sight.weighs(code), sight.buys(order.enterprise.key)
    context = {
        **part_context(row.part),
        "row": row,
        "state": state,
        "kind": kind,
        "steps": [
            gettext("发出"),
            pgettext("step", "验收"),
            pgettext("step", "到账"),
            pgettext("step", "分账"),
        ],
        "step": _step(row, money, split),
        "facts": _facts(row, with_costs=weighs or bool(sight.reads_areas)),
        "money": money_facts(money) if money else [],
        "remittances": _remittances(row) if is_office or buys else [],
        "claim": claim,
        "claim_state": label(ClaimState(claim.state)) if claim else "",
        "sees_claim": weighs or buys,
        "may_accept": buys and row.state == DeliveryState.SENT,
        "may_claim": buys and may_claim_later(row, at=clock.now()),
        "may_pay_in": is_office and money is not None and money.left_fen > 0,
        "left_fen": money.left_fen if money else 0,
        "may_settle": is_office and _may_settle(row, money, split),
        "split": split if split.stages else None,
        "bars": waterfall(split),
        "homes_fen": split.by_kind.get(ShareKind.HOUSEHOLD, 0),
        "homes": _homes(row, split) if weighs else [],
        "is_seller": weighs,
        "part_url": reverse("web:bulk_part", args=[row.part.uid]) if weighs else "",
        "bank_reference": is_office,
    }
    return render(request, "web/bulk/delivery.html", context)


def waterfall(split: DeliverySplit) -> list[BarRow]:
    """Where a delivery's money went, as bars: all of it, then the households', then the costs."""
    total = split.total_fen
    if not total:
        return []
    bars = [BarRow(gettext("买家付的"), total, yuan(total), fill=Fill.TOTAL)]
    for kind in _ORDER:
        fen = split.by_kind.get(kind, 0)
        if fen:
            fill = Fill.HOME if kind is ShareKind.HOUSEHOLD else Fill.PALE
            hint = percent_of(fen, total)
            bars.append(BarRow(label(kind), fen, yuan(fen), hint=hint, fill=fill))
    return bars


def _step(row: Any, money: DeliveryMoney | None, split: DeliverySplit) -> int:
    if row.state == DeliveryState.SENT or money is None:
        return 2
    if split.stages and money.left_fen <= 0 and not money.held_fen:
        return 5
    return 4 if money.left_fen <= 0 else 3


def _may_settle(row: Any, money: DeliveryMoney | None, split: DeliverySplit) -> bool:
    """Whether something that came was not shared yet, and all that is shared with it has come."""
    if money is None or money.remitted_fen <= split.total_fen:
        return False
    claim = getattr(row, "claim", None)
    undisputed = money.total_fen - (claim.held_fen if claim else 0)
    return money.left_fen <= 0 or (not split.stages and money.remitted_fen >= undisputed)


def _facts(row: Any, *, with_costs: bool) -> list[tuple[str, str]]:
    facts = [
        (gettext("发出"), f"{jin(row.sent_grams)} · {full_day(row.sent_on)} · {row.by_name}"),
    ]
    if row.received_grams is not None:
        facts.append(
            (
                gettext("买家过秤"),
                f"{jin(row.received_grams)} · {moment(row.accepted_at)} · {row.accepted_by_name}",
            )
        )
        if row.received_grams < row.sent_grams:
            facts.append((gettext("路上少了"), jin(row.sent_grams - row.received_grams)))
    if with_costs and (row.freight_fen or row.packaging_fen):
        facts += [
            (gettext("运费（卖方出）"), yuan(row.freight_fen)),
            (gettext("筐和包装"), yuan(row.packaging_fen)),
        ]
    return facts


def _remittances(row: Any) -> list[dict[str, Any]]:
    return [
        {"number": each.bank_reference, "fen": each.total_fen, "at": each.at}
        for each in row.remittances.order_by("pk")
    ]


def _homes(row: Any, split: DeliverySplit) -> Sequence[dict[str, Any]]:
    """Each household of the load: what it brought, and what it got."""
    return [
        {
            "name": masked_name(home.head_name),
            "group": home.group_name,
            "grams": home.grams,
            "fen": split.by_household.get(home.household_id),
        }
        for home in loaded_by_household(row)
    ]
