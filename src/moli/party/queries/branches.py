"""Answers about branches and what they lead."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from moli.party.models import Branch, Lead, Subordination
from moli.party.rules.branches import LedKind, at_and_below


@dataclass(frozen=True)
class Reach:
    """What some branches, and those under them, lead on a day."""

    area_codes: tuple[str, ...] = ()
    enterprise_keys: tuple[str, ...] = ()
    station_keys: tuple[str, ...] = ()


def branches() -> QuerySet[Branch]:
    """All branches, the county's first, also those that are disbanded."""
    return Branch.objects.order_by("pk")


def branches_of(keys: Iterable[str]) -> QuerySet[Branch]:
    """The branches of some uids: one query, none for no uid."""
    wanted = list(keys)
    return branches().filter(uid__in=wanted) if wanted else Branch.objects.none()


def branches_there(*, on: date) -> QuerySet[Branch]:
    """The branches in which something can begin on a day: there, and not told to end."""
    return branches().filter(founded_on__lte=on, disbanded_on=None)


def branch_tree(*, on: date) -> QuerySet[Any]:
    """All branches, each with the `parent_id` of what it stands under on a day: one query."""
    above = Subordination.objects.in_force(on=on).filter(branch=OuterRef("pk"))
    return branches().annotate(parent_id=Subquery(above.values("parent")[:1]))


def reach_of(*, branch_keys: Iterable[str], on: date) -> Reach:
    """What branches lead together with those below them: two queries. No branch, nothing."""
    keys = set(branch_keys)
    if not keys:
        return Reach()
    rows = list(branch_tree(on=on).values_list("pk", "parent_id", "uid"))
    roots = [pk for pk, _, uid in rows if str(uid) in keys]
    ids = at_and_below(roots, parent_of={pk: parent for pk, parent, _ in rows})
    leads = Lead.objects.in_force(on=on).filter(branch_id__in=ids)
    found: dict[str, list[str]] = {kind: [] for kind in LedKind}
    for kind, key in leads.order_by("led_key").values_list("led_kind", "led_key"):
        found[kind].append(key)
    return Reach(
        area_codes=tuple(found[LedKind.AREA]),
        enterprise_keys=tuple(found[LedKind.ENTERPRISE]),
        station_keys=tuple(found[LedKind.STATION]),
    )


def leads_by_branch(*, on: date) -> dict[int, dict[LedKind, list[str]]]:
    """What every branch itself leads on a day, by primary key and kind: one query."""
    found: dict[int, dict[LedKind, list[str]]] = {}
    rows = Lead.objects.in_force(on=on).order_by("branch_id", "led_kind", "led_key")
    for branch_id, kind, key in rows.values_list("branch_id", "led_kind", "led_key"):
        found.setdefault(branch_id, {}).setdefault(LedKind(kind), []).append(key)
    return found


def leads_of(*, branch_id: int, on: date) -> QuerySet[Lead]:
    """What one branch itself leads on a day."""
    return Lead.objects.in_force(on=on).filter(branch_id=branch_id).order_by("led_kind", "led_key")


def branch_by_key(key: str) -> Branch | None:
    """The branch of a uid."""
    return Branch.objects.filter(uid=key).first()
