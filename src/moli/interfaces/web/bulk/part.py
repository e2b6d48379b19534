"""A village's part of an order: who brings how much, and what comes next."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from moli.interfaces import clock
from moli.interfaces.access import MoliRequest
from moli.interfaces.web.bulk.doors import part_to_share, part_to_weigh
from moli.interfaces.web.bulk.order import delivery_rows
from moli.interfaces.web.bulk.rows import (
    enterprise_of,
    goods_of,
    progress_bars,
    state_badge,
    village_of,
)
from moli.interfaces.web.registry.forms import attempted
from moli.interfaces.words.amounts import jin, number
from moli.kernel.identifiers import masked_name
from moli.orders.queries.bulk_lists import progress_of
from moli.orders.queries.bulk_sight import BulkSight, deliveries_seen, parts_of_own_office
from moli.orders.queries.bulk_suppliers import (
    Supplier,
    is_shared_out,
    preview_of_sharing,
    ready_to_send,
    suppliers_of,
)
from moli.orders.rules.bulk import BulkState
from moli.orders.rules.quotas import grams_for_poor
from moli.orders.services.sharing_out import reallocate, share_out_part


@dataclass(frozen=True)
class SupplierRow:
    """A household of the part's list. Whether it is poor is for those who share out."""

    place: int
    name: str
    group: str
    is_poor: bool
    most_grams: int
    granted_grams: int
    brought_grams: int
    left_grams: int
    give_up_url: str


