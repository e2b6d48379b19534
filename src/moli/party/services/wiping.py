"""Wiping what the database keeps of a demo's Party room."""

from __future__ import annotations

from moli.audit.services.wiping import wipe
from moli.party.models import ActivityPhoto, Attendance, PostStep
from moli.party.models.guards import GUARDS


def wipe_party() -> None:
    """Delete who came and who granted what in a demo; twice is once. Refuses other systems."""
    wipe([PostStep, Attendance, ActivityPhoto], guards=GUARDS)
