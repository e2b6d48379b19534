"""Rows about Party organisations, their members, and what they do."""

from moli.party.models.activity import Activity, ActivityPhoto, Attendance
from moli.party.models.branch import Branch
from moli.party.models.lead import Lead
from moli.party.models.member import Belonging, Member
from moli.party.models.party_rule import PartyRule
from moli.party.models.position import Position
from moli.party.models.post import DemoPost, PostStep
from moli.party.models.subordination import Subordination
from moli.party.models.term import Term
from moli.party.models.wish import Wish

__all__ = [
    "Activity",
    "ActivityPhoto",
    "Attendance",
    "Belonging",
    "Branch",
    "DemoPost",
    "Lead",
    "Member",
    "PartyRule",
    "Position",
    "PostStep",
    "Subordination",
    "Term",
    "Wish",
]
