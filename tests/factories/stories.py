"""The worked example in one call: Yaobu, Junqiao, the branch, and one person in each role."""

from __future__ import annotations

from dataclasses import dataclass

from moli.accounts.models import User
from moli.enterprises.models import Enterprise
from moli.market.models import Demand, Lot, Proposal
from moli.places.models import Division
from tests.factories import market, organisations, people, places


@dataclass(frozen=True)
class Story:
    """Who and what takes part. `proposal` is fresh: nobody was told yet."""

    county: Division
    village: Division
    enterprise: Enterprise
    lot: Lot
    demand: Demand
    proposal: Proposal
    first_secretary: User
    village_committee: User
    station_operator: User
    organiser: User
    buyer: User
    office: User
    leader: User
    auditor: User
    stranger: User

    @property
    def people(self) -> dict[str, User]:
        """Everybody by role, the stranger last."""
        names = (
            "first_secretary",
            "village_committee",
            "station_operator",
            "organiser",
            "buyer",
            "office",
            "leader",
            "auditor",
            "stranger",
        )
        return {name: getattr(self, name) for name in names}


def story() -> Story:
    """Yaobu's 40 t, Junqiao's 60 t, a fresh proposal between them, and everybody's accounts."""
    organisations.county_branch()
    market.tariff()
    secretary, buyer = people.first_secretary(), people.buyer()
    lot = market.lot(by=secretary.actor)
    demand = market.demand(by=buyer.actor)
    return Story(
        county=places.county(),
        village=places.village(),
        enterprise=organisations.junqiao(),
        lot=lot,
        demand=demand,
        proposal=market.proposal(lot=lot, demand=demand),
        first_secretary=secretary,
        village_committee=people.village_committee(),
        station_operator=people.station_operator(),
        organiser=people.organiser(),
        buyer=buyer,
        office=people.office(),
        leader=people.leader(),
        auditor=people.auditor(),
        stranger=people.stranger(),
    )
