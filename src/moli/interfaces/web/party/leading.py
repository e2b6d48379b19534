"""What a branch leads: giving it one thing more, and taking some back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext

from moli.enterprises.queries import enterprises
from moli.interfaces import clock
from moli.interfaces.access import MoliRequest
from moli.interfaces.web.naming import enterprise_name
from moli.interfaces.web.party.branch_rows import names_led, station_name
from moli.interfaces.web.party.doors import acting_above, branch_to_organise
from moli.interfaces.web.party.member_forms import Choices
from moli.interfaces.web.party.members import branch_desk
from moli.interfaces.web.party.organising import area_choices
from moli.interfaces.web.party.organising_forms import (
    AreaChoices,
    EndLeadForm,
    GiveForm,
    thing_of,
)
from moli.interfaces.web.registry.desks import form_page, show
from moli.interfaces.web.registry.forms import attempt
from moli.party.queries.branches import Reach, leads_by_branch
from moli.party.rules.branches import LedKind
from moli.party.services.leading import end_leads, give_lead
from moli.stations.queries import open_stations

_Leads = Mapping[int, Mapping[LedKind, list[str]]]


@form_page
def lead(request: MoliRequest, uid: UUID) -> HttpResponse:
    """Give a branch an area, an enterprise or a station to lead, or take some back."""
    branch, _ = branch_to_organise(request, uid)
    leads: _Leads = leads_by_branch(on=clock.today())
    led = _led(leads.get(branch.pk, {}))
    act = request.POST.get("act", "")
    give = GiveForm(
        request.POST if act == "give" else None, today=clock.today(), free=list(_free(leads))
    )
    end = EndLeadForm(request.POST if act == "end" else None, today=clock.today(), led=led)
    if (give.is_bound and attempt(give, lambda: _give(request, branch, give))) or (
        end.is_bound and attempt(end, lambda: _end(request, branch, end))
    ):
        messages.success(request, gettext("记下了。"))
        return redirect("web:lead", uid=branch.uid)
    desk = branch_desk(
        request,
        branch,
        title=gettext("交给它带、收回"),
        button=gettext("交给它带"),
        notes=(
            gettext("带着什么，决定这个支部和它上级的联络人能替谁牵线。同一样只由一个支部带。"),
        ),
    )
    return show(request, desk, give, template="web/party/lead.html", more={"end": end, "led": led})


def _give(request: MoliRequest, branch: Any, form: GiveForm) -> None:
    kind, key = thing_of(form.cleaned_data["led"])
    give_lead(
        branch=branch,
        kind=kind,
        keys=[key],
        from_on=form.cleaned_data["on"],
        by=acting_above(request),
        at=clock.now(),
    )


def _end(request: MoliRequest, branch: Any, form: EndLeadForm) -> None:
    led: defaultdict[LedKind, list[str]] = defaultdict(list)
    for value in form.cleaned_data["led"]:
        kind, key = thing_of(value)
        led[kind].append(key)
    end_leads(
        branch=branch, led=led, on=form.cleaned_data["on"], by=acting_above(request), at=clock.now()
    )


def _led(leads: Mapping[LedKind, list[str]]) -> Choices:
    """What the branch itself leads, by name."""
    reach = Reach(
        area_codes=tuple(leads.get(LedKind.AREA, ())),
        enterprise_keys=tuple(leads.get(LedKind.ENTERPRISE, ())),
        station_keys=tuple(leads.get(LedKind.STATION, ())),
    )
    return [
        (f"{kind}:{key}", name) for kind, rows in names_led(reach).items() for key, name in rows
    ]


def _free(leads: _Leads) -> Iterator[tuple[str, AreaChoices]]:
    """What no branch leads, in groups: places by town, enterprises, open stations."""
    taken = {
        f"{kind}:{key}" for kinds in leads.values() for kind, keys in kinds.items() for key in keys
    }

    def open_ones(kind: LedKind, rows: Choices) -> Choices:
        named = [(f"{kind}:{key}", name) for key, name in rows]
        return [row for row in named if row[0] not in taken]

    firms = [(row.key, enterprise_name(row)) for row in enterprises()]
    stations = [(row.key, station_name(row)) for row in open_stations(on=clock.today())]
    groups = [(gettext("企业"), open_ones(LedKind.ENTERPRISE, firms))]
    groups.append((gettext("服务站"), open_ones(LedKind.STATION, stations)))
    for title, found in area_choices():
        rows = found if isinstance(found, list) else [(title, found)]
        group = found if isinstance(found, str) else title
        groups.append((group, open_ones(LedKind.AREA, rows)))
    return ((title, rows) for title, rows in groups if rows)
