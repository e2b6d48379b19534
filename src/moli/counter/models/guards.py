"""What the database itself refuses of the counter: cash and closings stay as written."""

from __future__ import annotations

from moli.audit.models.guards import Guards

GUARDS = Guards(
    room="counter",
    tables=(
        "counter_cashmove",
        "counter_dayclosing",
        "counter_closingshare",
        "counter_closingparcel",
        "counter_buyforline",
    ),
)
