"""The page of today, the page about oneself, and an enterprise that waits for its check."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from moli.accounts.queries import appointments_of
from moli.accounts.rules import Duty, Role
from moli.enterprises.queries import enterprises
from moli.enterprises.rules import EnterpriseStatus
from moli.enterprises.services.registering import settle_standing
from moli.interfaces import clock
from moli.interfaces.access import MoliRequest
from moli.interfaces.web.duties import place_of
from moli.interfaces.web.naming import name_of
from moli.interfaces.web.party.own import own_membership
from moli.interfaces.web.plans.reading import READERS
from moli.interfaces.web.today import sections
from moli.interfaces.web.today.branches import branches_of
from moli.interfaces.web.today.count import remember_count
from moli.interfaces.web.today.lines import day_of, lines_of
from moli.interfaces.web.today.pairings import pairings_of
from moli.interfaces.web.today.registry import town_desk
from moli.interfaces.words.labels import label
from moli.settlement.queries.team_earnings import has_earnings

_FINDINGS = {"checked": EnterpriseStatus.CHECKED, "suspended": EnterpriseStatus.SUSPENDED}


@require_safe
def today(request: MoliRequest) -> HttpResponse:
    """What waits for the person today, and the parts of all its roles below."""
    on = clock.today()
    day = day_of(request.standing, on=on, at=clock.now())
    lines = lines_of(day)
    remember_count(request, len(lines))
    buyer, seller, branches = sections.buyer_of(day), sections.seller_of(day), branches_of(day)
    pairings = pairings_of(day)
    context = {
        "on": on,
        "things": lines,
        "has_duties": bool(request.standing.duties),
        "is_reader": _only_reads(request),
        "has_station": request.standing.holds(Role.STATION_OPERATOR),
        "is_of_team": request.standing.holds(Role.STATION_OPERATOR, Role.STATION_STAFF),
        "reads_plans": request.standing.holds(*READERS),
        "seller": seller,
        "pairings": pairings,
        # Beside a list of goods; whoever has none has them in the middle.
        "has_aside": bool(branches or (pairings and (seller or buyer))),
        "buyer": buyer,
        "contracts": [
            {"uid": row.uid, "number": row.number, "words": sections.contract_line(row)}
            for row in (buyer.contracts if buyer else [])
        ],
        "organiser": sections.organiser_of(day),
        "branches": branches,
        "town": town_desk(request.standing, on=on),
        "office": sections.office_of(day),
        "leader": sections.leader_of(day),
        "trail": sections.newest_trail(day),
    }
    return render(request, "web/today/today.html", context)


def _only_reads(request: MoliRequest) -> bool:
    """Whether nothing can ever wait for the person: its roles read and do not act."""
    return all(duty.role in {Role.LEADER, Role.AUDITOR} for duty in request.standing.duties)


@require_safe
def me(request: MoliRequest) -> HttpResponse:
    """Who I am here and until when, the language, the size of type, the way out."""
    person: Any = request.user  # the door let nobody pass who did not log in
    rows = appointments_of(person, on=clock.today())
    context = {
        "name": name_of(person),
        "phone": person.phone,
        "appointments": [_appointment(row) for row in rows],
        "membership": own_membership(request),
        "has_share": has_earnings(request.standing.actor.key),
    }
    return render(request, "web/today/me.html", context)


def _appointment(row: Any) -> dict[str, object]:
    duty = Duty(
        role=Role(row.role),
        area_code=row.area.code if row.area else "",
        organisation_key=row.organisation_key,
    )
    return {
        "role": label(duty.role),
        "where": place_of(duty),
        "from_on": row.from_on,
        "to_on": row.to_on,
    }


@require_http_methods(["GET", "HEAD", "POST"])
def enterprise(request: MoliRequest, uid: UUID) -> HttpResponse:
    """One enterprise: its licence data, and what the office found when it looked."""
    row = get_object_or_404(enterprises(), uid=uid)
    finding = _FINDINGS.get(request.POST.get("finding", ""))
    if finding is not None:
        settle_standing(
            enterprise_id=row.pk, status=finding, by=request.standing.actor, at=clock.now()
        )
        words = {"name": name_of(row), "status": label(finding)}
        messages.success(request, gettext("已记下：%(name)s%(status)s") % words)
        return redirect("web:today")
    context = {
        "name": name_of(row),
        "status": label(EnterpriseStatus(row.status)),
        "is_checked": row.status == EnterpriseStatus.CHECKED,
        "facts": [
            (gettext("全称"), row.name),
            (gettext("统一社会信用代码"), row.credit_code),
            (gettext("地址"), row.address or "—"),
        ],
    }
    return render(request, "web/today/enterprise.html", context)
