"""What the database itself refuses of settlements: what was shared, told or paid back stays."""

from __future__ import annotations

from moli.audit.models.guards import Guards

GUARDS = Guards(
    room="settlement",
    tables=(
        "settlement_settlement",
        "settlement_correction",
        "settlement_share",
        "settlement_statement",
        "settlement_bankresult",
        "settlement_paidback",
    ),
)

# Under a name of their own: they came later than the others, and are put up by a migration of
# their own.
TEAM_GUARDS = Guards(room="settlement_teams", tables=("settlement_teamearning",))