@require_safe
def bulk_part(request: MoliRequest, uid: UUID) -> HttpResponse:
    """The part as the village, its station and the office work with it."""
    part, sight = part_to_weigh(request, uid)
    suppliers = suppliers_of(part)
    shares = sight.shares(part.lot.village.code)
    is_open = part.bulk_order.state == BulkState.OPEN
    was_shared = is_shared_out(part)
    free = part.grams - part.granted_grams
    room = sum(_room(each, cap=part.bulk_order.cap_grams) for each in suppliers)
    state, kind = state_badge(part.bulk_order)
    rows = [_row(each, part, shares=shares, is_open=is_open) for each in suppliers]
    context = {
        **part_context(part),
        "state": state,
        "kind": kind,
        "bars": progress_bars(progress_of([part])[part.pk]),
        "rows": rows,
        "may_name": shares and is_open and free > 0,
        "may_give_up": any(row.give_up_url for row in rows),
        "may_share_out": shares and is_open and bool(suppliers) and not was_shared,
        "may_weigh": is_open and part.brought_grams < part.granted_grams,
        "may_send": is_open and bool(ready_to_send(part, suppliers)),
        "may_reallocate": shares and is_open and was_shared and free > 0 and room > 0,
        "may_move": _may_move(part, sight, free=free, is_open=is_open),
        "was_shared": was_shared,
        "free_grams": free,
        "deliveries": delivery_rows(list(deliveries_seen(sight).filter(part=part))),
    }
    return render(request, "web/bulk/part.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def share_out(request: MoliRequest, uid: UUID) -> HttpResponse:
    """Show what sharing out would give to whom; sent, share out. Shared out once, it stays."""
    part = part_to_share(request, uid)
    suppliers = suppliers_of(part)
    if request.method == "POST":
        by, at = request.standing.actor, clock.now()
        quotas: list[Any] = []
        if attempted(
            request, lambda: quotas.extend(share_out_part(part_uid=part.uid, by=by, at=at))
        ):
            granted = sum(quota.granted_grams for quota in quotas)
            words = gettext("分好了，共 %(weight)s。把名单打印出来贴上。")
            messages.success(request, words % {"weight": jin(granted)})
        return redirect("web:bulk_part", uid=uid)
    if not suppliers or is_shared_out(part):
        return redirect("web:bulk_part", uid=uid)
    grants = preview_of_sharing(part, suppliers, on=clock.today())
    shared = sum(grant.grams for grant in grants)
    context = {
        **part_context(part),
        "rows": [
            {
                "place": grant.supplier.place,
                "name": masked_name(grant.supplier.head_name),
                "group": grant.supplier.group_name,
                "is_poor": grant.is_poor,
                "most_grams": grant.supplier.quota.most_grams,
                "grams": grant.grams,
            }
            for grant in grants
        ],
        "shared_grams": shared,
        "poor_grams": sum(grant.grams for grant in grants if grant.is_poor),
        "poor_count": sum(1 for grant in grants if grant.is_poor),
        "short_grams": part.grams - shared,
        "how": how_shared(part),
    }
    return render(request, "web/bulk/share_out.html", context)


@require_POST
def reallocate_part(request: MoliRequest, uid: UUID) -> HttpResponse:
    """Give what is free to households that can bring more. A second tap finds nothing free."""
    part = part_to_share(request, uid)
    before = part.granted_grams
    by, at = request.standing.actor, clock.now()
    grown: list[Any] = []
    if not attempted(request, lambda: grown.extend(reallocate(part_uid=part.uid, by=by, at=at))):
        return redirect("web:bulk_part", uid=uid)
    if not grown:
        messages.info(request, gettext("没有变：没有空出来的，或者没有户交得出更多。"))
        return redirect("web:bulk_part", uid=uid)
    part.refresh_from_db(fields=["granted_grams"])
    words = ngettext(
        "补给了 %(count)s 户，共 %(weight)s。", "补给了 %(count)s 户，共 %(weight)s。", len(grown)
    )
    facts = {"count": number(len(grown)), "weight": jin(part.granted_grams - before)}
    messages.success(request, words % facts)
    return redirect("web:bulk_part", uid=uid)


@require_safe
def part_list(request: MoliRequest, uid: UUID) -> HttpResponse:
    """The list that hangs in the village: number, name, group, weight, and nothing else."""
    part, _ = part_to_weigh(request, uid)
    suppliers = suppliers_of(part)
    rows = [
        {
            "place": each.place,
            "name": each.head_name,
            "group": each.group_name,
            "grams": each.quota.granted_grams,
        }
        for each in suppliers
        if each.quota.granted_grams
    ]
    context = {
        **part_context(part),
        "rows": rows,
        "today": clock.today(),
        "is_generated": any(each.quota.household.is_generated for each in suppliers),
    }
    return render(request, "web/bulk/part_list.html", context)


def part_context(part: Any) -> dict[str, Any]:
    """What every page of a part says of it."""
    return {
        "part": part,
        "order": part.bulk_order,
        "village": village_of(part),
        "buyer": enterprise_of(part.bulk_order),
        "product": goods_of(part.bulk_order),
    }


def how_shared(part: Any) -> str:
    """How a part is shared out, in one sentence."""
    order = part.bulk_order
    poor_grams = grams_for_poor(part.grams, poor_per_mille=order.poor_per_mille)
    said = [
        gettext("贫困户先分 %(weight)s，交得出多少分多少") % {"weight": jin(poor_grams)}
        if order.poor_per_mille
        else "",
        gettext("余下的谁最少先补谁"),
        gettext("一户最多 %(weight)s") % {"weight": jin(order.cap_grams)}
        if order.cap_grams
        else "",
    ]
    return gettext("%(said)s。") % {"said": gettext("；").join(filter(None, said))}


def _row(each: Supplier, part: Any, *, shares: bool, is_open: bool) -> SupplierRow:
    may_give_up = shares and is_open and each.left_grams > 0
    return SupplierRow(
        place=each.place,
        name=masked_name(each.head_name),
        group=each.group_name,
        is_poor=shares and each.quota.is_poor,
        most_grams=each.quota.most_grams,
        granted_grams=each.quota.granted_grams,
        brought_grams=each.quota.brought_grams,
        left_grams=each.left_grams,
        give_up_url=reverse("web:give_up", args=[part.uid, each.place]) if may_give_up else "",
    )


def _room(each: Supplier, *, cap: int | None) -> int:
    most = each.quota.most_grams if cap is None else min(each.quota.most_grams, cap)
    return max(0, most - each.quota.granted_grams)


def _may_move(part: Any, sight: BulkSight, *, free: int, is_open: bool) -> bool:
    if not (is_open and free > 0 and sight.is_office_of(part.lot.village.code)):
        return False
    return parts_of_own_office(sight, part.bulk_order).exclude(pk=part.pk).exists()
