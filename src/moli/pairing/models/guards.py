"""What the database itself refuses of pairings: what was said, planned and promised stays.

Visits and reviews are not among them: they may hold words about a household, which go when the
household is erased.
"""

from __future__ import annotations

from moli.audit.models.guards import Guards

GUARDS = Guards(
    room="pairing",
    tables=(
        "pairing_pairplan",
        "pairing_plannedpair",
        "pairing_pairingword",
        "pairing_promise",
    ),
)
