"""A county in which nothing has happened yet that an indicator counts.

`quiet()` has Yaobu's branch under the county's, which leads Junqiao too; a station that stands in
Yaobu's venue, with its operator; a cadre; three members and a fourth with an account.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from moli.accounts.models import User
from moli.insights.queries.indicators import counted
from moli.insights.rules.periods import quarter_until
from moli.insights.rules.plans import Indicator
from moli.market.models import Contract, Introduction
from moli.orders.models import BulkOrder, Order
from moli.party.models import Branch
from moli.party.rules.branches import BranchKind, LedKind
from moli.party.services.leading import give_lead
from moli.stations.models import Station, Venue
from tests.factories.moments import NOW, SHANGHAI, TESTER, TODAY
from tests.factories.organisations import FOUNDED_ON, branch
from tests.factories.pairings import pairing_terms, practitioner
from tests.factories.party import Roll, member, roll
from tests.factories.places import COUNTY
from tests.factories.stories import Story, story
from tests.factories.venues import hosted, venue

SHITANG = "450181110"
# In the spring: of another quarter and long ago for a station, but of this year.
SPRING = datetime(2016, 3, 14, 9, 0, tzinfo=SHANGHAI)
LAST_YEAR = datetime(2015, 11, 9, 9, 0, tzinfo=SHANGHAI)


@dataclass(frozen=True)
class Quiet:
    """Who and what is there."""

    story: Story
    county_branch: Branch
    branch: Branch
    roll: Roll
    station: Station
    venue: Venue
    practitioner: User


def quiet() -> Quiet:
    """The county of the worked example before anybody did anything."""
    told = story()
    top = Branch.objects.get(kind=BranchKind.COUNTY)
    own = branch(name="石塘片支部", kind=BranchKind.STATIONS, parent=top, areas=[SHITANG])
    station = Station.objects.get()
    give_lead(
        branch=own,
        kind=LedKind.STATION,
        keys=[station.key],
        from_on=FOUNDED_ON,
        by=TESTER,
        at=NOW,
    )
    where = venue()
    hosted(station, where, from_on=FOUNDED_ON)
    members = roll(full=3, of=own)
    seller = practitioner()
    everybody = Roll(own, (*members.members, member(of=own, user=seller)))
    pairing_terms()
    return Quiet(told, top, own, everybody, station, where, seller)


def long_ago(at: datetime = SPRING) -> None:
    """Let what was introduced, agreed and ordered have been so before this quarter."""
    Introduction.objects.update(at=at)
    Contract.objects.update(at=at)
    BulkOrder.objects.update(at=at)
    Order.objects.filter(paid_at__isnull=False).update(paid_at=at)
    Order.objects.filter(packed_at__isnull=False).update(packed_at=at)


Figures = dict[Indicator, tuple[int, int]]


def figures() -> Figures:
    """What all indicators count today: so many of so many."""
    found = {}
    for indicator in Indicator:
        row = counted(indicator, county_code=COUNTY, period=quarter_until(TODAY), on=TODAY)
        found[indicator] = (row.numerator, row.denominator)
    return found


def changes(before: Figures, after: Figures) -> Figures:
    """By how much both numbers of each indicator changed; those that stayed are left out."""
    moved = {
        each: (after[each][0] - before[each][0], after[each][1] - before[each][1])
        for each in Indicator
    }
    return {each: change for each, change in moved.items() if change != (0, 0)}
