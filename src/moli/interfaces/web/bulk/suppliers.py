"""Who can bring something for a part: named one by one or pasted, giving up, moving on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_http_methods

from moli.interfaces import clock
from moli.interfaces.access import MoliRequest
from moli.interfaces.web.bulk.doors import part_of_office, part_to_share, supplier_at
from moli.interfaces.web.bulk.part import part_context
from moli.interfaces.web.bulk.rows import village_of
from moli.interfaces.web.bulk.supplier_forms import (
    GiveUpForm,
    MoveForm,
    NamedLine,
    PastedForm,
    SupplierForm,
    WrongLine,
)
from moli.interfaces.web.registry.desks import Desk, show
from moli.interfaces.web.registry.forms import attempt
from moli.interfaces.words.amounts import jin, number
from moli.interfaces.words.refusals import sentence
from moli.kernel.identifiers import masked_name
from moli.kernel.refusal import Refusal
from moli.orders.queries.bulk_sight import parts_of_own_office
from moli.orders.queries.bulk_suppliers import households_headed_by
from moli.orders.services.moving_shortfall import move_shortfall
from moli.orders.services.naming_suppliers import SupplierLineRefused, name_suppliers
from moli.orders.services.sharing_out import give_up, name_supplier


@require_http_methods(["GET", "HEAD", "POST"])
def name_suppliers_page(request: MoliRequest, uid: UUID) -> HttpResponse:
    """Name one household, or paste a list; nothing of a list is stored unless all of it is good."""
    part = part_to_share(request, uid)
    act = request.POST.get("act", "") if request.method == "POST" else ""
    one = SupplierForm(request.POST if act == "one" else None, auto_id="one_%s")
    many = PastedForm(request.POST if act == "many" else None, auto_id="many_%s")
    wrong: list[WrongLine] = []
    if act == "one" and _name_one(request, part, one):
        return redirect(f"{reverse('web:name_suppliers', args=[uid])}#main")
    if act == "many" and many.is_valid():
        wrong = _name_many(request, part, many)
        if not wrong:
            return redirect("web:bulk_part", uid=uid)
    context = {
        **part_context(part),
        "one": one,
        "many": many,
        "wrong": sorted(wrong, key=lambda line: line.row),
        "named": part.quotas.count(),
    }
    return render(request, "web/bulk/suppliers.html", context)


def _name_one(request: MoliRequest, part: Any, form: SupplierForm) -> bool:
    """Name the household that the form means, or ask which; whether it was named."""
    if not form.is_valid():
        return False
    name = form.cleaned_data["name"].strip()
    found = households_headed_by(part, [name]).get(name, [])
    if len(found) > 1:
        found = [row for row in found if str(row.uid) == request.POST.get("which")] or found
    if not found:
        form.add_error("name", gettext("本村没有户主叫这个名字，请核对；新户先到“农户”里登记"))
        return False
    if len(found) > 1:
        form.ask_which([(str(row.uid), row.group_name or row.address) for row in found])
        return False
    most = form.cleaned_data["most"]
    if not attempt(
        form,
        lambda: name_supplier(
            part_uid=part.uid,
            household=found[0],
            most_grams=most,
            by=request.standing.actor,
            at=clock.now(),
        ),
    ):
        return False
    facts = {"name": masked_name(name), "weight": jin(most)}
    messages.success(request, gettext("记下了：%(name)s家，最多 %(weight)s。") % facts)
    return True


def _name_many(request: MoliRequest, part: Any, form: PastedForm) -> list[WrongLine]:
    """Name everybody of a pasted list; the lines that stand in the way, and then nobody was."""
    lines, wrong = form.named()
    found = households_headed_by(part, [line.name for line in lines])
    good: list[tuple[NamedLine, Any]] = []
    for line in lines:
        rows = found.get(line.name, [])
        if line.group:
            rows = [row for row in rows if row.group_name == line.group]
        if len(rows) == 1:
            good.append((line, rows[0]))
        else:
            wrong.append(WrongLine(line.row, _why_not(line, found.get(line.name, []))))
    if wrong:
        return wrong
    try:
        name_suppliers(
            part_uid=part.uid,
            named=[(row, line.grams) for line, row in good],
            by=request.standing.actor,
            at=clock.now(),
        )
    except SupplierLineRefused as refusal:
        return [_refused(refusal, good)]
    except Refusal as refusal:
        form.refuse(refusal)
        return [WrongLine(1, sentence(refusal))]
    words = ngettext("记下了 %(count)s 户。", "记下了 %(count)s 户。", len(good))
    messages.success(request, words % {"count": number(len(good))})
    return []


def _why_not(line: NamedLine, rows: Sequence[Any]) -> str:
    if not rows:
        return gettext("本村没有户主叫“%(name)s”，请核对；新户先到“农户”里登记") % {
            "name": line.name
        }
    groups = gettext("、").join(row.group_name for row in rows if row.group_name)
    if line.group:
        return gettext("“%(name)s”不在“%(group)s”，他在：%(groups)s") % {
            "name": line.name,
            "group": line.group,
            "groups": groups,
        }
    return gettext("本村有 %(count)s 户户主叫“%(name)s”，请在名字后面写上组：%(groups)s") % {
        "count": len(rows),
        "name": line.name,
        "groups": groups,
    }


def _refused(refusal: SupplierLineRefused, good: Sequence[tuple[NamedLine, Any]]) -> WrongLine:
    place = refusal.facts["line"]
    line, _ = good[int(place) - 1 if isinstance(place, int) else 0]
    why = refusal.__cause__
    return WrongLine(line.row, sentence(why if isinstance(why, Refusal) else refusal))


@require_http_methods(["GET", "HEAD", "POST"])
def give_up_page(request: MoliRequest, uid: UUID, place: int) -> HttpResponse:
    """What a household of the part cannot bring becomes free for others."""
    part = part_to_share(request, uid)
    supplier, _ = supplier_at(part, place)
    is_sent = request.method == "POST"
    form = GiveUpForm(request.POST if is_sent else None)
    form.see(supplier.quota.granted_grams)
    form.initial["weight"] = form.shown(supplier.left_grams)
    if is_sent and attempt(
        form,
        lambda: give_up(
            quota_id=supplier.quota.pk,
            grams=form.cleaned_data["weight"],
            seen_grams=form.cleaned_data["seen"],
            by=request.standing.actor,
            at=clock.now(),
        ),
    ):
        messages.success(request, gettext("记下了，空出来的可以补给别的户。"))
        return redirect("web:bulk_part", uid=uid)
    name = masked_name(supplier.head_name)
    desk = Desk(
        title=gettext("%(name)s家交不出了") % {"name": name},
        sub=gettext("分到 %(granted)s，送来 %(brought)s，还差 %(left)s。")
        % {
            "granted": jin(supplier.quota.granted_grams),
            "brought": jin(supplier.quota.brought_grams),
            "left": jin(supplier.left_grams),
        },
        button=gettext("记下"),
        here=request.path,
        back=reverse("web:bulk_part", args=[uid]),
        back_words=village_of(part),
    )
    return show(request, desk, form)


@require_http_methods(["GET", "HEAD", "POST"])
def move_shortfall_page(request: MoliRequest, uid: UUID) -> HttpResponse:
    """What a village cannot bring is moved to another of the same order and the same office."""
    part, sight = part_of_office(request, uid)
    own = parts_of_own_office(sight, part.bulk_order)
    others = {str(each.uid): each for each in own.exclude(pk=part.pk)}
    is_sent = request.method == "POST"
    form = MoveForm(
        request.POST if is_sent else None,
        parts=[(key, village_of(each)) for key, each in others.items()],
    )
    free = part.grams - part.granted_grams
    form.see(part.grams)
    form.initial["weight"] = form.shown(free)
    if is_sent and attempt(
        form,
        lambda: move_shortfall(
            from_part_uid=part.uid,
            to_part_uid=others[form.cleaned_data["to_part"]].uid,
            grams=form.cleaned_data["weight"],
            seen_grams=form.cleaned_data["seen"],
            by=request.standing.actor,
            at=clock.now(),
        ),
    ):
        messages.success(request, gettext("转过去了，那个村可以分给户。"))
        return redirect("web:bulk_order", uid=part.bulk_order.uid)
    desk = Desk(
        title=gettext("缺的转给别的村"),
        sub=gettext("%(village)s还有 %(weight)s没分到户。价格按接的村算。")
        % {"village": village_of(part), "weight": jin(free)},
        button=gettext("转过去"),
        here=request.path,
        back=reverse("web:bulk_part", args=[uid]),
        back_words=village_of(part),
    )
    return show(request, desk, form)
