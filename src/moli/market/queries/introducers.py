"""Which branches may bring two sides together: those that lead both, themselves or from above."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

from moli.market.queries.naming import Name
from moli.party.models import Branch, Lead
from moli.party.queries.branches import branch_tree
from moli.party.rules.branches import LedKind, at_and_below

Pair = tuple[str, str]


def introducers_of(pairs: Iterable[Pair], *, on: date) -> Mapping[Pair, tuple[Name, ...]]:
    """For each village code and enterprise key, the nearest branches that lead both.

    Nearest: none of the branches under it leads both already. A pair that no branch leads has
    an empty answer. Two queries, however many pairs.
    """
    branches = {row.pk: row for row in branch_tree(on=on)}
    parent_of = {pk: row.parent_id for pk, row in branches.items()}
    below = {pk: at_and_below([pk], parent_of=parent_of) for pk in branches}
    leads: defaultdict[str, set[int]] = defaultdict(set)
    kinds = (LedKind.AREA, LedKind.ENTERPRISE)
    rows = Lead.objects.in_force(on=on).filter(led_kind__in=kinds).order_by("pk")
    for key, branch_id in rows.values_list("led_key", "branch_id"):
        leads[key].add(branch_id)
    found: dict[Pair, tuple[Name, ...]] = {}
    for village_code, enterprise_key in pairs:
        sellers = _leading_area(leads, village_code)
        both = {
            pk
            for pk, under in below.items()
            if under & sellers and under & leads.get(enterprise_key, set())
        }
        nearest = sorted(pk for pk in both if not (both & below[pk]) - {pk})
        found[village_code, enterprise_key] = tuple(_name(branches[pk]) for pk in nearest)
    return found


def _leading_area(leads: Mapping[str, set[int]], village_code: str) -> set[int]:
    """Branches that lead the village, its town or its county."""
    leading: set[int] = set()
    for length in range(len(village_code), 0, -1):
        leading |= leads.get(village_code[:length], set())
    return leading


def _name(branch: Branch) -> Name:
    return Name(branch.name, branch.name_en or branch.name)
