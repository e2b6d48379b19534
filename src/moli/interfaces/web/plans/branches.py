"""What each branch did in a quarter, one line a branch."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse

from moli.accounts.rules import Role, Standing
from moli.insights.queries.brokering import BranchBrokering, Brokered
from moli.interfaces.access import opens
from moli.interfaces.web.matching.naming import said


@dataclass(frozen=True)
class BranchLine:
    """A branch with what it leads and brought together. Without a name: of no branch."""

    name: str
    url: str
    is_own: bool
    stations_led: int
    activities_held: int
    brokered: Brokered


def branch_lines(rows: Sequence[BranchBrokering], *, standing: Standing) -> list[BranchLine]:
    """All branches, the reader's own first."""
    own = set(standing.organisation_keys(Role.ORGANISER))
    lines = [
        BranchLine(
            name=said(row.names) if row.key else "",
            url=page_of(row.key, standing=standing) if row.key else "",
            is_own=row.key in own,
            stations_led=row.stations_led,
            activities_held=row.activities_held,
            brokered=row.brokered,
        )
        for row in rows
    ]
    return sorted(lines, key=lambda line: not line.is_own)


def page_of(key: str, *, standing: Standing) -> str:
    """The page of a branch, where there is one that the person may open."""
    return _if_open("branch", standing, key)


def all_branches_url(standing: Standing) -> str:
    """The page of all branches, likewise."""
    return _if_open("branches", standing)


def _if_open(name: str, standing: Standing, *args: str) -> str:
    return reverse(f"web:{name}", args=args) if opens(name, standing) else ""
