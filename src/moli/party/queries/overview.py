"""The branches of a day as a tree, each with what everybody may know of it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from moli.party.models import Branch, DemoPost
from moli.party.queries.branches import branch_tree, leads_by_branch
from moli.party.queries.overdue import overdue_activities
from moli.party.queries.rules_in_force import PartyRuleMissing
from moli.party.rules.branches import LedKind
from moli.party.rules.organisation import ActivityKind, PostState


@dataclass(frozen=True)
class BranchLine:
    """One branch as deep as it stands: how much it leads itself, what it lacks, its posts."""

    branch: Branch
    depth: int
    led: Mapping[LedKind, int]
    lacking: tuple[ActivityKind, ...]
    posts: int


def branch_lines(*, on: date) -> list[BranchLine]:
    """The branches that are there on a day, each followed by those under it.

    What lacks and which posts are granted is asked of that day's branches as things stand now.
    Eight queries, however many branches.
    """
    there = Q(disbanded_on=None) | Q(disbanded_on__gt=on)
    rows = list(branch_tree(on=on).filter(there, founded_on__lte=on))
    known = {row.pk for row in rows}
    below: defaultdict[int | None, list[Branch]] = defaultdict(list)
    for row in rows:
        below[row.parent_id if row.parent_id in known else None].append(row)
    leads = leads_by_branch(on=on)
    lacking = _lacking(on)
    granted = DemoPost.objects.filter(state=PostState.GRANTED)
    posts = Counter(granted.order_by().values_list("branch_id", flat=True))

    def walk(parent: int | None, depth: int) -> Iterator[BranchLine]:
        for row in below[parent]:
            yield BranchLine(
                branch=row,
                depth=depth,
                led={kind: len(keys) for kind, keys in leads.get(row.pk, {}).items()},
                lacking=tuple(lacking[row.key]),
                posts=posts[row.pk],
            )
            yield from walk(row.pk, depth + 1)

    return list(walk(None, 0))


def _lacking(on: date) -> defaultdict[str, list[ActivityKind]]:
    """By branch; nothing where a county has not entered by which rules something lacks."""
    found: defaultdict[str, list[ActivityKind]] = defaultdict(list)
    try:
        overdue = overdue_activities(on=on)
    except PartyRuleMissing:
        return found
    for each in overdue:
        found[each.branch_key].append(each.kind)
    return found
