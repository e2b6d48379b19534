"""Rows of the trail, and the base of all dated rows."""

from moli.audit.models.dated import DatedQuerySet, DatedRow
from moli.audit.models.event import Event

__all__ = ["DatedQuerySet", "DatedRow", "Event"]
