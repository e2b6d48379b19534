"""Changing what is written about a household and its people."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext

from moli.households.queries.members import member_in_areas
from moli.households.rules.people import JoinReason, LeaveReason, Relation
from moli.households.services import changing, family
from moli.interfaces import clock
from moli.interfaces.access import MoliRequest
from moli.interfaces.web.registry.desks import household_desk, sent, show
from moli.interfaces.web.registry.doors import household_to_change, reach_of
from moli.interfaces.web.registry.forms import VersionedForm, attempt
from moli.interfaces.web.registry.household_forms import HouseholdForm
from moli.interfaces.web.registry.people_forms import (
    HeadshipForm,
    JoinForm,
    LeaveForm,
    MemberForm,
)
from moli.interfaces.words.amounts import masked_phone
from moli.kernel.identifiers import masked_name


def change_household(request: MoliRequest, uid: UUID) -> HttpResponse:
    """Change place, phone, official number, classes and causes."""
    found = household_to_change(request, uid)
    form = HouseholdForm(
        sent(request),
        found=found,
        masked_phone=masked_phone(found.phone) if found.phone else "",
        version=found.version,
    )
    if form.is_bound and attempt(
        form,
        lambda: changing.change_household(
            household_id=found.pk, facts=form.household(phone=found.phone), **_by(request, form)
        ),
    ):
        return _done(request, found, gettext("改好了。"))
    desk = household_desk(request, found, title=gettext("改这一户"), button=gettext("存下"))
    return show(request, desk, form)


def join_member(request: MoliRequest, uid: UUID) -> HttpResponse:
    """Write down somebody who belongs to the household, from a day on."""
    found = household_to_change(request, uid)
    form = JoinForm(sent(request), today=clock.today(), version=found.version)
    if form.is_bound and attempt(
        form,
        lambda: family.join_member(
            household_id=found.pk,
            person=form.person(),
            reason=JoinReason(form.cleaned_data["join_reason"]),
            joined_on=form.cleaned_data["joined_on"],
            **_by(request, form),
        ),
    ):
        return _done(request, found, gettext("添好了。"))
    desk = household_desk(
        request,
        found,
        title=gettext("添一个人"),
        button=gettext("添上"),
        notes=(gettext("一起住、一起花钱的才算一户。外出务工、上学的也算。"),),
    )
    return show(request, desk, form)


def change_member(request: MoliRequest, uid: UUID) -> HttpResponse:
    """Write a member down anew."""
    member = _member(request, uid)
    found = member.household
    form = MemberForm(sent(request), member=member, version=found.version)
    is_head = member.relation == Relation.HEAD
    if form.is_bound and attempt(
        form,
        lambda: family.change_member(
            member_id=member.pk,
            person=form.person(
                relation=Relation.HEAD if is_head else None, national_code=member.national_code
            ),
            **_by(request, form),
        ),
    ):
        return _done(request, found, gettext("改好了。"))
    name = masked_name(member.name)
    desk = household_desk(
        request,
        found,
        title=gettext("改%(name)s的信息") % {"name": name},
        button=gettext("存下"),
    )
    return show(request, desk, form)


def leave_member(request: MoliRequest, uid: UUID) -> HttpResponse:
    """Write down that somebody left; what was known of them stays as history."""
    member = _member(request, uid)
    found = member.household
    form = LeaveForm(sent(request), today=clock.today(), version=found.version)
    if form.is_bound and attempt(
        form,
        lambda: family.leave_member(
            member_id=member.pk,
            reason=LeaveReason(form.cleaned_data["leave_reason"]),
            left_on=form.cleaned_data["left_on"],
            **_by(request, form),
        ),
    ):
        return _done(request, found, gettext("记下了。"))
    desk = household_desk(
        request,
        found,
        title=gettext("%(name)s离开这一户") % {"name": masked_name(member.name)},
        button=gettext("记下"),
        notes=(gettext("记录留着，只是从这一天起不再算这一户的人。户主要先换人，才能离开。"),),
    )
    return show(request, desk, form)


def pass_headship(request: MoliRequest, uid: UUID) -> HttpResponse:
    """Make another member the head."""
    found = household_to_change(request, uid)
    others = [
        (str(each.uid), masked_name(each.name), each)
        for each in found.members.filter(left_on=None).order_by("pk")
        if each.relation != Relation.HEAD
    ]
    form = HeadshipForm(
        sent(request),
        people=[(key, name, Relation(each.relation)) for key, name, each in others],
        version=found.version,
    )
    by_key = {key: each for key, _, each in others}
    if form.is_bound and attempt(
        form,
        lambda: family.pass_headship(
            household_id=found.pk,
            member_id=by_key[form.cleaned_data["member"]].pk,
            old_head_relation=Relation(form.cleaned_data["old_head_relation"]),
            **_by(request, form),
        ),
    ):
        return _done(request, found, gettext("换好了。请再看一遍其他人和新户主的关系。"))
    desk = household_desk(request, found, title=gettext("换户主"), button=gettext("换"))
    return show(request, desk, form)


def _member(request: MoliRequest, uid: UUID) -> Any:
    found = member_in_areas(reach_of(request), uid)
    if found is None:
        raise Http404
    return found


def _by(request: MoliRequest, form: VersionedForm) -> dict[str, Any]:
    """Who changes, when, and what they saw."""
    return {
        "base_version": form.cleaned_data["base_version"],
        "by": request.standing.actor,
        "at": clock.now(),
    }


def _done(request: MoliRequest, found: Any, words: str) -> HttpResponse:
    messages.success(request, words)
    return redirect("web:household", uid=found.uid)
