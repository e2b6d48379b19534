"""Electing a term at an assembly that was held, and filling positions in the middle of one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext, pgettext

from moli.interfaces import clock
from moli.interfaces.access import MoliRequest
from moli.interfaces.web.party.activities_doors import branch_in_sight
from moli.interfaces.web.party.doors import acting
from moli.interfaces.web.party.election_forms import BallotForm
from moli.interfaces.web.party.members import branch_desk
from moli.interfaces.web.registry.desks import form_page, sent, show
from moli.interfaces.web.registry.forms import attempt
from moli.interfaces.words.days import full_day
from moli.interfaces.words.labels import label
from moli.party.queries.elections import Ballot, ballot_of, electing_assemblies, open_term
from moli.party.queries.rules_in_force import PartyRuleMissing
from moli.party.rules.committees import ELECTING
from moli.party.rules.organisation import Form
from moli.party.services.by_electing import by_elect
from moli.party.services.electing import elect


@form_page
def elect_term(request: MoliRequest, uid: UUID) -> HttpResponse:
    """Elect the next term: which assembly, then who to what. An assembly elects once."""
    return _page(request, uid, is_whole=True)


@form_page
def fill_positions(request: MoliRequest, uid: UUID) -> HttpResponse:
    """Fill positions for the rest of the term; the others stay."""
    return _page(request, uid, is_whole=False)


def _page(request: MoliRequest, uid: UUID, *, is_whole: bool) -> HttpResponse:
    branch, sight = branch_in_sight(request, uid)
    assemblies = list(electing_assemblies(branch, sight=sight))
    asked = request.POST.get("assembly") or request.GET.get("assembly") or ""
    chosen = next((row for row in assemblies if str(row.uid) == asked), None)
    if chosen is None and len(assemblies) == 1:
        chosen = assemblies[0]
    ballot = _ballot(chosen)
    form = BallotForm(sent(request), assembly=chosen, ballot=ballot, is_whole=is_whole)

    def act() -> None:
        service = elect if is_whole else by_elect
        service(
            assembly_uid=form.assembly_uid(),
            elected=form.elected(),
            by=acting(request),
            at=clock.now(),
        )

    if form.is_bound and ballot is not None and attempt(form, act):
        messages.success(request, gettext("记下了，从那次大会那天起算。"))
        return redirect("web:branch", uid=branch.uid)
    title = gettext("换届选举") if is_whole else pgettext("party", "补选")
    desk = branch_desk(
        request,
        branch,
        title=title,
        button=gettext("记下当选的人"),
        notes=_notes(branch, ballot, is_whole=is_whole),
    )
    more = {
        "assemblies": _choices(assemblies),
        "chosen": chosen,
        "chosen_words": _words(chosen) if chosen else "",
        "ballot": ballot,
        "elects": Form(branch.form) in ELECTING,
        "branch": branch,
        "has_term": open_term(branch) is not None,
        "is_whole": is_whole,
    }
    return show(request, desk, form, template="web/party/election.html", more=more)


def _ballot(assembly: Any) -> Ballot | None:
    """What the assembly can elect; nothing where a county has not entered the rules of its day."""
    if assembly is None:
        return None
    try:
        return ballot_of(assembly)
    except PartyRuleMissing:
        return None


def _words(assembly: Any) -> str:
    day = full_day(timezone.localdate(assembly.begins_at))
    return f"{day} · {assembly.title}"


def _choices(assemblies: Sequence[Any]) -> list[tuple[str, str]]:
    return [(str(row.uid), _words(row)) for row in assemblies]


def _notes(branch: Any, ballot: Ballot | None, *, is_whole: bool) -> tuple[str, ...]:
    if Form(branch.form) not in ELECTING or ballot is None:
        return ()
    notes = [
        gettext("有选举权的 %(voting)s 人，到会 %(present)s 人，选举要到 %(needed)s 人。")
        % {
            "voting": ballot.votes.voting,
            "present": ballot.votes.present,
            "needed": ballot.needed,
        },
        gettext("正式党员 %(full)s 人，应选 %(least)s 到 %(most)s 人：%(kinds)s。")
        % {
            "full": len(ballot.voters),
            "least": ballot.wanted.people_min,
            "most": ballot.wanted.people_max,
            "kinds": gettext("、").join(label(kind) for kind in sorted_kinds(ballot)),
        },
    ]
    notes.append(
        gettext("上一届和各人的职务到大会那天为止。")
        if is_whole
        else gettext("没选到的人留任。当选新职务的，原来的职务到大会那天为止。")
    )
    return tuple(notes)


def sorted_kinds(ballot: Ballot) -> list[Any]:
    """The positions that are elected, in the order of their table."""
    return [kind for kind in type(next(iter(ballot.wanted.kinds))) if kind in ballot.wanted.kinds]
