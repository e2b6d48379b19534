"""Founding branches, saying what they are and stand under, and disbanding them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext

from moli.interfaces import clock
from moli.interfaces.access import MoliRequest
from moli.interfaces.web.naming import name_of, village_name
from moli.interfaces.web.party.activities_doors import sight_of
from moli.interfaces.web.party.doors import (
    acting,
    acting_above,
    branch_to_organise,
    is_county_office,
)
from moli.interfaces.web.party.member_forms import Choices, DayForm
from moli.interfaces.web.party.members import branch_desk
from moli.interfaces.web.party.organising_forms import (
    AreaChoices,
    FoundForm,
    ParentForm,
    SeatForm,
)
from moli.interfaces.web.registry.desks import Desk, carry_out, form_page, sent, show
from moli.interfaces.web.registry.forms import attempt
from moli.party.queries.branches import branch_by_key, branches_there
from moli.party.queries.sight import MemberSight
from moli.party.rules.branches import BranchKind
from moli.party.services.founding import disband_branch, seat_branch
from moli.party.services.founding_seated import NewBranch, found_with_seat
from moli.party.services.subordinating import subordinate
from moli.places.queries.directory import division_by_code, towns_inside, villages_inside


@form_page
def found(request: MoliRequest) -> HttpResponse:
    """Found a branch under one whose members the person sees; the county's office anywhere."""
    sight = sight_of(request)
    is_office = is_county_office(request.standing)
    if not is_office and not sight.branch_ids:
        raise Http404
    form = FoundForm(
        sent(request),
        today=clock.today(),
        parents=_parents(request, sight),
        areas=area_choices(),
        may_stand_alone=is_office,
    )
    made: list[Any] = []
    if form.is_bound and attempt(form, lambda: made.append(_found(request, form))):
        messages.success(request, gettext("成立了。接着登记党员，再交给它带的乡镇、企业和服务站。"))
        return redirect("web:branch", uid=made[0].uid)
    desk = Desk(
        title=gettext("成立支部"),
        button=gettext("成立"),
        here=request.path,
        back=reverse("web:branches"),
        back_words=gettext("全县的支部"),
        notes=(
            gettext("成立支部要上级党组织先批。正式党员够三人才能选举，不够的成立联合党支部。"),
        ),
    )
    return show(request, desk, form)


def _found(request: MoliRequest, form: FoundForm) -> Any:
    said = form.cleaned_data
    new = NewBranch(
        names=(said["name"], said["name_en"]),
        kind=BranchKind(said["kind"]),
        parent=branch_by_key(said["parent"]) if said["parent"] else None,
        founded_on=said["founded_on"],
        seat=form.seat(),
    )
    return found_with_seat(new=new, by=acting_above(request), at=clock.now())


def _parents(request: MoliRequest, sight: MemberSight) -> Choices:
    rows = branches_there(on=sight.on)
    if not is_county_office(request.standing):
        rows = rows.filter(pk__in=sight.branch_ids)
    return [(row.key, name_of(row)) for row in rows]


def area_choices() -> AreaChoices:
    """The county, its towns, and its villages under them."""
    code = settings.MOLI_COUNTY_CODE
    county = division_by_code(code)
    villages: dict[str, list[tuple[str, str]]] = {}
    for row in villages_inside(area_codes=[code]):
        villages.setdefault(row.code[:9], []).append((row.code, village_name(row)))
    found: list[tuple[str, Any]] = [(county.code, name_of(county))] if county else []
    for town in towns_inside(area_codes=[code]):
        found.append((name_of(town), [(town.code, name_of(town)), *villages.get(town.code, [])]))
    return found


@form_page
def seat(request: MoliRequest, uid: UUID) -> HttpResponse:
    """Say what form a branch has, in which units it is and where."""
    branch, _ = branch_to_organise(request, uid)
    form = SeatForm(
        sent(request),
        areas=area_choices(),
        initial={
            "form": branch.form,
            "host_units": "\n".join(branch.host_units),
            "area": branch.area.code if branch.area else "",
        },
    )

    def act() -> None:
        seat_branch(branch_uid=uid, seat=form.seat(), by=acting_above(request), at=clock.now())

    title, button = gettext("形式、单位和所在地"), gettext("存下")
    return carry_out(
        request,
        branch_desk(request, branch, title=title, button=button),
        form,
        act,
        done=gettext("记下了。"),
    )


@form_page
def stand_under(request: MoliRequest, uid: UUID) -> HttpResponse:
    """Put a branch under another one."""
    branch, sight = branch_to_organise(request, uid)
    parents = [each for each in _parents(request, sight) if each[0] != branch.key]
    form = ParentForm(sent(request), today=clock.today(), parents=parents)

    def act() -> None:
        subordinate(
            branch_uid=uid,
            parent_uid=UUID(form.cleaned_data["parent"]),
            from_on=form.cleaned_data["on"],
            by=acting_above(request),
            at=clock.now(),
        )

    notes = (gettext("换了上级，从那天起由新的上级看名单、帮着牵线，原来的上级看不到了。"),)
    desk = branch_desk(request, branch, title=gettext("换上级"), button=gettext("换"), notes=notes)
    return carry_out(request, desk, form, act, done=gettext("记下了。"))


@form_page
def disband(request: MoliRequest, uid: UUID) -> HttpResponse:
    """Disband a branch in which nothing is left, for those above it who see its members."""
    branch, sight = branch_to_organise(request, uid)
    if branch.pk not in sight.branch_ids:
        raise Http404
    form = DayForm(sent(request), today=clock.today())

    def act() -> None:
        disband_branch(
            branch_uid=uid, on=form.cleaned_data["on"], by=acting(request), at=clock.now()
        )

    notes = (
        gettext("先把党员转走、把带的收回、把下级支部换上级，再撤销。"),
        gettext("记录都留着；安排在那天以后的活动一起取消。没有撤回。"),
    )
    desk = branch_desk(
        request, branch, title=gettext("撤销支部"), button=gettext("撤销"), notes=notes
    )
    return carry_out(request, desk, form, act, done=gettext("记下了。"))
