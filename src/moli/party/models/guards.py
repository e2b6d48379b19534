"""What the database itself refuses of the Party room: who came and who granted what stays."""

from __future__ import annotations

from moli.audit.models.guards import Guards

GUARDS = Guards(room="party", tables=("party_attendance", "party_activityphoto", "party_poststep"))
