"""Households that leave the registry, and people who are made nameless when their time is over."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from moli.households.queries.retention import erasable_from, withdrawn_in_areas
from moli.households.rules.people import LeaveReason
from moli.households.rules.retention import WITHDRAWAL_REASONS, ErasureReason
from moli.households.services.erasing import erase_household, withdraw_household
from moli.interfaces import clock
from moli.interfaces.access import MoliRequest
from moli.interfaces.web.lots.listing import sheet_of
from moli.interfaces.web.naming import village_name
from moli.interfaces.web.registry.desks import Desk, household_desk, show
from moli.interfaces.web.registry.doors import household_to_change, reach_of
from moli.interfaces.web.registry.fields import kind_field
from moli.interfaces.web.registry.forms import Data, RegistryForm, attempt
from moli.interfaces.words.days import full_day


@dataclass(frozen=True)
class WithdrawnRow:
    """A household that left: where it was, since when, from when on it may be erased."""

    uid: UUID
    where: str
    group: str
    since: date
    free_from: date
    is_due: bool


class WithdrawForm(RegistryForm):
    """Why a whole household leaves."""

    layout = (("", (("leave_reason",),)),)

    def __init__(self, data: Data | None = None) -> None:
        super().__init__(data)
        self.fields["leave_reason"] = kind_field(
            sorted(WITHDRAWAL_REASONS),
            label=gettext("为什么撤出"),
            is_required=True,
        )


class EraseForm(RegistryForm):
    """Why people are made nameless."""

    layout = (("", (("erasure_reason",),)),)

    def __init__(self, data: Data | None = None) -> None:
        super().__init__(data)
        self.fields["erasure_reason"] = kind_field(
            ErasureReason, label=gettext("为什么抹掉"), is_required=True
        )


def withdraw(request: MoliRequest, uid: UUID) -> HttpResponse:
    """Take a household out of the registry; its history stays."""
    found = household_to_change(request, uid)
    form = WithdrawForm(request.POST if request.method == "POST" else None)
    if form.is_bound and attempt(
        form,
        lambda: withdraw_household(
            household_id=found.pk,
            reason=LeaveReason(form.cleaned_data["leave_reason"]),
            by=request.standing.actor,
            at=clock.now(),
        ),
    ):
        messages.success(request, gettext("已撤出。以前的记录和数都留着。"))
        return redirect("web:registry")
    desk = household_desk(
        request,
        found,
        title=gettext("撤出这一户"),
        button=gettext("撤出"),
        notes=(gettext("撤出以后谁也查不到这一户。保存期满，由另一个人抹掉姓名和号码。"),),
    )
    return show(request, desk, form)


def withdrawn(request: MoliRequest) -> HttpResponse:
    """Households that left and still have names, with the day from which they may be erased."""
    today = clock.today()
    sheet = sheet_of(request, withdrawn_in_areas(reach_of(request).county_areas), picked={})
    rows = [_row(row, today=today) for row in sheet.rows]
    return render(request, "web/registry/withdrawn.html", {"sheet": sheet, "rows": rows})


def erase(request: MoliRequest, uid: UUID) -> HttpResponse:
    """Make the people of a household that left nameless; another person than who withdrew it."""
    found = withdrawn_in_areas(reach_of(request).county_areas).filter(uid=uid).first()
    if found is None:
        raise Http404
    form = EraseForm(request.POST if request.method == "POST" else None)
    if form.is_bound and attempt(
        form,
        lambda: erase_household(
            household_id=found.pk,
            reason=ErasureReason(form.cleaned_data["erasure_reason"]),
            by=request.standing.actor,
            at=clock.now(),
        ),
    ):
        messages.success(request, gettext("姓名和号码已抹掉，收入和状态的数还在。"))
        return redirect("web:withdrawn")
    row = _row(found, today=clock.today())
    desk = Desk(
        title=gettext("抹掉姓名和号码"),
        button=gettext("抹掉"),
        here=request.path,
        back=reverse("web:withdrawn"),
        back_words=gettext("撤出的农户"),
        sub=row.where,
        notes=(
            gettext("抹掉以后找不回来。保存期到 %(day)s；农户自己要求的，不用等。")
            % {"day": full_day(row.free_from)},
        ),
    )
    return show(request, desk, form)


def _row(row: Any, *, today: date) -> WithdrawnRow:
    free_from = erasable_from(row) or today
    return WithdrawnRow(
        uid=row.uid,
        where=village_name(row.village),
        group=row.group_name,
        since=timezone.localdate(row.withdrawn_at),
        free_from=free_from,
        is_due=free_from <= today,
    )
