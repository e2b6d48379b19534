"""What the database itself refuses of devices: what came of an operation stays written."""

from __future__ import annotations

from moli.audit.models.guards import Guards

GUARDS = Guards(room="sync", tables=("sync_operation",))
