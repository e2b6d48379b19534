"""Laws of what stations offer, of their teams and of how these share what they earn."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from django.db.models import F, Q, QuerySet, Sum

from moli.accounts.models import Appointment
from moli.accounts.rules import OrganisationKind, Role
from moli.audit.models import DatedRow
from moli.audit.queries import overlap_law
from moli.kernel.law import LawCheck, found_law
from moli.stations.models import Equipment, Offering, Pause, SharePlan, TeamMember
from moli.stations.rules.shares import WHOLE_PER_MILLE

_Days = tuple[date, date | None]
_PARTS = (Offering, Pause, Equipment, TeamMember)


def team_laws() -> list[LawCheck]:
    """What holds of the parts of stations."""
    return [
        overlap_law(
            "stations.offered_once_at_a_time", Offering.objects.all(), same=("station", "service")
        ),
        overlap_law("stations.pauses_do_not_overlap", Pause.objects.all(), same=("station",)),
        overlap_law(
            "stations.team_role_once_at_a_time",
            TeamMember.objects.all(),
            same=("station", "person_key", "team_role"),
        ),
        overlap_law(
            "stations.one_share_plan_at_a_time", SharePlan.objects.all(), same=("station",)
        ),
        _inside_law(),
        _whole_law(),
        _sharers_law(),
    ]


def _inside_law() -> LawCheck:
    """What a station has holds while the station stands."""
    early = Q(from_on__lt=F("station__from_on"))
    late = Q(station__to_on__isnull=False) & (Q(to_on=None) | Q(to_on__gt=F("station__to_on")))
    return found_law(
        "stations.parts_hold_while_it_stands",
        checked=sum(rows.count() for rows in _parts()),
        broken=(
            f"{rows.model.__name__} {pk}"
            for rows in _parts()
            for pk in rows.filter(early | late).order_by("pk").values_list("pk", flat=True)
        ),
    )


def _parts() -> Iterator[QuerySet[DatedRow]]:
    for model in _PARTS:
        rows: QuerySet[DatedRow] = QuerySet(model)
        yield rows


def _whole_law() -> LawCheck:
    """The parts of a share plan make a thousand."""
    summed = SharePlan.objects.annotate(total=Sum("shares__per_mille"))
    wrong = summed.exclude(total=WHOLE_PER_MILLE).order_by("pk")
    return found_law(
        "stations.shares_make_a_whole",
        checked=SharePlan.objects.count(),
        broken=wrong.values_list("uid", flat=True),
    )


def _sharers_law() -> LawCheck:
    """Whoever has a part was of the team, by row or by appointment, when the plan began."""
    days = _days_of_people()
    plans = SharePlan.objects.select_related("station").prefetch_related("shares").order_by("pk")
    strangers = (
        plan.key
        for plan in plans
        if any(
            not _held(days[plan.station.key, share.person_key], on=plan.from_on)
            for share in plan.shares.all()
        )
    )
    return found_law("stations.sharers_are_of_the_team", checked=plans.count(), broken=strangers)


def _days_of_people() -> dict[tuple[str, str], list[_Days]]:
    """When people were of a team, by the keys of station and person."""
    days: dict[tuple[str, str], list[_Days]] = defaultdict(list)
    for row in TeamMember.objects.select_related("station"):
        days[row.station.key, row.person_key].append((row.from_on, row.to_on))
    appointed = Appointment.objects.filter(
        organisation_kind=OrganisationKind.STATION, role=Role.STATION_OPERATOR
    )
    for each in appointed.select_related("user"):
        days[each.organisation_key, each.user.actor.key].append((each.from_on, each.to_on))
    return days


def _held(days: list[_Days], *, on: date) -> bool:
    return any(from_on <= on and (to_on is None or to_on > on) for from_on, to_on in days)
