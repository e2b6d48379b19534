"""A station in words: its people, how they share, its tasks, its devices, its days."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.utils.translation import gettext, pgettext

from moli.insights.queries.station_activity import activity_of_stations
from moli.insights.rules.periods import Period
from moli.interfaces.design.parts import Kind
from moli.interfaces.web.plans.rows import proof_words
from moli.interfaces.web.stations.doors import person_uid
from moli.interfaces.words.days import full_day
from moli.interfaces.words.labels import label
from moli.stations.queries.shares import Plan
from moli.stations.queries.tasks import OpenTask
from moli.stations.queries.team import Member
from moli.stations.rules.offering import OpenState
from moli.stations.rules.team import WORK_OF_ROLE, TeamRole, Work, may_finish

# How far back the last active day is looked for.
LOOKED_BACK_DAYS = 365
STATE_KINDS = {
    OpenState.PLANNED: Kind.INFO,
    OpenState.OPEN: Kind.OK,
    OpenState.PAUSED: Kind.WARN,
    OpenState.CLOSED: Kind.PLAIN,
}


@dataclass(frozen=True)
class PersonRow:
    """One of the team: name, roles, what these allow, since when."""

    uid: str
    name: str
    roles: str
    work: str
    since_on: date
    is_me: bool
    has_household: bool
    is_led: bool
    has_rows: bool


@dataclass(frozen=True)
class TaskRow:
    """One task: what, for whom, until when, and whether the reader may say that it is done."""

    uid: UUID
    words: str
    who: str
    due_on: date
    is_late: bool
    may_end: bool


@dataclass(frozen=True)
class DeviceRow:
    """One device: which, how it stands, when it was last heard of."""

    uid: UUID
    title: str
    state: str
    kind: Kind
    last_seen_at: Any
    is_revoked: bool


@dataclass(frozen=True)
class PlanRow:
    """One version of how the commission is shared: days, who decided, everybody's part."""

    from_on: date
    to_on: date | None
    days: str
    source: str
    parts: tuple[tuple[str, str], ...]

    def holds(self, on: date) -> bool:
        """Whether it is the version of a day."""
        return self.from_on <= on and (self.to_on is None or on < self.to_on)


def joined(words: Iterable[str]) -> str:
    """Words after each other."""
    return gettext("、").join(words)


def person_row(member: Member, *, name: str, me: str) -> PersonRow:
    """Somebody of the team; `name` as the reader may see it, `me` the reader's own key."""
    return PersonRow(
        uid=person_uid(member.person_key),
        name=name,
        roles=joined(label(role) for role in member.roles),
        work=work_words(member.work),
        since_on=member.since_on,
        is_me=member.person_key == me,
        has_household=member.household_id is not None,
        is_led=TeamRole.OPERATOR in member.roles,
        has_rows=bool(member.membership_uids),
    )


def work_words(work: Iterable[Work]) -> str:
    """What somebody may do, in the order of a station's day."""
    allowed = frozenset(work)
    if allowed == frozenset(Work):
        return pgettext("station", "都可以做")
    return joined(label(each) for each in Work if each in allowed)


def roles_explained() -> list[tuple[str, str]]:
    """Every role with what it may do."""
    return [(label(role), work_words(WORK_OF_ROLE[role])) for role in TeamRole]


def task_row(task: OpenTask, *, on: date, me: str, runs: bool) -> TaskRow:
    """A task; whoever it is for, anybody where it is for all, and who runs the station end it."""
    return TaskRow(
        uid=task.uid,
        words=task.words,
        who=task.for_name or gettext("全队"),
        due_on=task.due_on,
        is_late=task.due_on < on,
        may_end=may_finish(for_key=task.for_key, person_key=me, leads=runs),
    )


def device_row(row: Any) -> DeviceRow:
    """A device with its number, by which receipts begin."""
    kind, state = Kind.OK, pgettext("device", "在用")
    if row.revoked_at is not None:
        kind, state = Kind.WARN, pgettext("device", "等它清空")
    if row.wiped_at is not None:
        kind, state = Kind.PLAIN, pgettext("device", "清空了")
    return DeviceRow(
        uid=row.uid,
        title=f"{row.number} · {row.name}",
        state=state,
        kind=kind,
        last_seen_at=row.last_seen_at,
        is_revoked=row.revoked_at is not None,
    )


def plan_row(plan: Plan, parts: Sequence[tuple[str, int]]) -> PlanRow:
    """A version of the shares; `parts` are names and thousandths as the reader may see them."""
    until = full_day(plan.to_on - timedelta(days=1)) if plan.to_on else gettext("现在")
    return PlanRow(
        from_on=plan.from_on,
        to_on=plan.to_on,
        days=gettext("%(first)s到%(last)s") % {"first": full_day(plan.from_on), "last": until},
        source=plan.source,
        parts=tuple((name, f"{per_mille / 10:g}%") for name, per_mille in parts),
    )


def last_active(station_key: str, *, on: date) -> tuple[str, str] | None:
    """The last day on which something was done at a station in a year, and what: seven queries."""
    period = Period(on - timedelta(days=LOOKED_BACK_DAYS - 1), on)
    found = activity_of_stations(period, station_key=station_key).get(station_key, ())
    return (full_day(found[0].on), proof_words(found[0])) if found else None
