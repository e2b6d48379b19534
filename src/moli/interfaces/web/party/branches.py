"""The tree of branches for everybody, and one branch: more of it for those who see its members."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.dateparse import parse_date
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from moli.accounts.rules import Role
from moli.interfaces import clock
from moli.interfaces.access import MoliRequest
from moli.interfaces.web.naming import name_of, spoken
from moli.interfaces.web.party.activities_doors import sight_of
from moli.interfaces.web.party.branch_rows import area_name, led_lists, member_lines
from moli.interfaces.web.party.doors import branch_to_read, is_county_office, organises
from moli.interfaces.words.labels import label
from moli.party.queries.branches import branch_by_key, reach_of
from moli.party.queries.overview import BranchLine, branch_lines
from moli.party.queries.posts import posts_public
from moli.party.queries.sheets import BranchSheet, branch_sheet
from moli.party.queries.sight import MemberSight, members_of, shown_members
from moli.party.rules.branches import BranchKind, LedKind
from moli.party.rules.committees import ELECTING
from moli.party.rules.organisation import Form


@dataclass(frozen=True)
class TreeRow:
    """One branch in the tree."""

    key: str
    name: str
    form: str
    indent: str
    is_own: bool
    areas: int
    enterprises: int
    stations: int
    lacking: str
    posts: int


@require_safe
def branches(request: MoliRequest) -> HttpResponse:
    """The tree of a day, today's unless another is asked for. Nobody is named here."""
    today = clock.today()
    asked = _day(request.GET.get("on", ""))
    on = asked or today
    sight = sight_of(request)
    own = set(request.standing.organisation_keys(Role.ORGANISER))
    rows = [_row(line, own) for line in branch_lines(on=on)]
    context = {
        "on": on,
        "is_today": on == today,
        "is_wrong": bool(request.GET.get("on")) and asked is None,
        "rows": rows,
        "own": [row for row in rows if row.is_own],
        "may_found": is_county_office(request.standing) or bool(sight.branch_ids),
    }
    return render(request, "web/party/branches.html", context)


def _day(said: str) -> date | None:
    try:
        return parse_date(said)
    except ValueError:
        return None


def _row(line: BranchLine, own: set[str]) -> TreeRow:
    return TreeRow(
        key=line.branch.key,
        name=name_of(line.branch),
        form=label(Form(line.branch.form)),
        indent="　" * (line.depth - 1) + "└ " if line.depth else "",
        is_own=line.branch.key in own,
        areas=line.led.get(LedKind.AREA, 0),
        enterprises=line.led.get(LedKind.ENTERPRISE, 0),
        stations=line.led.get(LedKind.STATION, 0),
        lacking=gettext("、").join(label(kind) for kind in line.lacking),
        posts=line.posts,
    )


@require_safe
def branch(request: MoliRequest, uid: UUID) -> HttpResponse:
    """One branch: what everybody may know; members and buttons for those who see them."""
    found = branch_to_read(uid)
    sight = sight_of(request)
    sheet = branch_sheet(found, sight=sight)
    reach = reach_of(branch_keys=[found.key], on=sight.on)
    is_there = found.disbanded_on is None or found.disbanded_on > sight.on
    context = {
        "branch": found,
        "name": name_of(found),
        "sheet": sheet,
        "facts": _facts(found, sheet),
        "parent": _parent(sheet),
        "led": led_lists(reach),
        "lacking": [(label(each.kind), each) for each in sheet.overdue],
        "posts": [
            (post, label(post.kind)) for post in posts_public() if post.branch_key == found.key
        ],
        "shown": list(shown_members(on=sight.on, branch=found)),
        "may_organise": organises(request, found, sight) and is_there,
        **_inside(found, sight, sheet, is_there=is_there),
    }
    return render(request, "web/party/branch.html", context)


def _inside(
    found: Any, sight: MemberSight, sheet: BranchSheet, *, is_there: bool
) -> Mapping[str, object]:
    """The members and what to do with them; for everybody else only the own row, if any."""
    rows = members_of(found, sight=sight)
    is_open = found.pk in sight.branch_ids
    form = Form(found.form)
    return {
        "is_open": is_open,
        "may_change": is_open and is_there,
        "members": member_lines(rows) if is_open else [],
        "is_mine": bool(rows) and not is_open,
        "elects": form in ELECTING,
        "is_group": form is Form.GROUP,
        "may_fill": sheet.term_number > 0 and not sheet.is_term_over,
    }


def _facts(found: Any, sheet: BranchSheet) -> list[tuple[str, str]]:
    """Form, kind, units and place."""
    area = found.area
    rows = [
        (gettext("形式"), label(sheet.form)),
        (gettext("类别"), label(BranchKind(found.kind))),
        (gettext("所在单位"), gettext("、").join(sheet.host_units)),
        (gettext("所在地"), area_name(area) if area else ""),
    ]
    return [(name, words) for name, words in rows if words]


def _parent(sheet: BranchSheet) -> Mapping[str, str] | None:
    found = branch_by_key(sheet.parent_key) if sheet.parent_key else None
    return {"key": found.key, "name": spoken(found.name, found.name_en)} if found else None
