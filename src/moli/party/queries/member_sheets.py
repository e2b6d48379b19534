"""All that is known of one member, for whoever may see it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from moli.party.models import Belonging, Branch, Member, Position
from moli.party.queries.sight import MemberSight, is_shown, members_seen
from moli.party.rules.organisation import BelongingKind, MemberKind, PositionKind


@dataclass(frozen=True)
class BelongingLine:
    """A time in which the member belonged to a branch."""

    branch: Branch
    kind: BelongingKind
    from_on: date
    to_on: date | None


@dataclass(frozen=True)
class PositionLine:
    """A time in which the member held a position."""

    branch: Branch
    kind: PositionKind
    from_on: date
    to_on: date | None


@dataclass(frozen=True)
class MemberSheet:
    """A member with where he belongs and what he was elected to, the newest first."""

    member: Member
    kind: MemberKind
    is_own: bool
    is_shown: bool
    belongings: tuple[BelongingLine, ...]
    positions: tuple[PositionLine, ...]

    def belonging(self, kind: BelongingKind) -> BelongingLine | None:
        """Where the member belongs in this way and has not been told to leave."""
        open_ones = (row for row in self.belongings if row.kind == kind and row.to_on is None)
        return next(open_ones, None)

    @property
    def held(self) -> tuple[PositionLine, ...]:
        """The positions that have no end."""
        return tuple(row for row in self.positions if row.to_on is None)


def member_sheet(key: str, *, sight: MemberSight) -> MemberSheet | None:
    """A member by uid, for those who see the members where he belongs and for himself.

    Four queries; None for everybody else.
    """
    member = members_seen(sight).filter(uid=key).first()
    return _sheet(member, sight) if member is not None else None


def own_sheet(sight: MemberSight) -> MemberSheet | None:
    """The person's own row; None for whoever is no member."""
    if sight.own_id is None:
        return None
    return _sheet(Member.objects.get(pk=sight.own_id), sight)


def _sheet(member: Member, sight: MemberSight) -> MemberSheet:
    belongings = Belonging.objects.filter(member=member).select_related("branch")
    positions = Position.objects.filter(member=member).select_related("branch")
    newest = ("-from_on", "-pk")
    return MemberSheet(
        member=member,
        kind=MemberKind(member.kind),
        is_own=member.pk == sight.own_id,
        is_shown=is_shown(member.pk),
        belongings=tuple(
            BelongingLine(row.branch, BelongingKind(row.kind), row.from_on, row.to_on)
            for row in belongings.order_by(*newest)
        ),
        positions=tuple(
            PositionLine(row.branch, PositionKind(row.kind), row.from_on, row.to_on)
            for row in positions.order_by(*newest)
        ),
    )
