"""Members of a branch: registering one, the page of one, and what is written down about one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from moli.accounts.queries import user_by_phone
from moli.interfaces import clock
from moli.interfaces.access import MoliRequest
from moli.interfaces.web.naming import name_of
from moli.interfaces.web.party.activities_doors import branch_in_sight, sight_of
from moli.interfaces.web.party.doors import (
    acting,
    keeps_home,
    member_at_home,
    member_to_change,
    member_to_read,
)
from moli.interfaces.web.party.member_forms import (
    OUT,
    BelongForm,
    DayForm,
    EnrolForm,
    LeaderForm,
    LeavePartyForm,
    PositionForm,
)
from moli.interfaces.web.registry.desks import Desk, carry_out, form_page, sent, show
from moli.interfaces.web.registry.forms import RegistryForm, attempt
from moli.interfaces.words.labels import label
from moli.kernel.refusal import Refusal
from moli.party.queries.branches import branches_there
from moli.party.queries.member_sheets import MemberSheet
from moli.party.queries.sight import members_of
from moli.party.rules.organisation import BelongingKind, MemberKind, PositionKind
from moli.party.services.belonging import join_branch, leave_branch, transfer
from moli.party.services.enrolling import Place, enrol_member
from moli.party.services.members import PersonIsMember, leave_party, make_full
from moli.party.services.positions import end_position, name_group_leader


class AccountUnfit(Refusal):
    """No account has the number, or the account is somebody's who is registered already."""


@form_page
def register_party_member(request: MoliRequest, uid: UUID) -> HttpResponse:
    """Register somebody as a member of the branch. Sent twice, it is done once."""
    branch, _ = branch_in_sight(request, uid)
    form = EnrolForm(sent(request), today=clock.today())
    desk = branch_desk(
        request,
        branch,
        title=gettext("登记一名党员"),
        button=gettext("登记"),
        notes=(gettext("名单只给本支部和上级支部的书记、联络人看。亮不亮身份由本人定。"),),
    )

    def act() -> None:
        _enrol(request, branch, form)

    return carry_out(request, desk, form, act, done=gettext("登记好了。"))


def _enrol(request: MoliRequest, branch: Any, form: EnrolForm) -> None:
    phone = form.cleaned_data["phone"]
    user = user_by_phone(phone) if phone else None
    if phone and (user is None or not user.is_active):
        raise AccountUnfit(field="phone")
    said = form.cleaned_data
    try:
        enrol_member(
            facts=form.facts(user),
            place=Place(branch.uid, BelongingKind(said["belonging"]), said["from_on"]),
            request_key=said["request_key"],
            by=acting(request),
            at=clock.now(),
        )
    except PersonIsMember as refusal:
        # Said apart, it would tell a branch whether somebody is a member of another.
        raise AccountUnfit(field="phone") from refusal


@require_safe
def party_member(request: MoliRequest, uid: UUID) -> HttpResponse:
    """One member: since when, where he belongs, what he was elected to."""
    sheet = member_to_read(request, uid)
    may_change = not sheet.is_own and sheet.member.left_on is None
    context = {
        **sheet_context(sheet),
        "may_change": may_change,
        "keeps_home": may_change and keeps_home(sheet, sight_of(request)),
        "is_full": sheet.kind is MemberKind.FULL,
        "holds": bool(sheet.held),
    }
    return render(request, "web/party/member.html", context)


def sheet_context(sheet: MemberSheet) -> dict[str, Any]:
    """A member in words: facts, and where he belonged and what he held in their order."""
    return {
        "sheet": sheet,
        "member": sheet.member,
        "kind": label(sheet.kind),
        "belongings": [(label(row.kind), name_of(row.branch), row) for row in sheet.belongings],
        "positions": [(label(row.kind), name_of(row.branch), row) for row in sheet.positions],
    }


@form_page
def make_full_member(request: MoliRequest, uid: UUID) -> HttpResponse:
    """Write down the day on which a probationary member became a full one."""
    sheet = member_at_home(request, uid)
    form = DayForm(sent(request), today=clock.today(), label=gettext("转正日期"))

    def act() -> None:
        make_full(member_uid=uid, on=form.cleaned_data["on"], by=acting(request), at=clock.now())

    notes = (gettext("转正要支部大会讨论、上级批准。记下以后，从这一天起有表决权，日期不能再改。"),)
    return _page(request, sheet, form, act, title=gettext("转正"), notes=notes)


