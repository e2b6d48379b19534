"""What several indicators are counted from, read once for all of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import Q

from moli.accounts.models import Appointment
from moli.accounts.rules import Role
from moli.insights.queries.leads import Appointed, Leads, appointed_in, leads_on
from moli.insights.queries.projects import Project, projects_in
from moli.insights.queries.station_activity import activity_of_stations
from moli.insights.rules.evidence import Evidence, EvidenceKind
from moli.insights.rules.periods import Period, last_days
from moli.party.models import Branch
from moli.places.models import Division
from moli.places.queries.directory import villages_inside
from moli.stations.models import Hosting, Station, Venue
from moli.stations.queries.venues import hostings_in_force, venues_in_force


@dataclass(frozen=True)
class Facts:
    """A county over a period and on a day. Each answer is read when it is first asked for."""

    county_code: str
    period: Period
    on: date

    @cached_property
    def villages(self) -> list[Division]:
        """All villages with their towns, by code: one query."""
        return list(villages_inside(area_codes=[self.county_code]))

    @cached_property
    def branches(self) -> list[Branch]:
        """The branches of the county that are there on the day: one query."""
        rows = Branch.objects.filter(Q(disbanded_on=None) | Q(disbanded_on__gt=self.on))
        here = Q(area=None) | Q(area__code__startswith=self.county_code)
        there = rows.filter(here, founded_on__lte=self.on)
        return list(there.select_related("area").order_by("pk"))

    @cached_property
    def venues(self) -> list[Venue]:
        """The venues that are open on the day, by village: one query."""
        return list(venues_in_force(area_codes=[self.county_code], on=self.on))

    @cached_property
    def hostings(self) -> list[Hosting]:
        """Which station stands in which venue on the day, by village: one query."""
        return list(hostings_in_force(area_codes=[self.county_code], on=self.on))

    @cached_property
    def projects(self) -> list[Project]:
        """What makes projects live in the period: seven queries."""
        return projects_in(self.period, county_code=self.county_code)

    @cached_property
    def leads(self) -> Leads:
        """What branches lead on the day: one query."""
        return leads_on(self.on)

    @cached_property
    def organisers(self) -> Appointed:
        """Who was an organiser of which branch in the period: one query."""
        return appointed_in(Role.ORGANISER, period=self.period)

    @cached_property
    def activity(self) -> dict[str, tuple[Evidence, ...]]:
        """What stations did in the last thirty days, by key: seven queries."""
        return activity_of_stations(last_days(self.on))

    @cached_property
    def stations_run(self) -> Mapping[str, tuple[Evidence, ...]]:
        """Open stations that somebody runs on the day, by the person's user uid: two queries.

        The day of the evidence is that since which both hold.
        """
        opened = dict(Station.objects.in_force(on=self.on).values_list("uid", "from_on"))
        since = {str(uid): from_on for uid, from_on in opened.items()}
        rows = Appointment.objects.in_force(on=self.on).filter(role=Role.STATION_OPERATOR)
        found: dict[str, list[Evidence]] = defaultdict(list)
        columns = ("user__uid", "organisation_key", "from_on")
        for uid, station, from_on in rows.order_by("pk").values_list(*columns):
            if station in since:
                day = max(from_on, since[station])
                found[str(uid)].append(Evidence(day, EvidenceKind.STATION, station))
        return {uid: tuple(rows) for uid, rows in found.items()}
