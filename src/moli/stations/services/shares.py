"""Setting how a station's commission is shared within its team."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from moli.audit.services.recording import record
from moli.audit.services.versions import end_version, locked_version
from moli.kernel.actor import Actor
from moli.kernel.refusal import Refusal
from moli.stations.models import SharePlan, Station, TeamShare
from moli.stations.queries.team import team_on
from moli.stations.rules.shares import is_whole
from moli.stations.services.locking import judge_beginning, locked_station, subject_of

SOURCE_MAX = 200


class SharesNotWhole(Refusal):
    """Everybody's part is above nothing, and all parts together are the whole."""


class ShareForStranger(Refusal):
    """Only people of the team on that day have a part."""


class SharePlanNeedsSource(Refusal):
    """A share plan says who decided it, in at most two hundred signs."""


class SharePlanInThePast(Refusal):
    """What was earned until today may have been shared already; a plan begins tomorrow at first."""


class SharePlanBeginsTooEarly(Refusal):
    """A plan begins after the beginning of the one that it replaces."""


@transaction.atomic
def set_shares(
    *,
    station_id: int,
    shares: Mapping[str, int],
    source: str,
    from_on: date,
    by: Actor,
    at: datetime,
) -> SharePlan:
    """Share a station's commission in thousandths, by person's key, from a day on.

    It ends the plan before, also one that was to end later. The same plan again returns the one
    there is. Refuses parts that do not make a thousand, people who are not of the team on that
    day, a plan without a source, a station that ends, today and days before (settlements and
    closings may have used them), and a day that is not after the beginning of the last plan.
    """
    station = locked_station(station_id)
    plans = SharePlan.objects.filter(station=station)
    current = locked_version(plans)
    if current is not None and _says(current, shares, source=source, from_on=from_on):
        return current
    last = current or plans.filter(to_on__gt=from_on).order_by("to_on").last()
    _judge_day(from_on, at=at)
    _judge(station, shares, source=source, from_on=from_on)
    if last is not None:
        end_version(last, on=from_on, too_early=SharePlanBeginsTooEarly)
    plan = SharePlan.objects.create(station=station, source=source.strip(), from_on=from_on)
    names = {each.person_key: each.person_name for each in team_on(station.key, on=from_on)}
    TeamShare.objects.bulk_create(
        TeamShare(plan=plan, person_key=key, person_name=names[key], per_mille=shares[key])
        for key in sorted(shares)
    )
    record(
        verb="stations.set_shares",
        on=subject_of(station),
        by=by,
        at=at,
        sharers=len(shares),
        source=plan.source,
    )
    return plan


@transaction.atomic
def end_shares(*, station_id: int, on: date, by: Actor, at: datetime) -> SharePlan | None:
    """Let a station's commission be its own again from a day on. Without a plan: nothing.

    Refuses today and days before, and a day that is not after the plan's beginning.
    """
    station = locked_station(station_id)
    current = locked_version(SharePlan.objects.filter(station=station))
    if current is None:
        return None
    _judge_day(on, at=at)
    end_version(current, on=on, too_early=SharePlanBeginsTooEarly)
    record(verb="stations.end_shares", on=subject_of(station), by=by, at=at)
    return current


def _judge(station: Station, shares: Mapping[str, int], *, source: str, from_on: date) -> None:
    judge_beginning(station, from_on=from_on)
    if not is_whole(shares):
        raise SharesNotWhole(field="shares", sum_percent=f"{sum(shares.values()) / 10:g}")
    if shares.keys() - {each.person_key for each in team_on(station.key, on=from_on)}:
        raise ShareForStranger(field="shares", from_on=from_on.isoformat())
    if not 0 < len(source.strip()) <= SOURCE_MAX:
        raise SharePlanNeedsSource(field="source", signs_max=SOURCE_MAX)


def _judge_day(from_on: date, *, at: datetime) -> None:
    today = timezone.localdate(at)
    if from_on <= today:
        first_on = today + timedelta(days=1)
        raise SharePlanInThePast(field="from_on", first_on=first_on.isoformat())


def _says(plan: SharePlan, shares: Mapping[str, int], *, source: str, from_on: date) -> bool:
    told = dict(plan.shares.values_list("person_key", "per_mille"))
    return (plan.source, plan.from_on, told) == (source.strip(), from_on, dict(shares))
