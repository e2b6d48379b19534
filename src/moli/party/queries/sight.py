"""Who may see which members. Whoever is not named here sees nobody.

Secretaries and organisers see the members of their branch and of those under it; a member sees
himself; everybody sees of a member who wishes it the name and the branch, and nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from moli.accounts.rules import Role, Standing
from moli.party.models import Activity, Belonging, Branch, Member, Position, Subordination, Wish
from moli.party.queries.branches import branch_tree
from moli.party.rules.branches import at_and_below
from moli.party.rules.organisation import BelongingKind, MemberKind, PositionKind

_USER = "user:"


@dataclass(frozen=True)
class MemberSight:
    """Branches whose members a person may see on a day, and the person's own row. Or nothing.

    `is_by_position` says that some of the branches are open by a position alone, which tells that
    the person is a member, and not by an appointment as well.
    """

    on: date
    branch_ids: frozenset[int] = frozenset()
    own_id: int | None = None
    is_by_position: bool = False

    @property
    def sees_nobody(self) -> bool:
        """Whether nothing is open."""
        return not self.branch_ids and self.own_id is None


@dataclass(frozen=True)
class MemberRow:
    """A member of a branch, for those who may see members there."""

    key: str
    name: str
    kind: MemberKind
    belonging: BelongingKind
    since_on: date
    positions: tuple[PositionKind, ...]


@dataclass(frozen=True)
class ShownMember:
    """All that a wish opens: a name, and of which branch."""

    name: str
    branch_key: str
    branch_name: str
    branch_name_en: str


def member_sight(standing: Standing, *, on: date) -> MemberSight:
    """Whose members a person may see: three queries at most, none for nobody.

    Organisers see by their appointment, secretaries by their position, each also what stands
    under their branch on that day.
    """
    own = _own_id(standing)
    keys = standing.organisation_keys(Role.ORGANISER)
    if own is None and not keys:
        return MemberSight(on=on)
    held = Position.objects.in_force(on=on).filter(member=own, kind=PositionKind.SECRETARY)
    led = set(held.values_list("branch_id", flat=True)) if own is not None else set()
    rows = list(branch_tree(on=on).values_list("pk", "parent_id", "uid"))
    parent_of = {pk: parent for pk, parent, _ in rows}
    appointed = at_and_below({pk for pk, _, uid in rows if str(uid) in keys}, parent_of=parent_of)
    elected = at_and_below(led, parent_of=parent_of)
    return MemberSight(
        on=on,
        branch_ids=frozenset(appointed | elected),
        own_id=own,
        is_by_position=not elected <= appointed,
    )


def _own_id(standing: Standing) -> int | None:
    if not standing.actor.key.startswith(_USER):
        return None
    uid = standing.actor.key.removeprefix(_USER)
    own = Member.objects.filter(user__uid=uid, left_on=None)
    return own.values_list("pk", flat=True).first()


def organised_ids(sight: MemberSight) -> set[int]:
    """Branches that stand directly or not under one whose members the person sees on that day.

    Whoever is above a branch decides what it is and what it leads; nobody does so of the own one.
    """
    if not sight.branch_ids:
        return set()
    above = Subordination.objects.in_force(on=sight.on).filter(parent__in=sight.branch_ids)
    return set(above.values_list("branch_id", flat=True))


def members_seen(sight: MemberSight) -> QuerySet[Member]:
    """The members that a person may see on the day of the sight."""
    if sight.sees_nobody:
        return Member.objects.none()
    belongings = Belonging.objects.in_force(on=sight.on).filter(branch__in=sight.branch_ids)
    inside = Q(pk__in=belongings.values("member")) | Q(pk=sight.own_id)
    return Member.objects.filter(inside).order_by("pk")


def members_of(branch: Branch, *, sight: MemberSight) -> list[MemberRow]:
    """The members of a branch with their positions; outside the sight only the person himself."""
    rows = Belonging.objects.in_force(on=sight.on).filter(
        branch=branch, member__in=members_seen(sight).values("pk")
    )
    if branch.pk not in sight.branch_ids:
        rows = rows.filter(member=sight.own_id)
    positions: dict[int, list[PositionKind]] = {}
    held = Position.objects.in_force(on=sight.on).filter(branch=branch).order_by("pk")
    for member_id, kind in held.values_list("member_id", "kind"):
        positions.setdefault(member_id, []).append(PositionKind(kind))
    return [
        MemberRow(
            key=row.member.key,
            name=row.member.name,
            kind=MemberKind(row.member.kind),
            belonging=BelongingKind(row.kind),
            since_on=row.from_on,
            positions=tuple(positions.get(row.member_id, ())),
        )
        for row in rows.select_related("member").order_by("member_id")
    ]


def activities_of(branch: Branch, *, sight: MemberSight) -> QuerySet[Activity]:
    """The activities of a branch, the newest first, for those who may see its members.

    Minutes and attendance tell who is a member, so that nobody else reads them.
    """
    if branch.pk not in sight.branch_ids:
        return Activity.objects.none()
    return Activity.objects.filter(branch=branch).order_by("-begins_at", "-pk")


def activity_seen(key: str, *, sight: MemberSight) -> Activity | None:
    """One activity by its uid, for those who may see the members of its branch."""
    rows = Activity.objects.filter(uid=key, branch__in=sight.branch_ids)
    return rows.select_related("branch").first()


def shown_members(*, on: date, branch: Branch | None = None) -> Iterator[ShownMember]:
    """Members who wish to be shown, with the branch at home; one without a branch is not shown.

    Of all branches or of one. Wishes as they stand now, whatever the day.
    """
    wished = Wish.objects.filter(taken_back_at=None).values("member")
    rows = Belonging.objects.in_force(on=on).filter(kind=BelongingKind.HOME, member__in=wished)
    if branch is not None:
        rows = rows.filter(branch=branch)
    for row in rows.select_related("member", "branch").order_by("branch_id", "member_id"):
        yield ShownMember(row.member.name, row.branch.key, row.branch.name, row.branch.name_en)


def is_shown(member_id: int) -> bool:
    """Whether a member wishes to be shown now."""
    return Wish.objects.filter(member=member_id, taken_back_at=None).exists()
