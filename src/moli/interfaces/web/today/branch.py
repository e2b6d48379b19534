"""The page of a branch: where it stands among the others, and what it leads."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from moli.accounts.rules import Role
from moli.enterprises.queries import enterprises_of_keys
from moli.interfaces import clock
from moli.interfaces.web.access import MoliRequest
from moli.interfaces.web.naming import enterprise_name, name_of
from moli.interfaces.words.labels import label
from moli.party.queries.branches import branch_tree, leads_by_branch
from moli.party.rules.branches import BranchKind, LedKind, at_and_below
from moli.places.queries.directory import divisions_of_codes

_Led = Mapping[LedKind, list[str]]


@dataclass(frozen=True)
class TreeRow:
    """One branch in the tree, as deep as it stands, with how much it leads itself."""

    name: str
    kind: str
    depth: int
    is_own: bool
    areas: int
    enterprises: int
    stations: int


@dataclass(frozen=True)
class OwnBranch:
    """A branch of the person, and by name what it leads together with those under it."""

    name: str
    kind: str
    founded_on: Any
    areas: list[str]
    enterprises: list[str]
    stations: int


@require_safe
def branch(request: MoliRequest) -> HttpResponse:
    """My branches, the tree of all, and what each of mine leads."""
    keys = set(request.standing.organisation_keys(Role.ORGANISER))
    today = clock.today()
    rows = [row for row in branch_tree(on=today) if not row.disbanded_on]
    leads = leads_by_branch(on=today)
    context = {
        "own": [_own(row, rows, leads) for row in rows if str(row.uid) in keys],
        "tree": list(_tree(rows, leads, keys)),
    }
    return render(request, "web/today/branch.html", context)


def _own(row: Any, rows: Sequence[Any], leads: Mapping[int, _Led]) -> OwnBranch:
    below = at_and_below([row.pk], parent_of={one.pk: one.parent_id for one in rows})
    led = {
        kind: [key for pk in sorted(below) for key in leads.get(pk, {}).get(kind, [])]
        for kind in LedKind
    }
    return OwnBranch(
        name=name_of(row),
        kind=label(BranchKind(row.kind)),
        founded_on=row.founded_on,
        areas=[name_of(area) for area in divisions_of_codes(led[LedKind.AREA])],
        enterprises=[enterprise_name(one) for one in enterprises_of_keys(led[LedKind.ENTERPRISE])],
        stations=len(led[LedKind.STATION]),
    )


def _tree(rows: Sequence[Any], leads: Mapping[int, _Led], keys: set[str]) -> Iterator[TreeRow]:
    """The branches from the top down, each followed by those under it."""
    below: Mapping[int | None, list[Any]] = defaultdict(list)
    for row in rows:
        below[row.parent_id].append(row)

    def walk(parent: int | None, depth: int) -> Iterator[TreeRow]:
        for row in below[parent]:
            led = {kind: len(found) for kind, found in leads.get(row.pk, {}).items()}
            yield TreeRow(
                name=name_of(row),
                kind=label(BranchKind(row.kind)),
                depth=depth,
                is_own=str(row.uid) in keys,
                areas=led.get(LedKind.AREA, 0),
                enterprises=led.get(LedKind.ENTERPRISE, 0),
                stations=led.get(LedKind.STATION, 0),
            )
            yield from walk(row.pk, depth + 1)

    return walk(None, 0)