@form_page
def belong(request: MoliRequest, uid: UUID) -> HttpResponse:
    """Let a member join, move to or leave a branch, at home or for e-commerce."""
    sheet = member_to_change(request, uid)
    kinds = list(BelongingKind)
    if not keeps_home(sheet, sight_of(request)):
        kinds = [BelongingKind.ECOMMERCE]
    today = clock.today()
    form = BelongForm(
        sent(request),
        today=today,
        branches=[(row.key, name_of(row)) for row in branches_there(on=today)],
        kinds=kinds,
    )

    def act() -> None:
        said: dict[str, Any] = {"member_uid": uid, "kind": form.kind}
        said |= {"by": acting(request), "at": clock.now()}
        on, target = form.cleaned_data["on"], form.cleaned_data["branch"]
        if target == OUT:
            leave_branch(on=on, **said)
        elif sheet.belonging(form.kind) is None:
            join_branch(branch_uid=UUID(target), from_on=on, **said)
        else:
            transfer(branch_uid=UUID(target), on=on, **said)

    notes = (
        gettext("转走那天起，在原支部的职务一起结束。转出以后，原支部就看不到这名党员了。"),
        gettext("做电商的可以在另一个支部参加活动，那里没有表决权，组织关系不动。"),
    )
    return _page(request, sheet, form, act, title=gettext("组织关系"), notes=notes)


@form_page
def end_member_position(request: MoliRequest, uid: UUID) -> HttpResponse:
    """Write down that a member no longer holds a position."""
    sheet = member_at_home(request, uid)
    held = {f"{row.branch.key}:{row.kind}": row for row in sheet.held}
    form = PositionForm(
        sent(request),
        today=clock.today(),
        positions=[
            (key, f"{label(row.kind)} · {name_of(row.branch)}") for key, row in held.items()
        ],
    )

    def act() -> None:
        row = held[form.cleaned_data["position"]]
        end_position(
            branch_uid=row.branch.uid,
            member_uid=uid,
            kind=row.kind,
            on=form.cleaned_data["on"],
            by=acting(request),
            at=clock.now(),
        )

    notes = (gettext("这一届还在，空出来的职务可以补选。"),)
    return _page(request, sheet, form, act, title=gettext("不再任职"), notes=notes)


@form_page
def leave_the_party(request: MoliRequest, uid: UUID) -> HttpResponse:
    """Write down that a member left the Party, with all that ends by it."""
    sheet = member_at_home(request, uid)
    form = LeavePartyForm(sent(request), today=clock.today())

    def act() -> None:
        leave_party(member_uid=uid, on=form.cleaned_data["on"], by=acting(request), at=clock.now())

    notes = (
        gettext("去世、退党、除名都算。组织关系、职务、亮身份一起结束，授了牌的示范岗摘牌。"),
        gettext("姓名留三年备查，到期自动抹掉。记错了没有撤回，请先核对。"),
    )
    return _page(request, sheet, form, act, title=gettext("离开党组织"), notes=notes)


@form_page
def set_group_leader(request: MoliRequest, uid: UUID) -> HttpResponse:
    """Write down who leads a group."""
    branch, sight = branch_in_sight(request, uid)
    rows = members_of(branch, sight=sight)
    form = LeaderForm(
        sent(request), today=clock.today(), members=[(row.key, row.name) for row in rows]
    )

    def act() -> None:
        name_group_leader(
            branch_uid=branch.uid,
            member_uid=UUID(form.cleaned_data["member"]),
            from_on=form.cleaned_data["on"],
            by=acting(request),
            at=clock.now(),
        )

    title = label(PositionKind.GROUP_LEADER)
    desk = branch_desk(request, branch, title=title, button=gettext("记下"))
    return carry_out(request, desk, form, act, done=gettext("记下了。"))


def branch_desk(
    request: MoliRequest,
    branch: Any,
    *,
    title: str,
    button: str,
    notes: tuple[str, ...] = (),
) -> Desk:
    """The surroundings of a form about a branch: the way back is its page."""
    return Desk(
        title=title,
        button=button,
        here=request.path,
        back=reverse("web:branch", args=[branch.uid]),
        back_words=name_of(branch),
        notes=notes,
    )


def _page(
    request: MoliRequest,
    sheet: MemberSheet,
    form: RegistryForm,
    act: Callable[[], None],
    *,
    title: str,
    notes: tuple[str, ...],
) -> HttpResponse:
    """A form about one member: shown, refused, or done and back to where he belongs."""
    home = sheet.belonging(BelongingKind.HOME) or sheet.belonging(BelongingKind.ECOMMERCE)
    if form.is_bound and attempt(form, act):
        messages.success(request, gettext("记下了。"))
        # Who moved may be out of sight by now; the branch before is not.
        return redirect("web:branch", uid=home.branch.uid) if home else redirect("web:branches")
    desk = Desk(
        title=title,
        button=gettext("记下"),
        here=request.path,
        back=reverse("web:party_member", args=[sheet.member.uid]),
        back_words=sheet.member.name,
        notes=notes,
    )
    return show(request, desk, form)
