"""Who sees which price: the limits of two sides stay private until they are agreed, and after.

A seller sees its floor, a buyer its ceiling, an organiser the limits of the sides that its branches
lead. The sheets of rounds and proposals are built through this, so that a limit which a person
may not see is not in the data that a page or a download receives.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from moli.accounts.rules import COUNTY_ROLES, Standing
from moli.market.queries.reach import MarketReach, market_reach
from moli.market.queries.work import work_reach
from moli.market.rules.negotiation import Side


@dataclass(frozen=True)
class Viewer:
    """Whoever looks: what they may read, and what they themselves answer for or lead."""

    reach: MarketReach
    own: MarketReach


@dataclass(frozen=True)
class Sight:
    """What one viewer may see and do about one pair of a village and an enterprise."""

    sells: bool
    buys: bool
    leads_seller: bool
    leads_buyer: bool
    reads: bool

    @property
    def sides(self) -> tuple[Side, ...]:
        """The sides for which the viewer speaks."""
        spoken = ((Side.SELLER, self.sells), (Side.BUYER, self.buys))
        return tuple(side for side, speaks in spoken if speaks)

    @property
    def leads_both(self) -> bool:
        """Whether the viewer may bring the two together."""
        return self.leads_seller and self.leads_buyer

    @property
    def floor(self) -> bool:
        """Whether the seller's floor price may be shown."""
        return self.sells or self.leads_seller

    @property
    def ceiling(self) -> bool:
        """Whether the buyer's ceiling price may be shown."""
        return self.buys or self.leads_buyer

    @property
    def reckoning(self) -> bool:
        """Whether value, price range and losses may be shown.

        From these and one limit the other limit can be worked out, so they are for those who see
        both, and for county readers who see neither.
        """
        if self.floor or self.ceiling:
            return self.floor and self.ceiling
        return self.reads

    @property
    def contacts(self) -> bool:
        """Whether names and numbers may be shown once the two were introduced."""
        return self.sells or self.buys or self.leads_both


def viewer_of(standing: Standing, *, on: date) -> Viewer:
    """The viewer of a standing. At most six queries, three without a county role."""
    reach = market_reach(standing, on=on)
    if not standing.holds(*COUNTY_ROLES):
        return Viewer(reach=reach, own=reach)
    return Viewer(reach=reach, own=work_reach(standing, on=on))


def sight_of(viewer: Viewer, *, village_code: str, enterprise_key: str) -> Sight:
    """What a viewer sees of a pair of a village and an enterprise."""
    own = viewer.own
    return Sight(
        sells=village_code.startswith(own.sells_for_areas),
        buys=enterprise_key in own.buys_for_keys,
        leads_seller=village_code.startswith(own.leads_areas),
        leads_buyer=enterprise_key in own.leads_keys,
        reads=village_code.startswith(viewer.reach.reads_areas),
    )
