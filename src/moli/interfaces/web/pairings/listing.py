"""The list of pairings: by kind, the person's own first; of some kinds only counts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from moli.interfaces import clock
from moli.interfaces.access import MoliRequest
from moli.interfaces.web.lots.listing import sheet_of
from moli.interfaces.web.naming import name_of
from moli.interfaces.web.pairings.doors import sight_of
from moli.interfaces.web.pairings.rows import pairing_rows
from moli.interfaces.words.amounts import number
from moli.interfaces.words.labels import label
from moli.pairing.queries.delivered import active_ids
from moli.pairing.queries.listing import (
    Wanted,
    counts_by_kind,
    own_pairings,
    pairings_of_kind,
    towns_of,
)
from moli.pairing.queries.rules_in_force import all_terms_on
from moli.pairing.queries.sight import PairingSight, practitioner_counts
from moli.pairing.rules.kinds import PairingKind, PairingState

ROWS_A_PAGE = 50
_ACTIVE, _WITHOUT = "active", "without"


@dataclass(frozen=True)
class Pick:
    """One kind to look at, with how many there are."""

    url: str
    words: str
    count: str
    is_here: bool


@require_safe
def pairings(request: MoliRequest) -> HttpResponse:
    """Pairings of one kind within the person's sight, narrowed by town, state and result."""
    sight = sight_of(request)
    kinds = _kinds(sight)
    counts = counts_by_kind(sight)
    kind = _kind(request, sight, kinds, counts)
    towns = [(town.code, name_of(town)) for town in towns_of(kind, sight=sight)]
    picked = _picked(request, kind, towns)
    found = pairings_of_kind(kind, sight=sight, wanted=_wanted(picked))
    sheet = sheet_of(request, found, picked=picked, rows_a_page=ROWS_A_PAGE)
    is_counted = kind is PairingKind.PRACTITIONER and not _sees_households(sight)
    terms = all_terms_on(on=sight.on).get(kind)
    context = {
        "sheet": sheet,
        "rows": pairing_rows(list(sheet.rows), sight=sight, active=active_ids(sight.on)),
        "kinds": _picks(kinds, counts, here=kind),
        "picked": picked,
        "is_filtered": any(picked[name] for name in ("town", "state", "result")),
        "towns": towns,
        "states": [(str(state), label(state)) for state in PairingState],
        "results": [(_ACTIVE, gettext("最近有成效")), (_WITHOUT, gettext("还没成效"))],
        "is_counted": is_counted,
        "counts": _counts(sight) if is_counted else [],
        "result_days": terms.result_days if terms else None,
        "may_plan": any(sight.plans(one) for one in PairingKind),
        "today": clock.today(),
    }
    return render(request, "web/pairings/list.html", context)


def _sees_households(sight: PairingSight) -> bool:
    return bool(sight.own_areas or sight.practitioner_key)


def _kinds(sight: PairingSight) -> list[PairingKind]:
    """The kinds to look at: practitioners' for those who see any of it."""
    seen = _sees_households(sight) or bool(sight.counted_areas)
    return [kind for kind in PairingKind if kind is not PairingKind.PRACTITIONER or seen]


def _kind(
    request: MoliRequest,
    sight: PairingSight,
    kinds: list[PairingKind],
    counts: Mapping[PairingKind, int],
) -> PairingKind:
    """The kind that the address asks for; else the person's own, else the first with any."""
    asked = request.GET.get("kind", "")
    for kind in kinds:
        if asked == kind:
            return kind
    mine = own_pairings(sight).values_list("pairing_kind", flat=True).first()
    if mine is not None:
        return PairingKind(mine)
    return next((kind for kind in kinds if counts[kind]), kinds[0])


def _picked(
    request: MoliRequest, kind: PairingKind, towns: list[tuple[str, str]]
) -> dict[str, str]:
    known = {
        "town": {code for code, _ in towns},
        "state": {str(state) for state in PairingState},
        "result": {_ACTIVE, _WITHOUT},
    }
    asked = {name: request.GET.get(name, "") for name in known}
    return {"kind": str(kind)} | {
        name: value if value in known[name] else "" for name, value in asked.items()
    }


def _wanted(picked: Mapping[str, str]) -> Wanted:
    return Wanted(
        town_code=picked["town"],
        state=PairingState(picked["state"]) if picked["state"] else None,
        is_active=picked["result"] == _ACTIVE if picked["result"] else None,
    )


def _picks(
    kinds: list[PairingKind], counts: Mapping[PairingKind, int], *, here: PairingKind
) -> list[Pick]:
    return [
        Pick(
            url="?" + urlencode({"kind": str(kind)}),
            words=label(kind),
            count=number(counts[kind]) if counts[kind] else "",
            is_here=kind is here,
        )
        for kind in kinds
    ]


def _counts(sight: PairingSight) -> list[tuple[str, Any]]:
    return [(label(state), number(count)) for state, count in practitioner_counts(sight).items()]
