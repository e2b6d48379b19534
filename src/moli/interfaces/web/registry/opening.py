"""Looking where it is closed: one number, one telephone, one household outside one's area.

A full number stands in the answer to the form that asked for it, and nowhere else: not in an
address, not on a page that can be opened again, not in a cache.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext

from moli.households.queries.members import member_in_areas
from moli.households.services import opening
from moli.interfaces import clock
from moli.interfaces.access import MoliRequest
from moli.interfaces.web.registry.desks import Desk, household_desk, show
from moli.interfaces.web.registry.doors import household_to_change, reach_of
from moli.interfaces.web.registry.forms import attempt
from moli.interfaces.web.registry.search_forms import GlassForm, ReasonForm
from moli.kernel.identifiers import masked_name


def open_number(request: MoliRequest, uid: UUID) -> HttpResponse:
    """Ask for a reason, then show a member's number once."""
    member = member_in_areas(reach_of(request), uid)
    if member is None or not member.id_number:
        raise Http404
    desk = household_desk(
        request,
        member.household,
        title=gettext("看%(name)s的证件号码") % {"name": masked_name(member.name)},
        button=gettext("看一次"),
        notes=_notes(),
    )
    return _once(
        request,
        desk,
        lambda reason: opening.open_number(
            member_id=member.pk, reason=reason, by=request.standing.actor, at=clock.now()
        ),
    )


def open_phone(request: MoliRequest, uid: UUID) -> HttpResponse:
    """Ask for a reason, then show the household's telephone number once."""
    found = household_to_change(request, uid)
    if not found.phone:
        raise Http404
    desk = household_desk(
        request,
        found,
        title=gettext("看这户的电话"),
        button=gettext("看一次"),
        notes=_notes(),
    )
    return _once(
        request,
        desk,
        lambda reason: opening.open_phone(
            household_id=found.pk, reason=reason, by=request.standing.actor, at=clock.now()
        ),
    )


def glass(request: MoliRequest) -> HttpResponse:
    """Open one household outside one's area for three hours, by a whole number and a reason.

    What is not found says nothing more than that; both are kept.
    """
    is_sent = request.method == "POST"
    form = GlassForm(request.POST if is_sent else None)
    opened: list[Any] = []
    if is_sent and attempt(
        form,
        lambda: opened.append(
            opening.break_glass(
                id_number=form.cleaned_data["id_number"],
                reason=form.cleaned_data["reason"],
                by=request.standing.actor,
                at=clock.now(),
            )
        ),
    ):
        messages.success(request, gettext("打开了，已留痕。"))
        return redirect("web:household", uid=opened[0].uid)
    desk = Desk(
        title=gettext("看辖区外的一户"),
        sub=gettext("亲戚投奔、外出务工的人出了事，不归您管也可能要帮。写明理由，只看这一户。"),
        button=gettext("打开三小时"),
        here=request.path,
        back=reverse("web:registry"),
        back_words=gettext("农户"),
        notes=(
            gettext("只能看，不能改；到点自己关上。"),
            gettext("查没查到都会记下：您是谁、几点、为什么。这户和县里都查得到。"),
        ),
    )
    return show(request, desk, form)


def _once(request: MoliRequest, desk: Desk, opens: Any) -> HttpResponse:
    """The form that asks why; sent with a reason, the number in its place, once."""
    is_sent = request.method == "POST"
    form = ReasonForm(request.POST if is_sent else None)
    shown: list[str] = []
    if is_sent and attempt(form, lambda: shown.append(opens(form.cleaned_data["reason"]))):
        more = {"number": shown[0], "reason": form.cleaned_data["reason"]}
        return show(request, desk, form, template="web/registry/opened.html", more=more)
    return show(request, desk, form)


def _notes() -> tuple[str, ...]:
    return (
        gettext("会记下您是谁、几点看的、为什么看。这户可以查到。"),
        gettext("只在下一页显示一次，离开就没有了。不要抄到别处、不要截图。"),
    )
