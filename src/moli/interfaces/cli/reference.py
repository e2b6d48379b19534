"""What the package brings for every county: lines, standards, rules of all kinds, targets.

A demo enters them while it is built. Any other system gets them by `moli reference`, and before
`moli serve` opens its first page.
"""

from __future__ import annotations

from datetime import datetime

from moli.households.services.setting_standards import load_reference
from moli.insights.services.setting_targets import load_targets
from moli.kernel.actor import Actor
from moli.pairing.services.setting_rules import load_pairing_rules
from moli.party.services.setting_party_rules import load_party_rules


def enter_reference(*, by: Actor, at: datetime) -> None:
    """Enter what is not there yet; what the county entered itself stays. Twice is once."""
    load_reference(by=by, at=at)
    load_party_rules(by=by, at=at)
    load_pairing_rules(by=by, at=at)
    load_targets(by=by, at=at)
