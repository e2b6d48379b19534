"""Who may say that a finding is right as it stands."""

from __future__ import annotations

from collections.abc import Set as AbstractSet

from moli.households.rules.procedures import Tier
from moli.households.rules.quality.kinds import Mender, Severity

_HEIGHTS = {Tier.VILLAGE: 0, Tier.TOWN: 1, Tier.COUNTY: 2}


def may_waive(severity: Severity, mender: Mender, *, tiers: AbstractSet[Tier]) -> bool:
    """Whether somebody who acts at these tiers may waive a finding.

    Whoever mends it, or stands above. What cannot be right is waived by the town at least: a
    village does not excuse its own errors.
    """
    needed = _HEIGHTS[Tier(mender)]
    if severity is Severity.ERROR:
        needed = max(needed, _HEIGHTS[Tier.TOWN])
    return any(_HEIGHTS[tier] >= needed for tier in tiers)
