"""Weighing in for a part: choose the household from its list, read the scale, hand out a slip."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from moli.accounts.rules import Role
from moli.interfaces import clock
from moli.interfaces.access import MoliRequest
from moli.interfaces.web.bulk.delivery_forms import WeighForm
from moli.interfaces.web.bulk.doors import part_to_weigh, sight_of, supplier_at
from moli.interfaces.web.bulk.part import part_context
from moli.interfaces.web.lots.forms import known_key
from moli.interfaces.web.naming import name_of, village_name
from moli.interfaces.web.registry.forms import attempt
from moli.interfaces.words.amounts import jin
from moli.kernel.identifiers import masked_name
from moli.orders.queries.bulk_sight import weigh_ins_for_parts_seen
from moli.orders.queries.bulk_suppliers import Supplier, suppliers_of
from moli.orders.rules.bulk import BulkState
from moli.orders.services.weighing_in import weigh_in_for_quota
from moli.stations.queries import open_stations, station_by_key


@require_safe
def weigh_part(request: MoliRequest, uid: UUID) -> HttpResponse:
    """Who still has something to bring, in the order of the list."""
    part, _ = part_to_weigh(request, uid)
    rows = [_line(part, each) for each in suppliers_of(part) if each.left_grams > 0]
    return render(request, "web/bulk/weigh_choose.html", {**part_context(part), "rows": rows})


@require_http_methods(["GET", "HEAD", "POST"])
def weigh_supplier(request: MoliRequest, uid: UUID, place: int) -> HttpResponse:
    """What one household brought: gross and tare; then its slip."""
    part, _ = part_to_weigh(request, uid)
    supplier, _ = supplier_at(part, place)
    if part.bulk_order.state != BulkState.OPEN:
        return redirect("web:bulk_part", uid=uid)
    grades = _grades(part)
    is_sent = request.method == "POST"
    form = WeighForm(
        request.POST if is_sent else None,
        grades=[(str(grade.pk), name_of(grade)) for grade in grades],
        stations=_stations(request, part),
        today=clock.today(),
        initial={"grade": str(part.lot.grade_id)},
    )
    stored: list[Any] = []
    if is_sent and attempt(
        form,
        lambda: stored.append(
            weigh_in_for_quota(
                quota_id=supplier.quota.pk,
                weighed=form.weighed(),
                grade=next(g for g in grades if str(g.pk) == form.cleaned_data["grade"]),
                station_key=form.station_key,
                storage=form.storage,
                request_key=form.cleaned_data["request_key"],
                by=request.standing.actor,
                at=clock.now(),
            )
        ),
    ):
        messages.success(request, gettext("收好 %(weight)s。") % {"weight": jin(stored[0].grams)})
        return redirect("web:weigh_slip", uid=stored[0].uid)
    context = {**part_context(part), "form": form, **_line(part, supplier)}
    return render(request, "web/bulk/weigh.html", context)


@require_safe
def weigh_slip(request: MoliRequest, uid: UUID) -> HttpResponse:
    """The slip of a weigh-in, to print; the household keeps one."""
    row = get_object_or_404(weigh_ins_for_parts_seen(sight_of(request)), uid=uid)
    if row.quota is None:
        raise Http404
    part = row.quota.part
    suppliers = suppliers_of(part)
    supplier = next(each for each in suppliers if each.quota.pk == row.quota_id)
    station = station_by_key(row.station_key) if known_key(row.station_key) else None
    context = {
        "row": row,
        "part": part,
        "product": name_of(row.product),
        "grade": name_of(row.grade),
        "village": village_name(row.village),
        "station": station.name if station else "",
        "by_name": row.by_name,
        "next_left": sum(1 for each in suppliers if each.left_grams > 0),
        **_line(part, supplier),
    }
    return render(request, "web/bulk/weigh_slip.html", context)


def _line(part: Any, each: Supplier) -> dict[str, Any]:
    return {
        "url": reverse("web:weigh_supplier", args=[part.uid, each.place]),
        "place": each.place,
        "name": masked_name(each.head_name),
        "group": each.group_name,
        "granted_grams": each.quota.granted_grams,
        "brought_grams": each.quota.brought_grams,
        "left_grams": each.left_grams,
    }


def _grades(part: Any) -> list[Any]:
    """The order's lowest grade and better ones, the best first."""
    order = part.bulk_order
    return list(order.product.grades.filter(rank__lte=order.lowest_grade.rank).order_by("rank"))


def _stations(request: MoliRequest, part: Any) -> list[tuple[str, str]]:
    """An operator's own station; else those of the village; in a village without one, all."""
    stations = list(open_stations(on=clock.today()))
    own = set(request.standing.organisation_keys(Role.STATION_OPERATOR))
    here = [row for row in stations if row.village_id == part.lot.village_id]
    offered = [row for row in here if row.key in own] or here or stations
    return [(row.key, row.name) for row in offered]
