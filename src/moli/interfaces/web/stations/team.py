"""People joining and leaving a station's team, their own households, and how they share."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import Http404, HttpResponse
from django.utils.translation import gettext, pgettext

from moli.accounts.queries import user_by_phone
from moli.accounts.services.opening import open_account
from moli.households.queries.at_the_scale import find_by_code
from moli.interfaces import clock
from moli.interfaces.access import MoliRequest
from moli.interfaces.web.registry.desks import carry_out, form_page, sent
from moli.interfaces.web.stations.doors import (
    member_of,
    sight_of,
    station_desk,
    station_to_run,
)
from moli.interfaces.web.stations.forms import OnDayForm
from moli.interfaces.web.stations.team_forms import (
    PASSWORD_MIN,
    HouseholdForm,
    JoinForm,
    LeaveForm,
    SharesForm,
)
from moli.kernel.refusal import Refusal
from moli.stations.queries.shares import shares_on
from moli.stations.queries.team import team_on
from moli.stations.rules.team import TeamRole
from moli.stations.services.own_household import name_own_household
from moli.stations.services.shares import end_shares, set_shares
from moli.stations.services.team import MemberHouseholdUnknown, join_team, leave_team

_COUNTY_DIGITS = 6


class NameDiffersFromAccount(Refusal):
    """The account of this number belongs to somebody of another name."""


class PasswordNeeded(Refusal):
    """Whoever has no account chooses a password for the one that is opened."""


@form_page
def join(request: MoliRequest, uid: UUID) -> HttpResponse:
    """Let somebody join the team; whoever has no account gets one. Sent twice, it is done once."""
    station = station_to_run(request, uid)
    may_appoint = sight_of(request).keeps(station)
    roles = [role for role in TeamRole if may_appoint or role is not TeamRole.OPERATOR]
    form = JoinForm(sent(request), roles=roles, today=max(clock.today(), station.from_on))
    desk = station_desk(
        request,
        station,
        title=gettext("加一个人"),
        button=gettext("加进队伍"),
        notes=(
            gettext("一个人可以有几种分工，一种一种加。"),
            gettext("每个人用自己的账号，做过什么都记在本人名下。"),
        ),
    )
    return carry_out(
        request, desk, form, lambda: _join(request, station, form), done=gettext("加进队伍了。")
    )


@transaction.atomic
def _join(request: MoliRequest, station: Any, form: JoinForm) -> None:
    said = form.cleaned_data
    by, at = request.standing.actor, clock.now()
    user = user_by_phone(said["phone"])
    if user is not None and user.name != said["person_name"]:
        raise NameDiffersFromAccount(field="phone")
    if user is None and not said["password"]:
        raise PasswordNeeded(field="password", signs_min=PASSWORD_MIN)
    if user is None:
        user = open_account(
            phone=said["phone"],
            name=said["person_name"],
            password=said["password"],
            by=by,
            at=at,
        )
    join_team(
        station_id=station.pk,
        person_key=user.actor.key,
        person_name=said["person_name"],
        team_role=TeamRole(said["team_role"]),
        household_uid=_household_uid(station, said["household_code"]),
        from_on=said["from_on"],
        by=by,
        at=at,
    )


def _household_uid(station: Any, code: str) -> UUID | None:
    """The household of a number in the station's county; refuses a number of none."""
    if not code:
        return None
    found = find_by_code([station.village.code[:_COUNTY_DIGITS]], national_code=code)
    if not found:
        raise MemberHouseholdUnknown(field="household_uid")
    return found[0].uid


@form_page
def leave(request: MoliRequest, uid: UUID, person: UUID) -> HttpResponse:
    """End some or all roles of somebody; what only the office gives, only the office takes."""
    station = station_to_run(request, uid)
    member = member_of(station, person)
    is_led = TeamRole.OPERATOR in dict(member.membership_uids)
    if not member.membership_uids or (is_led and not sight_of(request).keeps(station)):
        raise Http404
    form = LeaveForm(sent(request), member=member, today=clock.today())

    @transaction.atomic
    def act() -> None:
        said = form.cleaned_data
        for member_uid in said["roles"]:
            leave_team(
                member_uid=UUID(member_uid),
                to_on=said["to_on"],
                by=request.standing.actor,
                at=clock.now(),
            )

    desk = station_desk(
        request,
        station,
        title=gettext("%(name)s不再做") % {"name": member.person_name},
        button=gettext("记下"),
        notes=(
            gettext("一种分工也不剩，就离开了队伍，从那天起柜台不再收他做的事。"),
            gettext("他还分着提成的，先定一份没有他的分配。"),
        ),
    )
    return carry_out(request, desk, form, act, done=gettext("记下了，做过的都留着。"))


@form_page
def own_household(request: MoliRequest, uid: UUID, person: UUID) -> HttpResponse:
    """Write down which household is a member's own, by its number."""
    station = station_to_run(request, uid)
    member = member_of(station, person)
    form = HouseholdForm(sent(request))

    def act() -> None:
        name_own_household(
            station_id=station.pk,
            person_key=member.person_key,
            household_uid=_household_uid(station, form.cleaned_data["household_code"]),
            by=request.standing.actor,
            at=clock.now(),
        )

    desk = station_desk(
        request,
        station,
        title=gettext("%(name)s自己家的户") % {"name": member.person_name},
        button=gettext("记下"),
        notes=(gettext("站里的人卖自己家的货可以，只是要看得出来。空着就是不标。"),),
    )
    return carry_out(request, desk, form, act, done=gettext("自己家的户记下了。"))


@form_page
def shares(request: MoliRequest, uid: UUID) -> HttpResponse:
    """How the station's commission is shared from a day on, with who decided it."""
    station = station_to_run(request, uid)
    today = clock.today()
    team = [(each.person_key, each.person_name) for each in team_on(station.key, on=today)]
    form = SharesForm(sent(request), team=team, now=shares_on(station.key, on=today), today=today)

    def act() -> object:
        return set_shares(
            station_id=station.pk,
            shares=form.shares,
            source=form.cleaned_data["source"],
            from_on=form.cleaned_data["from_on"],
            by=request.standing.actor,
            at=clock.now(),
        )

    desk = station_desk(
        request,
        station,
        title=gettext("提成怎么分"),
        button=gettext("定下来"),
        notes=(
            gettext("站里挣的提成，每一笔照当天的分配分到人，加起来一分不差。"),
            gettext("没有分配的日子，提成算站里的。"),
        ),
    )
    return carry_out(request, desk, form, act, done=gettext("提成分配记下了。"))


@form_page
def shares_ended(request: MoliRequest, uid: UUID) -> HttpResponse:
    """Let the commission be the station's own again from a day on."""
    station = station_to_run(request, uid)
    form = OnDayForm(
        sent(request),
        label=pgettext("station", "从哪天起不分"),
        initial=clock.today() + timedelta(days=1),
        help_text=gettext("最早明天：今天为止挣的可能已经分过了"),
    )

    def act() -> object:
        return end_shares(
            station_id=station.pk,
            on=form.cleaned_data["on"],
            by=request.standing.actor,
            at=clock.now(),
        )

    desk = station_desk(request, station, title=gettext("提成不再分到人"), button=gettext("记下"))
    return carry_out(request, desk, form, act, done=gettext("记下了，从那天起提成算站里的。"))
