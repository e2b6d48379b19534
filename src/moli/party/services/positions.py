"""Positions that end before their term does, and group leaders, whom nobody elects."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from moli.audit.services.recording import Subject, record
from moli.kernel.actor import Actor
from moli.kernel.refusal import Refusal
from moli.party.models import Belonging, Branch, Member, Position
from moli.party.rules.organisation import BelongingKind, Form, PositionKind
from moli.party.services.dating import end_row, refuse_before
from moli.party.services.founding import locked_branch, locked_lasting_branch
from moli.party.services.members import locked_member, refuse_gone


class PositionNotHeld(Refusal):
    """The member does not hold this position in this branch."""


class LeaderOfNoGroup(Refusal):
    """Only a group has a leader, and he belongs to it."""


@transaction.atomic
def end_position(
    *,
    branch_uid: UUID,
    member_uid: UUID,
    kind: PositionKind,
    on: date,
    by: Actor,
    at: datetime,
) -> Position:
    """Let a member no longer hold a position from a day on (辞去、免去); the term goes on.

    A second call with the same day changes nothing. Refuses a position that the member does not
    hold, and a day that is not after its beginning.
    """
    branch = locked_branch(branch_uid)
    member = locked_member(member_uid)
    rows = Position.objects.select_for_update(of=("self",)).order_by("pk")
    of_member = rows.filter(branch=branch, member=member, kind=kind)
    row = of_member.filter(to_on=None).first()
    if row is None:
        ended = of_member.filter(to_on=on).last()
        if ended is None:
            raise PositionNotHeld(field="position", position_kind=kind)
        return ended
    end_row(row, on=on)
    _record("party.end_position", branch, member, kind=kind, by=by, at=at)
    return row


@transaction.atomic
def name_group_leader(
    *, branch_uid: UUID, member_uid: UUID, from_on: date, by: Actor, at: datetime
) -> Position:
    """Let a member of a group lead it from a day on; whoever did until then does no longer.

    The same member again changes nothing, nor the same day again for one who has left it since.
    Refuses another form than a group, who does not belong to it at home or left the Party, a group
    that is disbanded, be it later, and a day that is not after the beginning of the leader before,
    is before the end of the last one, or before the member came.
    """
    branch = locked_lasting_branch(branch_uid, on=from_on)
    member = locked_member(member_uid)
    refuse_gone(member)
    home = Belonging.objects.filter(
        branch=branch, member=member, kind=BelongingKind.HOME, to_on=None
    ).first()
    if branch.form != Form.GROUP or home is None:
        raise LeaderOfNoGroup(field="member")
    refuse_before(from_on, first=home.from_on)
    kind = PositionKind.GROUP_LEADER
    rows = Position.objects.select_for_update(of=("self",)).filter(branch=branch, kind=kind)
    now = rows.order_by("pk").filter(to_on=None).first()
    if now is not None and now.member_id == member.pk:
        return now
    known = rows.filter(member=member, from_on=from_on).first()
    if known is not None:
        return known
    if now is not None:
        end_row(now, on=from_on)
    last = rows.filter(to_on__isnull=False).order_by("-to_on").first()
    refuse_before(from_on, first=last.to_on if last else None)
    row = Position.objects.create(branch=branch, member=member, kind=kind, from_on=from_on)
    _record("party.name_group_leader", branch, member, kind=kind, by=by, at=at)
    return row


def _record(
    verb: str, branch: Branch, member: Member, *, kind: PositionKind, by: Actor, at: datetime
) -> None:
    subject = Subject("party_member", member.key)
    record(verb=verb, on=subject, by=by, at=at, position_kind=kind, branch_key=branch.key)
